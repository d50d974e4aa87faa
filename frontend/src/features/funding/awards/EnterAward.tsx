/** Enter an award: the number of children times the year's rate, or the sum of the DfE. */
import { useQuery } from "@tanstack/react-query";
import { choicesOf, member } from "../../../lib/member";
import { yearBefore, nextYear } from "../../../lib/years";
import { Button } from "../../../ui/Button";
import { DateField, dateFrom } from "../../../ui/DateField";
import { Field, Select } from "../../../ui/Field";
import type { FormWords } from "../../../ui/fieldErrors";
import { Form, type Typed } from "../../../ui/Form";
import { useSay } from "../../../ui/Status";
import { useSubmission } from "../../../ui/useSubmission";
import { FUNDING_PROBLEMS } from "../problemWords";
import { overviewQuery, useEnterAward, type Schemas } from "../queries";
import { AWARD_KINDS, yearWords } from "../words";

const WORDS: FormWords = {
  names: { financial_year: "the year", kind: "the kind", children_count: "the number of children", source: "where the figure comes from", notified_on: "the day of the notice" },
  problems: FUNDING_PROBLEMS,
};

function read(values: Typed): Schemas["AwardIn"] | readonly { id: string; text: string }[] {
  const kind = member(AWARD_KINDS, values.text("kind")) ?? "provisional";
  const count = values.text("children_count");
  const source = values.text("source");
  const notified = dateFrom(values, "notified_on", "the notice");
  const errors = [
    ...(/^\d{1,6}$/.test(count) ? [] : [{ id: "children_count", text: "Enter the number of children as a whole number" }]),
    ...(source === "" ? [{ id: "source", text: "Say where the figure comes from" }] : []),
    ...("error" in notified ? [{ id: "notified_on", text: notified.error.text }] : []),
  ];
  if (errors.length > 0 || "error" in notified) return errors;
  return {
    scheme: "LAC",
    financial_year: values.text("financial_year"),
    kind,
    children_count: Number(count),
    source,
    ...(notified.on !== null && { notified_on: notified.on }),
  };
}

export function EnterAward() {
  const overview = useQuery(overviewQuery(""));
  const say = useSay();
  const form = useSubmission(useEnterAward(), { words: WORDS, done: () => say("The award is entered. The virtual school head posts it.") });
  if (overview.data === undefined) return null;
  const year = overview.data.financial_year;
  const years = [year, yearBefore(year), nextYear(year)];
  return (
    <section aria-labelledby="enter-award">
      <h2 id="enter-award">Enter an award</h2>
      <Form submission={form} read={read}>
        <Select id="financial_year" label="Year" choices={years.map((value) => ({ value, words: yearWords(value) }))} />
        <Select id="kind" label="Kind" choices={choicesOf(AWARD_KINDS)} defaultValue="provisional" />
        <Field id="children_count" label="Children counted" hint="From the count of our own return, or from the notice." width="4" inputMode="numeric" />
        <Field id="source" label="Where the figure comes from" hint="For example: SSDA903 return to March 2025, counted 24 November" />
        <DateField id="notified_on" label="Day of the notice (optional)" />
        <div className="onr-buttons">
          <Button type="submit" kind="secondary" busy={form.pending}>
            Enter the award
          </Button>
        </div>
      </Form>
    </section>
  );
}
