/** Only what the server allows, and what is not open yet with its reason (UI-9). */
import { Link } from "react-router";
import { weekdayDate } from "../../../lib/dates";
import { paths } from "../../../lib/paths";
import { Button, buttonClass } from "../../../ui/Button";
import { ErrorSummary } from "../../../ui/ErrorSummary";
import { may, stepsOf, type OfferedStep } from "../actionWords";
import { reasonWords } from "../problemWords";
import type { Application } from "../queries";
import { useReminding } from "../today/useReminding";

/** Once a school has said no or nothing, the way on is another school. */
const SAID_NO = new Set<Application["state"]>(["refused", "no_response", "not_directed", "declined"]);

export function ApplicationActions({ application }: Readonly<{ application: Application }>) {
  const { id, school, child, state, allowed_actions: actions } = application;
  const { remind, errors } = useReminding(() => undefined);
  const steps = stepsOf(application);
  const open = steps.filter((step) => step.open);
  const askAnother = SAID_NO.has(state);
  const primary = open.find(({ moves }) => moves === "on");

  return (
    <>
      <ErrorSummary errors={errors} />
      {askAnother && (
        <Link to={paths.askForPlace(child.id)} className={buttonClass(primary === undefined ? "primary" : "secondary")}>
          Ask another school
        </Link>
      )}
      {open.map(({ step, words }) => (
        <Link key={step} to={paths.applicationStep(id, step)} className={buttonClass(step === primary?.step ? "primary" : "secondary")}>
          {words}
        </Link>
      ))}
      {may(actions, "send_reminders") && (
        <Button kind="secondary" onClick={() => remind([{ application_id: id, school }])}>
          Remind
        </Button>
      )}
      {steps
        .filter((step) => !step.open)
        .map((step) => (
          <NotYet key={step.step} step={step} />
        ))}
    </>
  );
}

function NotYet({ step }: Readonly<{ step: OfferedStep }>) {
  return (
    <p className="onr-quiet onr-small">
      {step.words}: {step.from_on === null ? reasonWords(step.reason) : `from ${weekdayDate(step.from_on)}`}
    </p>
  );
}
