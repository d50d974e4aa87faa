/** Challenge a refusal or a silence: the letter that fits the reason is read first, then sent (T10). */
import { useQuery } from "@tanstack/react-query";
import { Confirm } from "../../../ui/Confirm";
import { Faces, facesOf } from "../../../ui/Faces";
import { TextArea } from "../../../ui/Field";
import { Form } from "../../../ui/Form";
import { Letter } from "../Letter";
import { refusalCodesQuery, type Application, type RefusalCodes } from "../queries";
import { GROUNDS } from "../words";
import { GoBack } from "./GoBack";
import { useStepForm } from "./useStepForm";

const WORDS = { names: { additional_text: "what you add" }, problems: { letter_does_not_fit: "No letter fits this reason. Ask the school by phone, or add what it should answer." } };
const NO_GROUND = new Set(["not_a_ground", "not_a_refusal"]);

/** Of the first reason that is no ground, else of the first that has one. What was read is what is sent: its key goes along. */
function letterOf({ answer }: Application, { items }: RefusalCodes): string | null {
  const reasons = (answer?.reasons ?? []).flatMap(({ code }) => items.filter((item) => item.code === code && item.letter !== null));
  return (reasons.find(({ ground }) => NO_GROUND.has(ground)) ?? reasons[0])?.letter ?? null;
}

export function ChallengeRefusal({ application }: Readonly<{ application: Application }>) {
  const codes = useQuery(refusalCodesQuery(application.route));
  return (
    <Faces what="the letter" {...facesOf(codes)}>
      {codes.data && <ChallengeForm application={application} letterKey={letterOf(application, codes.data)} />}
    </Faces>
  );
}

function ChallengeForm({ application, letterKey }: Readonly<{ application: Application; letterKey: string | null }>) {
  const { id, school, answer } = application;
  const form = useStepForm("challenge", application, WORDS, `The answer of ${school.name} is challenged.`);
  return (
    <Form
      submission={form}
      read={(values) => {
        const added = values.text("additional_text");
        return { ...(letterKey !== null && { letter_key: letterKey }), ...(added !== "" && { additional_text: added }) };
      }}
    >
      {letterKey === null ? <p>No letter is held for this reason: the challenge is noted and its date runs, and no letter leaves.</p> : <Letter applicationId={id} templateKey={letterKey} />}
      {letterKey !== null && <TextArea id="additional_text" label="Anything to add (optional)" hint="It stands at the end of the letter." rows={4} />}
      <Confirm
        confirm="Send the challenge"
        final
        busy={form.pending}
        goBack={<GoBack applicationId={id} />}
        facts={[
          { key: "school", name: "School", value: school.name },
          { key: "reason", name: "Its reason", value: answer?.reasons.map(({ label }) => label).join("; ") || "None given" },
          ...(answer?.ground ? [{ key: "ground", name: "What it is worth", value: GROUNDS[answer.ground] }] : []),
        ]}
      />
    </Form>
  );
}
