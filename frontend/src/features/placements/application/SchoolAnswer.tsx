/** What the school said beside the figures we hold: side by side, so that a mismatch shows by itself. */
import { longDate, shortDate } from "../../../lib/dates";
import { plural } from "../../../lib/text";
import { Banner } from "../../../ui/Banner";
import { Facts, type Fact } from "../../../ui/Facts";
import { useToday } from "../../../ui/today";
import type { Application, Decision } from "../queries";
import { GROUNDS, OUTCOMES, RECEIVED_THROUGH } from "../words";
import { factWords, sourceWords } from "../factWords";

export function SchoolAnswer({ application }: Readonly<{ application: Application }>) {
  const today = useToday();
  const { answer, facts, flags } = application;
  if (answer === null && facts.length === 0) return null;

  return (
    <section aria-labelledby="answer">
      <h2 id="answer">The school’s answer</h2>
      {answer !== null && answer.ground !== null && <Ground answer={answer} flags={flags} />}
      <div className="onr-halves onr-panel__foot">
        <div>
          <h3 className="onr-quiet">What the school says</h3>
          {answer === null ? <p className="onr-empty">It has not answered yet.</p> : <Facts facts={answerFacts(answer, today)} />}
        </div>
        <div>
          <h3 className="onr-quiet">What we hold about the school</h3>
          {facts.length === 0 ? (
            <p className="onr-quiet">No figure of this school is loaded.</p>
          ) : (
            <Facts
              facts={facts.map(({ key, value, source, as_of }) => ({
                key,
                name: factWords(key),
                value: (
                  <>
                    {value}
                    <span className="onr-quiet onr-small">
                      {" "}
                      {sourceWords(source)}
                      {as_of === null ? "" : `, ${shortDate(as_of, today)}`}
                    </span>
                  </>
                ),
              }))}
            />
          )}
        </div>
      </div>
    </section>
  );
}

function answerFacts(answer: Decision, today: string): readonly Fact[] {
  const { outcome, reasons, narrative, conditions, start_on, school_days, late_by_school_days: late } = answer;
  const days = school_days === null ? "" : `, ${plural(school_days, "school day", "school days")} after it was asked`;
  return [
    { key: "outcome", name: "Answer", value: <strong>{OUTCOMES[outcome]}</strong> },
    ...(reasons.length > 0 ? [{ key: "reasons", name: "Reason", value: reasons.map(({ label }) => label).join("; ") }] : []),
    ...(conditions.length > 0 ? [{ key: "conditions", name: "Conditions", value: conditions.join("; ") }] : []),
    ...(start_on !== null ? [{ key: "start", name: "Can start", value: longDate(start_on) }] : []),
    ...(narrative ? [{ key: "says", name: "In its words", value: `“${narrative}”` }] : []),
    { key: "on", name: "Answered", value: `${shortDate(answer.decided_on, today)}${days}` },
    ...(late === null ? [] : [{ key: "late", name: "Late", value: <span className="onr-late">{plural(late, "school day", "school days")} past the limit</span> }]),
    { key: "how", name: "How it came", value: RECEIVED_THROUGH[answer.received_through] },
  ];
}

/** The legal sentence and its paragraph come from the rule data, never from here (SC-7.3). */
function Ground({ answer, flags }: Readonly<{ answer: Decision; flags: Application["flags"] }>) {
  if (answer.ground === null) return null;
  return (
    <Banner kind={answer.ground === "not_a_ground" ? "late" : "note"}>
      <p>
        <strong>{GROUNDS[answer.ground]}</strong>
        {answer.reference.length > 0 && ` (${answer.reference.join("; ")})`}
      </p>
      {flags.includes("reason_conflicts_with_facts") && <p>The reason does not match the figures we hold.</p>}
      {flags.includes("evidence_missing") && <p>The school gave no figures for it.</p>}
    </Banner>
  );
}
