/** Accept the place a school offers; the other schools asked are released once the child is on roll. */
import { longDate } from "../../../lib/dates";
import { Confirm } from "../../../ui/Confirm";
import { choicesOf, member } from "../../../lib/member";
import { Form } from "../../../ui/Form";
import { RadioGroup } from "../../../ui/RadioGroup";
import { nameAndYear } from "../ChildName";
import type { Application } from "../queries";
import { ACCEPTED_BY } from "../words";
import { GoBack } from "./GoBack";
import { useStepForm } from "./useStepForm";

const WORDS = { names: { accepted_by: "who says yes" }, errors: { accepted_by: "Choose who says yes" } };
const CHOICES = choicesOf(ACCEPTED_BY);

export function AcceptOffer({ application }: Readonly<{ application: Application }>) {
  const { school, child, answer, id } = application;
  const form = useStepForm("acceptance", application, WORDS, `The offer of ${school.name} is accepted. Next: agree the start.`);
  return (
    <Form
      submission={form}
      read={(values) => {
        const accepted_by = member(ACCEPTED_BY, values.text("accepted_by"));
        return accepted_by !== undefined ? { accepted_by } : [{ id: "accepted_by", text: WORDS.errors.accepted_by }];
      }}
    >
      <RadioGroup id="accepted_by" legend="Who says yes?" options={CHOICES} defaultValue="virtual_school" />
      <Confirm
        confirm="Accept the offer"
        busy={form.pending}
        goBack={<GoBack applicationId={id} />}
        facts={[
          { key: "school", name: "School", value: school.name },
          { key: "child", name: "Child", value: nameAndYear(child) },
          { key: "start", name: "Can start", value: answer?.start_on ? longDate(answer.start_on) : "Not said" },
        ]}
      />
    </Form>
  );
}
