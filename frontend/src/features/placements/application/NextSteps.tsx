/** Steps of a direction, a plan or a panel: each with who takes it, and from which day or why not yet. */
import { weekdayDate } from "../../../lib/dates";
import { stepsElsewhere } from "../actionWords";
import { reasonWords } from "../problemWords";
import type { AllowedAction, Application } from "../queries";

function when({ enabled, from_on, reason }: AllowedAction): string {
  if (enabled) return "open now";
  return from_on === null ? reasonWords(reason) : `from ${weekdayDate(from_on)}`;
}

export function NextSteps({ application }: Readonly<{ application: Application }>) {
  const steps = stepsElsewhere(application.allowed_actions);
  if (steps.length === 0) return null;
  return (
    <section aria-labelledby="next-steps">
      <h2 id="next-steps">Further steps</h2>
      <p className="onr-quiet onr-small">These have no page here yet: your council’s own system can take them.</p>
      <ul className="onr-news">
        {steps.map((step) => (
          <li key={step.action}>
            {step.words} <span className="onr-quiet onr-small">{when(step)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
