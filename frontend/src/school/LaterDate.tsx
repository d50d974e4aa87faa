/** Two later questions of one field each: when does the child start, which day was the first. */
import { useState } from "react";
import { fullDate, longMoment } from "../lib/dates";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Form, type Typed } from "../ui/Form";
import { useSubmission } from "../ui/useSubmission";
import type { Job, Reply } from "./job";
import { REPLY_WORDS } from "./words";

type LaterDateProps = Readonly<{ job: Job; reply: Reply; asks: "start" | "on_roll" }>;

const FIELDS = { start: "start_on", on_roll: "first_day_on" } as const;

export function LaterDate({ job, reply, asks }: LaterDateProps) {
  const [sent, setSent] = useState<Readonly<{ on: string; sent_at: string }> | null>(null);
  const id = FIELDS[asks];
  const form = useSubmission((on: string, key: string) => (asks === "start" ? job.agreeStart(on, key) : job.confirmFirstDay(on, key)), {
    words: { ...REPLY_WORDS, names: { ...REPLY_WORDS.names, first_day_on: "the first day" } },
    done: setSent,
  });

  if (sent !== null) {
    return (
      <div role="status" className="onr-banner onr-banner--said">
        <p>
          <strong>Thank you.</strong> {asks === "start" ? "Start" : "First day"}: {fullDate(sent.on)}. Sent on {longMoment(sent.sent_at)}.
        </p>
        <p>You have nothing else to do{asks === "start" ? " until the first day" : ""}.</p>
      </div>
    );
  }
  return (
    <Form
      submission={form}
      read={(values: Typed) => {
        const on = values.text(id);
        return on === "" ? [{ id, text: "Enter the day" }] : on;
      }}
    >
      <Field id={id} label={asks === "start" ? "First day" : "First day at school"} type="date" defaultValue={reply.start_on ?? ""} width="10" />
      <div className="onr-buttons">
        <Button type="submit" busy={form.pending}>
          Send
        </Button>
      </div>
    </Form>
  );
}
