/** Answer a place request (SC-21): one choice, one page, about a minute. */
import { lazy, Suspense, useState } from "react";
import { longDate, weekdayDate } from "../lib/dates";
import { yearGroup } from "../lib/yearGroup";
import { Facts, Strip } from "../ui/Facts";
import { Page } from "../ui/Page";
import { Loading } from "../ui/Faces";
import { AboutChild } from "./AboutChild";
import { AnswerForm } from "./AnswerForm";
import { LinkState } from "./LinkState";
import type { Job, Reply as ReplyShown, ReplySent } from "./job";
import { useLoaded } from "./loaded";
import { AnsweredBefore, Sent } from "./Sent";

/** Asked only after an offer was accepted, so fetched only then. */
const LaterDate = lazy(async () => ({ default: (await import("./LaterDate")).LaterDate }));

export function Reply({ job }: Readonly<{ job: Job }>) {
  const { data, error, pending, retry } = useLoaded(() => job.reply());
  if (data !== undefined) return <ReplyView job={job} reply={data} />;
  if (pending) {
    return (
      <Page title="A school place for a child in care">
        <Loading what="the request" />
      </Page>
    );
  }
  return <LinkState job={job} error={error} what="the request" retry={retry} />;
}

/** What the page asks, in one question. */
function questionOf({ asks, initials, school }: ReplyShown): string {
  if (asks === "start") return `When does ${initials} start at ${school.name}?`;
  if (asks === "on_roll") return `Which day was ${initials}’s first at ${school.name}?`;
  if (asks === "nothing") return `${initials} is on roll at ${school.name}`;
  return `Can ${school.name} offer ${initials} a place?`;
}

/** What the school asked before, and what was answered. */
function Asked({ reply: { questions } }: Readonly<{ reply: ReplyShown }>) {
  if (questions.length === 0) return null;
  return (
    <section aria-labelledby="questions">
      <h2 id="questions">What you asked</h2>
      <Facts facts={questions.map(({ id, questions: asked, answer }) => ({ key: id, name: asked.join(" "), value: answer ?? "The answer is on its way. Your time to reply runs on." }))} />
    </section>
  );
}

function ReplyView({ job, reply }: Readonly<{ job: Job; reply: ReplyShown }>) {
  const [sent, setSent] = useState<ReplySent | null>(null);
  const [changing, setChanging] = useState(false);
  const { asks, initials, year_group, asked_on, answer_by, limit_on, previous_answer, contact } = reply;

  if (sent !== null) return <Sent reply={reply} sent={sent} />;
  return (
    <Page title={questionOf(reply)} tab="A school place">
      <div className="onr-stack onr-stack--page">
        <Strip
          facts={[
            { key: "child", name: "Child", value: `${initials}, ${yearGroup(year_group)}` },
            { key: "asked", name: "Asked on", value: longDate(asked_on) },
            ...(asks === "answer" ? [{ key: "by", name: "Answer by", value: answer_by === null ? "As soon as you can" : weekdayDate(answer_by) }] : []),
          ]}
        />
        {asks === "answer" && limit_on !== null && answer_by !== limit_on && <p className="onr-quiet">The limit for an answer is {weekdayDate(limit_on)}. A later answer is still taken.</p>}
        {asks === "answer" && previous_answer !== null && !changing ? (
          <AnsweredBefore reply={reply} change={() => setChanging(true)} />
        ) : (
          <>
            <Asked reply={reply} />
            {asks === "answer" && <AboutChild reply={reply} />}
            {asks === "answer" && <AnswerForm job={job} reply={reply} done={setSent} />}
            <Suspense fallback={null}>{(asks === "start" || asks === "on_roll") && <LaterDate job={job} reply={reply} asks={asks} />}</Suspense>
            {asks === "nothing" && <p>Thank you. You have nothing else to do.</p>}
          </>
        )}
        <p>Questions: {contact}</p>
      </div>
    </Page>
  );
}
