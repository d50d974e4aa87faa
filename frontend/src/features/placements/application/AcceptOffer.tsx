/** Accept the place a school offers; the other schools asked are released once the child is on roll. */
import { longDate } from "../../../lib/dates";
import { Confirm } from "../../../ui/Confirm";
import { choicesOf, member } from "../../../lib/member";
import { Form } from "../../../ui/Form";
import { DateField, dateFrom } from "../../../ui/DateField";
import { TextArea } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { nameAndYear } from "../ChildName";
import type { Application } from "../queries";
import { ACCEPTED_BY } from "../words";
import { GoBack } from "./GoBack";
import { useStepForm } from "./useStepForm";

const WORDS = {
  names: { accepted_by: "who says yes", reason: "why it serves the child", review_on: "the day of the review" },
  errors: { accepted_by: "Choose who says yes", reason: "Say in 20 characters or more why it serves the child", review_on: "Enter a day within 28 days of the start" },
};
const CHOICES = choicesOf(ACCEPTED_BY);

export function AcceptOffer({ application }: Readonly<{ application: Application }>) {
  const { school, child, answer, id, state } = application;
  const conditional = state === "conditional";
  const form = useStepForm("acceptance", application, WORDS, `The offer of ${school.name} is accepted. Next: agree the start.`);
  return (
    <Form
      submission={form}
      read={(values) => {
        const accepted_by = member(ACCEPTED_BY, values.text("accepted_by"));
        if (accepted_by === undefined) return [{ id: "accepted_by", text: WORDS.errors.accepted_by }];
        if (!conditional) return { accepted_by };
        const review = dateFrom(values, "review_on", "the review");
        if ("error" in review) return [review.error];
        const reason = values.text("reason");
        if (reason === "") return [{ id: "reason", text: WORDS.errors.reason }];
        return review.on === null ? [{ id: "review_on", text: WORDS.errors.review_on }] : { accepted_by, reason, review_on: review.on };
      }}
    >
      <RadioGroup id="accepted_by" legend="Who says yes?" options={CHOICES} defaultValue="virtual_school" />
      {conditional && (
        <>
          <TextArea id="reason" label="Why it serves the child all the same" />
          <DateField id="review_on" label="When are the conditions looked at again?" hint="Within 28 days of the start." />
        </>
      )}
      <Confirm
        confirm="Accept the offer"
        busy={form.pending}
        goBack={<GoBack applicationId={id} />}
        facts={[
          { key: "school", name: "School", value: school.name },
          { key: "child", name: "Child", value: nameAndYear(child) },
          ...(conditional ? [{ key: "conditions", name: "Conditions", value: answer?.conditions.join("; ") ?? "" }] : []),
          { key: "start", name: "Can start", value: answer?.start_on ? longDate(answer.start_on) : "Not said" },
        ]}
      />
    </Form>
  );
}
