/** The letters are read once more, then all go out with one button; one failing school holds up no other. */
import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { Problem } from "../../../api/problem";
import { paths } from "../../../lib/paths";
import { listed, plural } from "../../../lib/text";
import { Banner } from "../../../ui/Banner";
import { Button } from "../../../ui/Button";
import { TextArea } from "../../../ui/Field";
import { errorsOf } from "../../../ui/fieldErrors";
import { Form } from "../../../ui/Form";
import { Loading, Failed as CannotShow } from "../../../ui/Faces";
import { useSay } from "../../../ui/Status";
import { useSubmission } from "../../../ui/useSubmission";
import { INCOMPLETE_WORDS, WHY_NOW } from "../application/SendRequest";
import { Letter } from "../Letter";
import { PLACEMENT_PROBLEMS } from "../problemWords";
import { applicationQuery, useSendRequest, type Application } from "../queries";
import { incompleteWords } from "../words";
import { Deadlines } from "./Deadlines";
import type { Failed } from "./useAsking";

type ReviewProps = Readonly<{ childId: string; drafts: readonly string[]; failed: readonly Failed[] }>;
type Sent = Readonly<{ sent: readonly Application[]; not: readonly Readonly<{ name: string; words: string }>[] }>;

const isUnsent = ({ state }: Application): boolean => state === "draft" || state === "ready";

export function ReviewRequests({ childId, drafts, failed }: ReviewProps) {
  const read = useQueries({ queries: drafts.map((id) => applicationQuery(id)) });
  const error = read.find((one) => one.error)?.error;
  const applications = read.flatMap(({ data }) => (data === undefined ? [] : [data]));
  if (error) return <CannotShow what="the letters" error={error} />;
  if (applications.length < drafts.length) return <Loading what="the letters" />;
  return <Review childId={childId} applications={applications.filter(isUnsent)} failed={failed} />;
}

function useSendAll(childId: string, stay: (sent: Sent) => void) {
  const send = useSendRequest();
  const say = useSay();
  const navigate = useNavigate();

  async function sendAll({ applications, reason }: Readonly<{ applications: readonly Application[]; reason: string }>, key: string): Promise<Sent> {
    const sent: Application[] = [];
    const not: { name: string; words: string }[] = [];
    for (const { id, version, state, school } of applications) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- one after the other, so that a busy service is not pressed harder
        sent.push(await send({ read: { id, version, state }, body: reason === "" ? {} : { incomplete_reason: reason } }, `${key}-${id.slice(0, 8)}${id.slice(-8)}`));
      } catch (problem) {
        const [first] = errorsOf(Problem.of(problem), INCOMPLETE_WORDS);
        if (applications.length === 1 || Problem.of(problem).passes || Problem.of(problem).status === 401) throw problem;
        not.push({ name: school.name, words: first?.text ?? "" });
      }
    }
    return { sent, not };
  }

  return useSubmission(sendAll, {
    words: INCOMPLETE_WORDS,
    done: (result) => {
      const names = listed(result.sent.map(({ school }) => school.name));
      if (result.not.length > 0) return stay(result);
      say(`Sent to ${names}.`, paths.child(childId, "applications"));
      return void navigate(paths.child(childId, "applications"));
    },
  });
}

type ReviewViewProps = Readonly<{ childId: string; applications: readonly Application[]; failed: readonly Failed[] }>;

function Review({ childId, applications, failed }: ReviewViewProps) {
  const [result, setResult] = useState<Sent | null>(null);
  const form = useSendAll(childId, setResult);
  const incomplete = [...new Set(applications.flatMap((one) => one.incomplete))];
  return (
    <div className="onr-stack">
      <NotAsked failed={failed} />
      {result !== null && (
        <Banner kind="late" heading={result.sent.length > 0 ? `Sent to ${listed(result.sent.map(({ school }) => school.name))}` : "Nothing was sent"}>
          {result.not.map(({ name, words }) => (
            <p key={name}>
              {name}: {words}
            </p>
          ))}
        </Banner>
      )}
      {applications.length === 0 ? (
        <p>
          Nothing is left to send. <Link to={paths.child(childId, "applications")}>To the child’s applications</Link>
        </p>
      ) : (
        <Form
          submission={form}
          read={(values) => ({ applications, reason: values.text("incomplete_reason") })}
        >
          {applications.map(({ id, school }) => (
            <section key={id} aria-labelledby={`letter-${id}`} className="onr-stack onr-stack--close">
              <h2 id={`letter-${id}`}>{school.name}</h2>
              <Deadlines schoolUrn={school.urn} />
              <Letter applicationId={id} />
            </section>
          ))}
          {incomplete.length > 0 && (
            <TextArea
              id="incomplete_reason"
              label="Why it goes out now"
              hint={`A school would also like to know: ${listed(incomplete.map(incompleteWords))}.`}
              defaultValue={WHY_NOW}
            />
          )}
          <div className="onr-buttons">
            <Button type="submit" busy={form.pending}>
              Send to {applications.length === 1 ? applications[0]?.school.name : plural(applications.length, "school", "schools")}
            </Button>
            <Link to={paths.child(childId, "applications")}>{applications.length === 1 ? "Keep as a draft" : "Keep as drafts"}</Link>
          </div>
        </Form>
      )}
    </div>
  );
}

function NotAsked({ failed }: Readonly<{ failed: readonly Failed[] }>) {
  if (failed.length === 0) return null;
  return (
    <Banner kind="late" heading="Not every school can be asked">
      {failed.map(({ school, problem }) => (
        <p key={school.urn}>
          {school.name}: {PLACEMENT_PROBLEMS[problem.code] ?? "it could not be asked right now."}{" "}
          {typeof problem.facts["existing_id"] === "string" && <Link to={paths.application(problem.facts["existing_id"])}>Open it</Link>}
        </p>
      ))}
    </Banner>
  );
}
