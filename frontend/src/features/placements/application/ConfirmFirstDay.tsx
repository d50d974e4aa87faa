/** The first day on roll: from here the child counts as placed, and the other requests are released. */
import { longDate } from "../../../lib/dates";
import { Button } from "../../../ui/Button";
import { DateField, dateFrom } from "../../../ui/DateField";
import { Select } from "../../../ui/Field";
import { choicesOf, member } from "../../../lib/member";
import { Form, type Typed } from "../../../ui/Form";
import type { Application } from "../queries";
import { DELAY_CAUSES } from "../words";
import { GoBack } from "./GoBack";
import { useStepForm } from "./useStepForm";

const WORDS = {
  names: { first_day_on: "the first day", delay_cause: "why it began later" },
  errors: { "first_day_on missing": "Enter the first day", "delay_cause missing": "Choose why it began later than agreed" },
};
const CAUSES = choicesOf(DELAY_CAUSES);

function read(values: Typed) {
  const first = dateFrom(values, "first_day_on", "the first day");
  if ("error" in first) return [first.error];
  if (first.on === null) return [{ id: "first_day_on", text: WORDS.errors["first_day_on missing"] }];
  const cause = member(DELAY_CAUSES, values.text("delay_cause"));
  return { first_day_on: first.on, ...(cause !== undefined && { delay_cause: cause }) };
}

export function ConfirmFirstDay({ application }: Readonly<{ application: Application }>) {
  const form = useStepForm("enrolment", application, WORDS, `On roll at ${application.school.name}. The other schools asked are released.`);
  const agreed = application.start_on;
  return (
    <Form submission={form} read={read}>
      <DateField
        id="first_day_on"
        label="Which day was the child’s first?"
        hint={agreed === null ? undefined : `Agreed was ${longDate(agreed)}.`}
        defaultValue={agreed ?? undefined}
      />
      <Select id="delay_cause" label="If it was later than agreed: what kept it?" none="It was not later" choices={CAUSES} />
      <div className="onr-buttons">
        <Button type="submit" busy={form.pending}>
          Confirm the first day
        </Button>
        <GoBack applicationId={application.id} />
      </div>
    </Form>
  );
}
