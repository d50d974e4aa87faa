/** Take a request back: the school is told that nothing is left to do. */
import { Confirm } from "../../../ui/Confirm";
import { choicesOf, member } from "../../../lib/member";
import { Form } from "../../../ui/Form";
import { RadioGroup } from "../../../ui/RadioGroup";
import { nameAndYear } from "../ChildName";
import type { Application } from "../queries";
import { APPLICATION_STATES, WITHDRAWAL_REASONS } from "../words";
import { GoBack } from "./GoBack";
import { useStepForm } from "./useStepForm";

const WORDS = { names: { reason: "why it is withdrawn" }, errors: { reason: "Choose why it is withdrawn" } };
const CHOICES = choicesOf(WITHDRAWAL_REASONS);

export function Withdraw({ application }: Readonly<{ application: Application }>) {
  const { id, school, child, state } = application;
  const form = useStepForm("withdrawal", application, WORDS, `The request to ${school.name} is withdrawn.`);
  return (
    <Form
      submission={form}
      read={(values) => {
        const reason = member(WITHDRAWAL_REASONS, values.text("reason"));
        return reason !== undefined ? { reason } : [{ id: "reason", text: WORDS.errors.reason }];
      }}
    >
      <RadioGroup id="reason" legend="Why is it withdrawn?" options={CHOICES} />
      <Confirm
        confirm="Withdraw the request"
        destructive
        busy={form.pending}
        goBack={<GoBack applicationId={id} />}
        facts={[
          { key: "school", name: "School", value: school.name },
          { key: "child", name: "Child", value: nameAndYear(child) },
          { key: "state", name: "It stands at", value: APPLICATION_STATES[state].words },
        ]}
      />
    </Form>
  );
}
