/** The award counted from the authority's own SSDA903 return: two files in, only numbers kept. */
import { useQuery } from "@tanstack/react-query";
import { longDate } from "../../../lib/dates";
import { returnYearEnds } from "../../../lib/years";
import { Button } from "../../../ui/Button";
import { Field, Select } from "../../../ui/Field";
import { Form, type Typed } from "../../../ui/Form";
import { Page } from "../../../ui/Page";
import { facesOf } from "../../../ui/Faces";
import { Panel } from "../../../ui/Panel";
import { useSay } from "../../../ui/Status";
import { useSubmission } from "../../../ui/useSubmission";
import { FundingNav } from "../FundingNav";
import { FUNDING_PROBLEMS } from "../problemWords";
import { countsQuery, overviewQuery, useCheckCount } from "../queries";
import { CountView } from "./CountView";

const WORDS = {
  names: { return_year_end: "the year of the return", header: "the header file", episodes: "the episodes file" },
  problems: FUNDING_PROBLEMS,
};

function read(values: Typed) {
  const [header, episodes] = [values.file("header"), values.file("episodes")];
  const errors = [
    ...(header === null ? [{ id: "header", text: "Choose the header file of the return" }] : []),
    ...(episodes === null ? [{ id: "episodes", text: "Choose the episodes file of the return" }] : []),
  ];
  if (header === null || episodes === null) return errors;
  return { header, episodes, return_year_end: values.text("return_year_end") };
}

export function Counts() {
  const counts = useQuery(countsQuery());
  const overview = useQuery(overviewQuery(""));
  const say = useSay();
  const form = useSubmission(useCheckCount(), {
    words: WORDS,
    done: ({ without_short_breaks: plain }) => say(`Counted: ${plain.eligible} children count for the award. Nothing of a child is kept.`),
  });
  const rows = counts.data?.items ?? [];
  return (
    <Page title="Count of the return" lead="How many children the award rests on, counted from our own SSDA903 return.">
      <FundingNav />
      <div className="onr-stack">
        <Panel heading="Counts" aside="newest first" what="counts" {...facesOf(counts)} empty={rows.length === 0 && "No return has been counted yet."}>
          <div className="onr-stack">
            {rows.map((count) => (
              <CountView key={count.id} count={count} />
            ))}
          </div>
        </Panel>
        {overview.data && (
          <section aria-labelledby="count-return">
            <h2 id="count-return">Count a return</h2>
            <Form submission={form} read={read}>
              <Select
                id="return_year_end"
                label="Return for the year to"
                choices={returnYearEnds(overview.data.financial_year).map((value) => ({ value, words: longDate(value) }))}
              />
              <Field id="header" label="Header file" hint="CSV, as sent to the DfE" type="file" accept=".csv,text/csv" />
              <Field id="episodes" label="Episodes file" hint="CSV, as sent to the DfE" type="file" accept=".csv,text/csv" />
              <div className="onr-buttons">
                <Button type="submit" busy={form.pending}>
                  Count
                </Button>
              </div>
            </Form>
          </section>
        )}
      </div>
    </Page>
  );
}
