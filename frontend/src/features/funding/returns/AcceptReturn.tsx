/** Accept what the school says; a line that is not accepted gets its reason. */
import { pounds } from "../../../lib/money";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { Form, type Typed } from "../../../ui/Form";
import { Checkboxes } from "../../../ui/Checkboxes";
import { useSay } from "../../../ui/Status";
import { useSubmission } from "../../../ui/useSubmission";
import { childWords } from "../childWords";
import { FUNDING_PROBLEMS } from "../problemWords";
import { useAcceptReturn, type SpendReturn } from "../queries";

const WORDS = { names: { rejected: "the lines not accepted", reason: "why they are not accepted", "lines-*-reason": "why the line is not accepted" }, problems: FUNDING_PROBLEMS };

function read(values: Typed) {
  const rejected = values.all("rejected");
  const reason = values.text("reason");
  if (rejected.length > 0 && reason === "") return [{ id: "reason", text: "Say why these lines are not accepted" }];
  return { lines: rejected.map((line_id) => ({ line_id, accepted: false, reason })) };
}

export function AcceptReturn({ one }: Readonly<{ one: SpendReturn }>) {
  const say = useSay();
  const form = useSubmission(useAcceptReturn(one), { words: WORDS, done: () => say("The return is accepted and posted.") });
  return (
    <section aria-labelledby="accept">
      <h2 id="accept">Accept</h2>
      <Form submission={form} read={read}>
        <Checkboxes
          id="rejected"
          legend="Not accepted (leave empty to accept every line)"
          options={one.lines.map(({ id, description, child, charged_to_grant_pence }) => ({
            value: id,
            words: `${description}, ${childWords(child)}, ${pounds(charged_to_grant_pence)}`,
          }))}
        />
        <Field id="reason" label="Why (only for lines not accepted)" />
        <div className="onr-buttons">
          <Button type="submit" busy={form.pending}>
            Accept the return
          </Button>
        </div>
      </Form>
    </section>
  );
}
