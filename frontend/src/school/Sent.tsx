/** After Send (SP-3): what was sent, when, until when it may be changed, and that nothing else is asked. */
import { fullDate, longDate, longMoment } from "../lib/dates";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { Facts, type Fact } from "../ui/Facts";
import { Page } from "../ui/Page";
import type { Reply, ReplySent } from "./job";
import { ANSWERS, GROUNDS } from "./words";

function sentFacts({ answer, start_on, sent_at }: ReplySent): readonly Fact[] {
  return [
    { key: "answer", name: "Your answer", value: <strong>{ANSWERS[answer]}</strong> },
    ...(start_on === null ? [] : [{ key: "start", name: "From", value: fullDate(start_on) }]),
    { key: "when", name: "Sent", value: longMoment(sent_at) },
  ];
}

export function Sent({ reply, sent }: Readonly<{ reply: Reply; sent: ReplySent }>) {
  const { change_until, receipt_sent, ground, says, reference } = sent;
  return (
    <Page title="Thank you: your answer is sent">
      <div className="onr-stack onr-stack--page">
        <Facts facts={sentFacts(sent)} />
        <div className="onr-text">
          <p>
            <strong>You have nothing else to do.</strong> {receipt_sent && "A receipt goes to your school’s registered address."}
          </p>
          {change_until !== null && <p>You can change your answer with the same link until {fullDate(change_until)}.</p>}
        </div>
        {ground === "not_a_ground" && (
          <Banner kind="warn">
            <strong>{GROUNDS[ground]}</strong> {says} {reference.length > 0 && `(${reference.join("; ")})`} Your answer is recorded as you gave it; {reply.authority_name} may come back to you.
          </Banner>
        )}
        <p>Questions: {reply.contact}</p>
      </div>
    </Page>
  );
}

export function AnsweredBefore({ reply, change }: Readonly<{ reply: Reply; change: () => void }>) {
  const { previous_answer: before, change_until, reason_codes } = reply;
  if (before === null) return null;
  const reasons = before.reason_codes.map((code) => reason_codes.find((one) => one.code === code)?.label ?? code);
  return (
    <section aria-labelledby="answered" className="onr-stack onr-stack--close">
      <h2 id="answered">Answer sent on {longDate(before.answered_on)}</h2>
      <Facts
        facts={[
          { key: "answer", name: "The answer", value: <strong>{ANSWERS[before.answer]}</strong> },
          ...(before.start_on === null ? [] : [{ key: "start", name: "From", value: fullDate(before.start_on) }]),
          ...(reasons.length > 0 ? [{ key: "reason", name: "Reason", value: reasons.join("; ") }] : []),
          ...(before.comment ? [{ key: "comment", name: "In your words", value: before.comment }] : []),
        ]}
      />
      <p>You have nothing else to do.{change_until !== null && ` You can change the answer until ${fullDate(change_until)}.`}</p>
      {change_until !== null && (
        <div className="onr-buttons">
          <Button kind="secondary" onClick={change}>
            Change the answer
          </Button>
        </div>
      )}
    </section>
  );
}
