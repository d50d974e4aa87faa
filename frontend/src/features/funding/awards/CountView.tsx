/** One counted return: both ways of counting, what each would bring, and where rows are wrong. */
import { longDate } from "../../../lib/dates";
import { pounds } from "../../../lib/money";
import { plural } from "../../../lib/text";
import { Button } from "../../../ui/Button";
import { ErrorSummary } from "../../../ui/ErrorSummary";
import { useSay } from "../../../ui/Status";
import { Table, type Column } from "../../../ui/Table";
import { Tag } from "../../../ui/Tag";
import { useSubmission } from "../../../ui/useSubmission";
import { FUNDING_PROBLEMS } from "../problemWords";
import { useKeepCount, type Schemas, type Ssda903Count } from "../queries";
import { AWARD_KINDS, COUNT_STATES, yearWords } from "../words";

type Counted = Schemas["CountedAwardOut"];

const COLUMNS: readonly Column<Counted>[] = [
  { key: "year", head: "Award", cell: ({ kind, financial_year }) => <span className="onr-table__name">{`${AWARD_KINDS[kind]}, ${yearWords(financial_year)}`}</span> },
  { key: "children", head: "Children", kind: "number", cell: ({ children_count }) => children_count },
  { key: "rate", head: "Rate", kind: "number", cell: ({ rate_pence }) => (rate_pence === null ? "Not known yet" : pounds(rate_pence)) },
  { key: "sum", head: "Would bring", kind: "number", cell: ({ award_pence }) => (award_pence === null ? "–" : <strong>{pounds(award_pence)}</strong>) },
];

export function CountView({ count }: Readonly<{ count: Ssda903Count }>) {
  const own = count.short_breaks_count ? count.with_short_breaks : count.without_short_breaks;
  const other = count.short_breaks_count ? count.without_short_breaks : count.with_short_breaks;
  const say = useSay();
  const form = useSubmission(useKeepCount(), { words: { names: {}, problems: FUNDING_PROBLEMS }, done: () => say("The count is kept as the authority’s own. Next: finance enters the award.") });
  const id = `count-${count.id}`;
  return (
    <section aria-labelledby={id} className="onr-box">
      <div className="onr-row">
        <h3 id={id}>Return for the year to {longDate(count.return_year_end)}</h3>
        <Tag {...COUNT_STATES[count.state]} />
      </div>
      <p>
        <strong>{plural(own.eligible, "child counts", "children count")}</strong>, of {own.looked_after_in_year} looked after in the year: aged 4 to 15 on{" "}
        {longDate(count.ages_on)}. {count.short_breaks_count ? "Without" : "With"} short breaks it would be {other.eligible} of {other.looked_after_in_year}.
      </p>
      <Table caption="What this count would bring" columns={COLUMNS} rows={own.awards} rowKey={({ kind, financial_year }) => `${kind} ${financial_year}`} />
      <p className="onr-quiet onr-panel__foot">
        {count.header_rows} rows in the header file, {count.episode_rows} in the episodes file.{" "}
        {count.error_count === 0 ? "No row is wrong." : `${plural(count.error_count, "row is", "rows are")} wrong and not counted.`}
      </p>
      {count.errors.length > 0 && (
        <ul className="onr-bullets onr-small">
          {count.errors.slice(0, 10).map(({ file, line, column, code }) => (
            <li key={`${file} ${line} ${column}`}>
              {file === "header" ? "Header" : "Episodes"}, line {line}, column {column}: {ROW_ERRORS[code]}
            </li>
          ))}
        </ul>
      )}
      {count.allowed_actions.includes("apply") && (
        <div className="onr-panel__foot">
          <ErrorSummary errors={form.errors} />
          <Button
            kind="secondary"
            busy={form.pending}
            onClick={() => void form.submit({ id: count.id, version: count.version, body: { accept_partial: count.error_count > 0 } })}
          >
            Keep as our own count
          </Button>
        </div>
      )}
    </section>
  );
}

const ROW_ERRORS: Record<Schemas["RowErrorCode"], string> = {
  not_a_date: "not a date",
  after_year_end: "lies after the end of the year",
  missing_value: "is missing",
  unknown_child: "no such child in the header file",
  duplicate_child: "the child stands there twice",
};
