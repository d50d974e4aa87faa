/** A drafted request goes out: the letter is read once more, then sent. */
import { listed } from "../../../lib/text";
import { Button } from "../../../ui/Button";
import { Form } from "../../../ui/Form";
import { useSubmission } from "../../../ui/useSubmission";
import { Deadlines } from "../ask/Deadlines";
import { TextArea } from "../../../ui/Field";
import { Letter } from "../Letter";
import { PLACEMENT_PROBLEMS } from "../problemWords";
import { useSendRequest, type Application } from "../queries";
import { incompleteWords } from "../words";
import { GoBack } from "./GoBack";
import { useStepDone } from "./useStepForm";

export const INCOMPLETE_WORDS = {
  names: { incomplete_reason: "why it goes out now" },
  errors: { "incomplete_reason too_short": "Say in 20 characters or more why it goes out now", "incomplete_reason missing": "Say why it goes out now" },
  elsewhere: {
    "child-first_name": "The child’s first name is not known yet: enter it on the child’s page",
    "child-surname": "The child’s surname is not known yet: enter it on the child’s page",
    "child-sex": "The child’s sex is not known yet: enter it with the name on the child’s page",
    "child-ehc_authority": "It is not known which authority keeps the EHC plan",
    "child-social_worker": "Nobody can be reached yet: enter the social worker’s name, and a telephone or an e-mail address, on the child’s page",
    virtual_school_agreement: "The virtual school has to agree first",
  },
  problems: PLACEMENT_PROBLEMS,
};
export const WHY_NOW = "The child has no school place; what is missing follows.";

export function SendRequest({ application }: Readonly<{ application: Application }>) {
  const { id, version, state, school, incomplete } = application;
  const send = useSendRequest();
  const done = useStepDone(id, `The request is with ${school.name}.`);
  const form = useSubmission(send, { words: INCOMPLETE_WORDS, done });
  return (
    <Form
      submission={form}
      read={(values) => {
        const reason = values.text("incomplete_reason");
        return { read: { id, version, state }, body: reason === "" ? {} : { incomplete_reason: reason } };
      }}
    >
      <Letter applicationId={id} />
      <Deadlines schoolUrn={school.urn} />
      {incomplete.length > 0 && (
        <TextArea
          id="incomplete_reason"
          label="Why it goes out now"
          hint={`The school would also like to know: ${listed(incomplete.map(incompleteWords))}.`}
          defaultValue={WHY_NOW}
        />
      )}
      <div className="onr-buttons">
        <Button type="submit" busy={form.pending}>
          Send to {school.name}
        </Button>
        <GoBack applicationId={id} />
      </div>
    </Form>
  );
}
