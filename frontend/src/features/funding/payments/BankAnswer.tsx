/** What the bank did with the file: all paid on one day, but for the lines it sent back. */
import { pounds } from "../../../lib/money";
import { plural } from "../../../lib/text";
import { Button } from "../../../ui/Button";
import { DateField, dateFrom } from "../../../ui/DateField";
import { Field } from "../../../ui/Field";
import { Form, type Typed } from "../../../ui/Form";
import { Checkboxes } from "../../../ui/Checkboxes";
import { useSay } from "../../../ui/Status";
import { useToday } from "../../../ui/today";
import { useSubmission } from "../../../ui/useSubmission";
import { FUNDING_PROBLEMS } from "../problemWords";
import { useConfirmPayments, type Batch, type Schemas } from "../queries";

const WORDS = { names: { paid_on: "the day of payment", rejected: "the lines sent back", reason: "the bank’s reason" }, problems: FUNDING_PROBLEMS };

export function BankAnswer({ batch }: Readonly<{ batch: Batch }>) {
  const today = useToday();
  const say = useSay();
  const open = batch.lines.filter(({ state }) => state === "open");
  const form = useSubmission(useConfirmPayments(batch.id), {
    words: WORDS,
    done: ({ results }) => {
      const refused = results.filter(({ result }) => result === "refused").length;
      const taken = results.length - refused;
      say(`The bank’s answer is kept for ${plural(taken, "line", "lines")}.${refused > 0 ? ` ${plural(refused, "line was", "lines were")} not taken.` : ""}`);
    },
  });

  function read(values: Typed) {
    const paid = dateFrom(values, "paid_on", "the payment");
    if ("error" in paid) return [paid.error];
    if (paid.on === null) return [{ id: "paid_on", text: "Enter the day of payment" }];
    const on = paid.on;
    const sentBack = new Set(values.all("rejected"));
    const reason = values.text("reason");
    const rows = open.map(({ line_no, payment_ref, pence }): Schemas["ConfirmationIn"] =>
      sentBack.has(String(line_no))
        ? { line_no, payment_ref, status: "rejected", ...(reason !== "" && { reason }) }
        : { line_no, payment_ref, status: "paid", paid_on: on, paid_pence: pence },
    );
    return { rows };
  }

  return (
    <section aria-labelledby="bank">
      <h2 id="bank">The bank’s answer</h2>
      <Form submission={form} read={read}>
        <DateField id="paid_on" label="Paid on" defaultValue={today} />
        <Checkboxes
          id="rejected"
          legend="Sent back by the bank (leave empty if all were paid)"
          options={open.map(({ line_no, payee_name, pence }) => ({ value: String(line_no), words: `${payee_name}, ${pounds(pence)}` }))}
        />
        <Field id="reason" label="The bank’s reason (only for lines sent back)" />
        <div className="onr-buttons">
          <Button type="submit" busy={form.pending}>
            Record the bank’s answer
          </Button>
        </div>
      </Form>
    </section>
  );
}
