/** What a child is worth a year: entered by finance with its source, confirmed by the head. */
import { useQuery } from "@tanstack/react-query";
import { longDate } from "../../../lib/dates";
import { pounds, readMoney } from "../../../lib/money";
import { nextYear, yearBefore } from "../../../lib/years";
import { Button } from "../../../ui/Button";
import { ErrorSummary } from "../../../ui/ErrorSummary";
import { Field, Select } from "../../../ui/Field";
import { Form, type Typed } from "../../../ui/Form";
import { facesOf } from "../../../ui/Faces";
import { Panel } from "../../../ui/Panel";
import { useHasRole } from "../../../ui/person";
import { useSay } from "../../../ui/Status";
import { Table, type Column } from "../../../ui/Table";
import { Tag } from "../../../ui/Tag";
import { useSubmission } from "../../../ui/useSubmission";
import { FUNDING_PROBLEMS } from "../problemWords";
import { overviewQuery, ratesQuery, useConfirmRate, useEnterRate, type Rate } from "../queries";
import { yearWords } from "../words";

function columns(confirm: (rate: Rate) => void): readonly Column<Rate>[] {
  return [
    { key: "year", head: "Year", cell: ({ financial_year }) => <span className="onr-table__name">{yearWords(financial_year)}</span> },
    { key: "from", head: "From", kind: "date", cell: ({ effective_from }) => longDate(effective_from) },
    { key: "rate", head: "Rate", kind: "number", cell: ({ pence, unit }) => (pence === null ? "Not published" : `${pounds(pence)} ${unit === "hour" ? "an hour" : "a child"}`) },
    { key: "source", head: "Source", cell: ({ source, warnings }) => (warnings.length > 0 ? `${source ?? ""} (differs from the figure we ship)` : (source ?? "")) },
    { key: "state", head: "State", cell: ({ verified, pence }) => <Tag words={verified ? "Confirmed" : pence === null ? "Not known" : "To confirm"} tag={verified ? "grey" : "yellow"} /> },
    {
      key: "action",
      head: "Action",
      kind: "action",
      cell: (rate) =>
        rate.allowed_actions.includes("confirm") && (
          <Button kind="secondary" small about={yearWords(rate.financial_year)} onClick={() => confirm(rate)}>
            Confirm
          </Button>
        ),
    },
  ];
}

export function Rates() {
  const overview = useQuery(overviewQuery(""));
  const year = overview.data?.financial_year;
  const rates = useQuery({ ...ratesQuery(""), enabled: year !== undefined });
  const say = useSay();
  const isFinance = useHasRole("vs_finance");
  const confirming = useSubmission(useConfirmRate(), { words: { names: {}, problems: FUNDING_PROBLEMS }, done: () => say("The rate is confirmed.") });
  const wanted = year === undefined ? [] : [nextYear(year), year, yearBefore(year)];
  const rows = (rates.data?.items ?? []).filter(({ scheme, financial_year }) => scheme === "LAC" && wanted.includes(financial_year));
  return (
    <>
      <Panel heading="Rates" aside="this year and the years around it" what="rates" {...facesOf(rates)} empty={rows.length === 0 && "No rate is known for these years."}>
        <ErrorSummary errors={confirming.errors} />
        <Table caption="Rates of this year and the years around it" columns={columns(({ id, version }) => void confirming.submit({ id, version }))} rows={rows} rowKey={({ id }) => id} />
      </Panel>
      {isFinance && year !== undefined && <EnterRate year={year} />}
    </>
  );
}

const WORDS = { names: { financial_year: "the year", pence: "the rate", source: "where the figure comes from" }, problems: FUNDING_PROBLEMS };

function read(values: Typed) {
  const year = values.text("financial_year");
  const amount = readMoney(values.text("pence"));
  const source = values.text("source");
  const errors = [
    ...("pence" in amount ? [] : [{ id: "pence", text: "Enter the rate for a child a year, like 2630" }]),
    ...(source === "" ? [{ id: "source", text: "Say where the figure comes from" }] : []),
  ];
  if (!("pence" in amount) || errors.length > 0) return errors;
  return { scheme: "LAC" as const, financial_year: year, effective_from: `${year.slice(0, 4)}-04-01`, pence: amount.pence, source };
}

function EnterRate({ year }: Readonly<{ year: string }>) {
  const say = useSay();
  const form = useSubmission(useEnterRate(), { words: WORDS, done: () => say("The rate is entered. The virtual school head confirms it.") });
  const years = [year, nextYear(year), yearBefore(year)];
  return (
    <section aria-labelledby="enter-rate">
      <h2 id="enter-rate">Enter a rate</h2>
      <Form submission={form} read={read}>
        <Select id="financial_year" label="Year" choices={years.map((value) => ({ value, words: yearWords(value) }))} />
        <Field id="pence" label="For a child a year" hint="In pounds" width="10" inputMode="decimal" />
        <Field id="source" label="Where the figure comes from" />
        <div className="onr-buttons">
          <Button type="submit" kind="secondary" busy={form.pending}>
            Enter the rate
          </Button>
        </div>
      </Form>
    </section>
  );
}
