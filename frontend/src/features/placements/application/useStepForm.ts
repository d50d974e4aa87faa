/** A step's form: sends the step, then returns to the application and says what happened. */
import { useNavigate } from "react-router";
import { paths } from "../../../lib/paths";
import { useSay } from "../../../ui/Status";
import { useSubmission } from "../../../ui/useSubmission";
import type { FormWords } from "../../../ui/fieldErrors";
import { PLACEMENT_PROBLEMS } from "../problemWords";
import { useStep, type Application, type StepName } from "../queries";

export function useStepForm<Name extends StepName>(name: Name, application: Application, words: FormWords, said: string) {
  const send = useStep(name, application);
  const done = useStepDone(application.id, said);
  return useSubmission(send, { words: { ...words, problems: { ...PLACEMENT_PROBLEMS, ...words.problems } }, done });
}

export function useStepDone(applicationId: string, said: string) {
  const navigate = useNavigate();
  const say = useSay();
  return () => {
    const page = paths.application(applicationId);
    say(said, page);
    void navigate(page);
  };
}
