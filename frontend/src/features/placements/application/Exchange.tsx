/** What went to and fro after the request: questions, earlier answers, challenges. */
import { shortDate } from "../../../lib/dates";
import { Timeline, type TimelineEntry } from "../../../ui/Timeline";
import { useToday } from "../../../ui/today";
import type { Application } from "../queries";
import { OUTCOMES } from "../words";

type Dated = Readonly<{ on: string; entry: TimelineEntry }>;

function entries({ questions, decisions, challenges }: Application, today: string): readonly Dated[] {
  const asked = questions.map(({ id, questions: said, asked_on, answer, answered_on }) => ({
    on: asked_on,
    entry: {
      key: id,
      title: `The school asked: ${said.join(" ")}`,
      at: shortDate(asked_on, today),
      text: answer === null ? "Not answered yet." : `Answered${answered_on === null ? "" : ` ${shortDate(answered_on, today)}`}: ${answer}`,
    },
  }));
  const answered = decisions.slice(0, -1).map(({ id, outcome, decided_on, reasons }) => ({
    on: decided_on,
    entry: { key: id, title: `Earlier answer: ${OUTCOMES[outcome]}`, at: shortDate(decided_on, today), text: reasons.map(({ label }) => label).join("; ") },
  }));
  const challenged = challenges.map(({ id, sent_on, reply_due_on, replied_on, kept, reply }) => ({
    on: sent_on,
    entry: {
      key: id,
      title: "We challenged the answer",
      at: shortDate(sent_on, today),
      text:
        replied_on === null
          ? `Reply due ${reply_due_on === null ? "on a day not known yet" : shortDate(reply_due_on, today)}.`
          : `${kept === true ? "The school still says no" : "The school gave way"}, ${shortDate(replied_on, today)}${reply === null ? "" : `: “${reply}”`}`,
    },
  }));
  return [...asked, ...answered, ...challenged].toSorted((one, other) => other.on.localeCompare(one.on));
}

export function Exchange({ application }: Readonly<{ application: Application }>) {
  const today = useToday();
  const found = entries(application, today);
  if (found.length === 0) return null;
  return (
    <section aria-labelledby="exchange">
      <h2 id="exchange">Questions and challenges</h2>
      <Timeline entries={found.map(({ entry }) => entry)} />
    </section>
  );
}
