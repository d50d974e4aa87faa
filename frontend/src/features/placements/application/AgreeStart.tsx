/** The day on which the child starts. */
import { Button } from "../../../ui/Button";
import { DateField, dateFrom } from "../../../ui/DateField";
import { Field, TextArea } from "../../../ui/Field";
import { Form, type Typed } from "../../../ui/Form";
import type { Application } from "../queries";
import { readHours } from "./readHours";
import { GoBack } from "./GoBack";
import { useStepForm } from "./useStepForm";

const WORDS = {
  names: { start_on: "the day the child starts", hours_per_week: "the hours a week", reason: "the reason" },
  errors: { "start_on missing": "Enter the day the child starts", "reason missing": "Say why the start is more than 10 school days away" },
};

function read(values: Typed) {
  const start = dateFrom(values, "start_on", "the start");
  if ("error" in start) return [start.error];
  if (start.on === null) return [{ id: "start_on", text: WORDS.errors["start_on missing"] }];
  const hours = readHours(values);
  if ("error" in hours) return [hours.error];
  const reason = values.text("reason");
  return { start_on: start.on, ...(hours.hours !== null && { hours_per_week: hours.hours }), ...(reason !== "" && { reason }) };
}

export function AgreeStart({ application }: Readonly<{ application: Application }>) {
  const form = useStepForm("start", application, WORDS, "The start is agreed. Next: confirm the first day.");
  return (
    <Form submission={form} read={read}>
      <DateField id="start_on" label="When does the child start?" defaultValue={application.start_on ?? application.answer?.start_on ?? undefined} />
      <Field id="hours_per_week" label="Hours a week, if not full time (optional)" width="2" inputMode="numeric" />
      <TextArea id="reason" label="Why so late (only if the start is more than 10 school days away)" />
      <div className="onr-buttons">
        <Button type="submit" busy={form.pending}>
          Agree the start
        </Button>
        <GoBack applicationId={application.id} />
      </div>
    </Form>
  );
}
