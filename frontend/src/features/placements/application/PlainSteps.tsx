/** Steps of one field or two: a reason chosen, a line written, then one button. */
import type { ReactNode } from "react";
import { choicesOf, member } from "../../../lib/member";
import { Confirm } from "../../../ui/Confirm";
import { TextArea } from "../../../ui/Field";
import { Form, type Typed } from "../../../ui/Form";
import type { FieldError } from "../../../ui/fieldErrors";
import { RadioGroup } from "../../../ui/RadioGroup";
import { nameAndYear } from "../ChildName";
import type { Application, StepBody, StepName } from "../queries";
import { APPLICATION_STATES, DECLINE_REASONS, DELAY_CAUSES, SUPERSESSION_REASONS } from "../words";
import { GoBack } from "./GoBack";
import { useStepForm } from "./useStepForm";

type StepProps = Readonly<{ application: Application }>;
type PlainProps<Name extends StepName> = StepProps &
  Readonly<{
    name: Name;
    names: Readonly<Record<string, string>>;
    said: string;
    confirm: string;
    destructive?: boolean;
    read: (values: Typed) => StepBody<Name> | readonly FieldError[];
    children?: ReactNode;
  }>;

function PlainStep<Name extends StepName>({ application, name, names, said, confirm, destructive = false, read, children }: PlainProps<Name>) {
  const { id, school, child, state } = application;
  const form = useStepForm(name, application, { names }, said);
  return (
    <Form submission={form} read={read}>
      {children}
      <Confirm
        confirm={confirm}
        destructive={destructive}
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

const wanted = (id: string, text: string): readonly FieldError[] => [{ id, text }];

export function Acknowledge({ application }: StepProps) {
  return <PlainStep application={application} name="acknowledgement" names={{}} said={`${application.school.name} has the request.`} confirm="Log that it arrived" read={() => ({})} />;
}

export function Reopen({ application }: StepProps) {
  return <PlainStep application={application} name="draft" names={{}} said="The request is a draft again." confirm="Back to draft" read={() => ({})} />;
}

export function AnswerQuestion({ application }: StepProps) {
  const open = application.questions.filter(({ answer }) => answer === null).flatMap(({ questions }) => questions);
  return (
    <PlainStep
      application={application}
      name="question-answer"
      names={{ answer: "the answer" }}
      said={`${application.school.name} has its answer. Its time to decide ran on meanwhile.`}
      confirm="Send the answer"
      read={(values) => (values.text("answer") === "" ? wanted("answer", "Enter the answer") : { answer: values.text("answer") })}
    >
      {open.length > 0 && (
        <blockquote className="onr-letter">
          {open.map((question) => (
            <p key={question}>{question}</p>
          ))}
        </blockquote>
      )}
      <TextArea id="answer" label="Your answer to the school" rows={4} />
    </PlainStep>
  );
}

export function KeepRefusal({ application }: StepProps) {
  return (
    <PlainStep
      application={application}
      name="challenge-reply"
      names={{ reply: "what the school says" }}
      said={`It is noted that ${application.school.name} still says no.`}
      confirm="Log that it still says no"
      read={(values) => (values.text("reply") === "" ? wanted("reply", "Enter what the school says") : { reply: values.text("reply") })}
    >
      <TextArea id="reply" label="What the school says to the challenge" rows={4} />
    </PlainStep>
  );
}

export function DeclineOffer({ application }: StepProps) {
  return (
    <PlainStep
      application={application}
      name="declination"
      names={{ reason: "why", note: "what the reason is" }}
      said={`The offer of ${application.school.name} is declined.`}
      confirm="Decline the offer"
      destructive
      read={(values) => {
        const reason = member(DECLINE_REASONS, values.text("reason"));
        const note = values.text("note");
        if (reason === undefined) return wanted("reason", "Choose why it is declined");
        return note === "" ? { reason } : { reason, note };
      }}
    >
      <RadioGroup id="reason" legend="Why is it declined?" options={choicesOf(DECLINE_REASONS)} />
      <TextArea id="note" label="In your words (needed for another reason)" />
    </PlainStep>
  );
}

export function FailStart({ application }: StepProps) {
  return (
    <PlainStep
      application={application}
      name="start-failure"
      names={{ cause: "who or what stood in the way", reason: "what happened" }}
      said="The start did not happen. The child is without a place again."
      confirm="Log that the start failed"
      destructive
      read={(values) => {
        const cause = member(DELAY_CAUSES, values.text("cause"));
        const reason = values.text("reason");
        if (cause === undefined) return wanted("cause", "Choose who or what stood in the way");
        return reason === "" ? wanted("reason", "Enter what happened") : { cause, reason };
      }}
    >
      <RadioGroup id="cause" legend="Who or what stood in the way?" options={choicesOf(DELAY_CAUSES)} />
      <TextArea id="reason" label="What happened" />
    </PlainStep>
  );
}

export function Replace({ application }: StepProps) {
  return (
    <PlainStep
      application={application}
      name="supersession"
      names={{ reason: "why it is closed" }}
      said={`The request to ${application.school.name} is closed as replaced.`}
      confirm="Close the request"
      destructive
      read={(values) => {
        const reason = member(SUPERSESSION_REASONS, values.text("reason"));
        return reason === undefined ? wanted("reason", "Choose why it is closed") : { reason };
      }}
    >
      <RadioGroup id="reason" legend="Why is it no longer needed?" options={choicesOf(SUPERSESSION_REASONS)} />
    </PlainStep>
  );
}

export function MarkDuplicate({ application }: StepProps) {
  const { siblings } = application;
  if (siblings.length === 0) return <p className="onr-empty">No other request for this child stands beside this one.</p>;
  return (
    <PlainStep
      application={application}
      name="duplicate"
      names={{ kept_id: "the request to keep" }}
      said="The request is closed as a duplicate."
      confirm="Close as a duplicate"
      destructive
      read={(values) => (values.text("kept_id") === "" ? wanted("kept_id", "Choose the request to keep") : { kept_id: values.text("kept_id") })}
    >
      <RadioGroup
        id="kept_id"
        legend="Which request is kept?"
        options={siblings.map(({ id, school, state }) => ({ value: id, words: `${school.name}: ${APPLICATION_STATES[state].words}` }))}
      />
    </PlainStep>
  );
}
