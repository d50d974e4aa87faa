/** Ask every school that holds money of a term to account for it: one e-mail with one link each. */
import { useQuery } from "@tanstack/react-query";
import { plural, listed } from "../../../lib/text";
import { termsOf, yearBefore } from "../../../lib/years";
import { Button } from "../../../ui/Button";
import { DateField, dateFrom } from "../../../ui/DateField";
import { Select } from "../../../ui/Field";
import { Form, type Typed } from "../../../ui/Form";
import { useSay } from "../../../ui/Status";
import { useSubmission } from "../../../ui/useSubmission";
import { schoolWords } from "../NotAccounted";
import { FUNDING_PROBLEMS } from "../problemWords";
import { overviewQuery, useOpenRound } from "../queries";
import { termWords } from "../words";

const WORDS = { names: { term: "the term", due_on: "the day it is due" }, problems: FUNDING_PROBLEMS };

function read(values: Typed) {
  const due = dateFrom(values, "due_on", "the day it is due");
  if ("error" in due) return [due.error];
  return { term: values.text("term"), ...(due.on !== null && { due_on: due.on }) };
}

export function OpenRound() {
  const overview = useQuery(overviewQuery(""));
  const say = useSay();
  const form = useSubmission(useOpenRound(), {
    words: WORDS,
    done: ({ returns_opened, mails_sent, schools_without_mailbox: without }) => {
      const asked = returns_opened === 0 ? "Every school of this term had been asked already." : `${plural(returns_opened, "school", "schools")} asked, ${plural(mails_sent, "e-mail", "e-mails")} sent.`;
      say(without.length === 0 ? asked : `${asked} No address is known for ${listed(without.map(({ name, urn }) => schoolWords(name, urn)))}.`);
    },
  });
  if (overview.data === undefined) return null;
  const year = overview.data.financial_year;
  const terms = [...termsOf(yearBefore(year)).slice(-1), ...termsOf(year)];
  return (
    <section aria-labelledby="open-round">
      <h2 id="open-round">Ask the schools of a term</h2>
      <Form submission={form} read={read}>
        <Select id="term" label="Term" choices={terms.map((value) => ({ value, words: termWords(value) }))} defaultValue={terms[2] ?? ""} />
        <DateField id="due_on" label="Due on" hint="Leave empty for the day the policy gives." />
        <div className="onr-buttons">
          <Button type="submit" kind="secondary" busy={form.pending}>
            Ask the schools
          </Button>
        </div>
      </Form>
    </section>
  );
}
