/** The decision: each part agreed, agreed in part, or declined with a reason. */
import { member, choicesOf } from "../../../lib/member";
import { pounds, readMoney } from "../../../lib/money";
import { Button } from "../../../ui/Button";
import { Field, Select, TextArea } from "../../../ui/Field";
import type { FieldError, FormWords } from "../../../ui/fieldErrors";
import { Form, type Typed } from "../../../ui/Form";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useSay } from "../../../ui/Status";
import { useSubmission } from "../../../ui/useSubmission";
import { FUNDING_PROBLEMS } from "../problemWords";
import { useDecide, type MoneyRequest, type Schemas } from "../queries";
import { DECLINE_REASONS, REQUEST_OUTCOMES, SPEND_CODES } from "../words";

type Line = MoneyRequest["lines"][number];
type LineDecision = Schemas["LineDecisionIn"];

const WORDS: FormWords = {
  names: {
    "lines-*-outcome": "the decision",
    "lines-*-approved_pence": "the amount agreed",
    "lines-*-reason_code": "the reason",
    "lines-*-reason": "the reason in words",
  },
  problems: FUNDING_PROBLEMS,
};

function readLine(values: Typed, line: Line, at: number): LineDecision | FieldError {
  const field = (name: string) => `lines-${at}-${name}`;
  const outcome = member(REQUEST_OUTCOMES, values.text(field("outcome")));
  if (outcome === undefined) return { id: field("outcome"), text: "Choose the decision" };
  if (outcome === "approved") return { line_id: line.id, outcome, approved_pence: line.asked_pence };
  const reason_code = member(DECLINE_REASONS, values.text(field("reason_code")));
  if (reason_code === undefined) return { id: field("reason_code"), text: "Choose a reason" };
  const words = values.text(field("reason"));
  const reasons = { reason_code, ...(words !== "" && { reason: words }) };
  if (outcome === "declined") return { line_id: line.id, outcome, approved_pence: 0, ...reasons };
  const amount = readMoney(values.text(field("approved_pence")));
  if (!("pence" in amount)) return { id: field("approved_pence"), text: "Enter the amount agreed, like 540 or 540.50" };
  return { line_id: line.id, outcome, approved_pence: amount.pence, ...reasons };
}

const isError = (one: LineDecision | FieldError): one is FieldError => "id" in one;

export function Decide({ request }: Readonly<{ request: MoneyRequest }>) {
  const say = useSay();
  const form = useSubmission(useDecide(request), {
    words: WORDS,
    done: (decided) => say(decided.state === "declined" ? "The request is declined." : "The money is agreed. Next: finance pays it."),
  });
  return (
    <section aria-labelledby="decide">
      <h2 id="decide">Decide</h2>
      <Form
        submission={form}
        read={(values) => {
          const lines = request.lines.map((line, at) => readLine(values, line, at));
          const errors = lines.filter(isError);
          return errors.length > 0 ? errors : { lines: lines.filter((line): line is LineDecision => !isError(line)) };
        }}
      >
        {request.lines.map((line, at) => (
          <LineFields key={line.id} line={line} at={at} />
        ))}
        <div className="onr-buttons">
          <Button type="submit" busy={form.pending}>
            Decide
          </Button>
        </div>
      </Form>
    </section>
  );
}

function LineFields({ line, at }: Readonly<{ line: Line; at: number }>) {
  const field = (name: string) => `lines-${at}-${name}`;
  const why = (
    <>
      <Select id={field("reason_code")} label="Reason" none="Choose a reason" choices={choicesOf(DECLINE_REASONS)} />
      <TextArea id={field("reason")} label="In words (optional)" hint="Do not name the child." />
    </>
  );
  return (
    <RadioGroup
      id={field("outcome")}
      legend={`${SPEND_CODES[line.spend_code]}, ${pounds(line.asked_pence)}`}
      options={[
        { value: "approved", words: `Agree ${pounds(line.asked_pence)}` },
        {
          value: "part_approved",
          words: "Agree a part",
          then: (
            <>
              <Field id={field("approved_pence")} label="Amount agreed" width="10" inputMode="decimal" />
              {why}
            </>
          ),
        },
        { value: "declined", words: "Decline", then: why },
      ]}
    />
  );
}
