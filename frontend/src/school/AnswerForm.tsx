/** The answer: one choice, then a date or a reason only where the choice needs one (PL-913). */
import { useState } from "react";
import { longDate, shortDate } from "../lib/dates";
import { member } from "../lib/member";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { Field, Select, TextArea, type ChoiceGroup } from "../ui/Field";
import type { FieldError } from "../ui/fieldErrors";
import { Form, type Typed } from "../ui/Form";
import { RadioGroup } from "../ui/RadioGroup";
import { useToday } from "../ui/today";
import { useSubmission } from "../ui/useSubmission";
import type { Job, Reply, ReplyBody, ReplySent } from "./job";
import { ANSWERS, factWords, GROUNDS, REASON_GROUPS, REPLY_WORDS } from "./words";

type AnswerFormProps = Readonly<{ job: Job; reply: Reply; done: (sent: ReplySent) => void }>;

function read(values: Typed): ReplyBody | readonly FieldError[] {
  const answer = member(ANSWERS, values.text("answer"));
  const comment = values.text("comment");
  const said = comment === "" ? {} : { comment };
  if (answer === undefined) return [{ id: "answer", text: "Choose an answer" }];
  if (answer === "question") return comment === "" ? [{ id: "comment", text: "Write your question" }] : { answer, comment };
  if (answer === "offer") {
    const start_on = values.text("start_on");
    if (start_on === "") return [{ id: "start_on", text: "Enter the date the child can start" }];
    return /^\d{4}-\d{2}-\d{2}$/.test(start_on) ? { answer, start_on, ...said } : [{ id: "start_on", text: "Enter a real date" }];
  }
  const reason_code = values.text("reason_code");
  return reason_code === "" ? [{ id: "reason_code", text: "Choose a reason" }] : { answer, reason_code, ...said };
}

export function AnswerForm({ job, reply, done }: AnswerFormProps) {
  const before = reply.previous_answer;
  const [answer, setAnswer] = useState<string>(before?.answer ?? "");
  const form = useSubmission((body: ReplyBody, key: string) => job.sendReply(body, key), { words: REPLY_WORDS, done });
  return (
    <Form submission={form} read={read}>
      <RadioGroup
        id="answer"
        legend="Your answer"
        main
        defaultValue={before?.answer}
        onChoose={setAnswer}
        options={[
          { value: "offer", words: ANSWERS.offer, then: <StartField reply={reply} /> },
          { value: "offer_with_conditions", words: ANSWERS.offer_with_conditions, then: <ConditionField reply={reply} /> },
          { value: "refuse", words: ANSWERS.refuse, then: <ReasonField reply={reply} /> },
          { value: "question", words: ANSWERS.question, then: <TextArea id="comment" label="Your question" hint="Your time to answer runs on meanwhile." /> },
        ]}
      />
      {answer !== "question" && <TextArea id="comment" label="Anything else (optional)" defaultValue={before?.comment ?? ""} />}
      <div className="onr-buttons">
        <Button type="submit" busy={form.pending}>
          Send answer
        </Button>
      </div>
    </Form>
  );
}

function StartField({ reply }: Readonly<{ reply: Reply }>) {
  const { late_start_after: late, previous_answer: before } = reply;
  const [start, setStart] = useState(before?.start_on ?? "");
  return (
    <>
      <Field id="start_on" label="From which day?" type="date" defaultValue={before?.start_on ?? ""} onChange={setStart} width="10" />
      {late !== null && start > late && (
        <Banner>A start after {longDate(late)} counts as an offer with conditions, unless you say below why it has to be so late.</Banner>
      )}
    </>
  );
}

function ConditionField({ reply: { conditions, previous_answer: before } }: Readonly<{ reply: Reply }>) {
  return (
    <Select
      id="reason_code"
      label="Which condition?"
      none="Choose a condition"
      choices={conditions.map(({ code, label }) => ({ value: code, words: label }))}
      defaultValue={before?.conditions[0] ?? ""}
    />
  );
}

function reasonGroups({ reason_codes }: Reply): readonly ChoiceGroup[] {
  return Object.entries(REASON_GROUPS).map(([group, label]) => ({
    label,
    choices: reason_codes.filter((reason) => reason.group === group).map(({ code, label: words }) => ({ value: code, words })),
  }));
}

function ReasonField({ reply }: Readonly<{ reply: Reply }>) {
  const today = useToday();
  const before = reply.previous_answer?.reason_codes[0] ?? "";
  const [code, setCode] = useState(before);
  const reason = reply.reason_codes.find((one) => one.code === code);
  const held = reply.facts_held.map(({ key, value, source, as_of }) => `${value} ${factWords(key)} (${source}${as_of === null ? "" : `, ${shortDate(as_of, today)}`})`);
  return (
    <>
      <Select id="reason_code" label="Reason" none="Choose a reason" groups={reasonGroups(reply)} onChange={setCode} defaultValue={before} />
      {reason !== undefined && (
        <Banner kind={reason.ground === "not_a_ground" ? "warn" : "note"}>
          <p>
            <strong>{GROUNDS[reason.ground]}</strong> {reason.says}
            {reason.reference.length > 0 && ` (${reason.reference.join("; ")})`}
          </p>
          {reason.ground === "not_a_ground" && <p>You can still send it: your answer is recorded as you give it.</p>}
          {reason.group === "full" && held.length > 0 && <p>We hold {held.join(", ")}.</p>}
          {reason.evidence !== null && <p className="onr-small">Worth saying below: {reason.evidence}.</p>}
        </Banner>
      )}
    </>
  );
}
