/** What a link says when there is nothing to fill in (SP-2): unknown, no longer needed, or not to be shown now. */
import { useState } from "react";
import { Problem } from "../api/problem";
import { Button } from "../ui/Button";
import { Page } from "../ui/Page";
import { Failed } from "../ui/Faces";
import type { Job } from "./job";

type LinkStateProps = Readonly<{ job: Job; error: unknown; what: string; retry: () => void }>;

export function LinkState({ job, error, what, retry }: LinkStateProps) {
  const problem = Problem.of(error);
  if (problem.status === 404) return <Unknown job={job} />;
  if (problem.status === 410) return <NoLongerNeeded />;
  return (
    <Page title="We cannot show this page right now">
      <Failed what={what} error={error} retry={retry} />
    </Page>
  );
}

export function NoLongerNeeded() {
  return (
    <Page title="An answer is no longer needed here">
      <p>Thank you. You have nothing to do.</p>
    </Page>
  );
}

/** The same words whether the link is old, mistyped or never was. */
function Unknown({ job }: Readonly<{ job: Job }>) {
  const [state, setState] = useState<"no" | "asking" | "asked" | "failed">("no");
  return (
    <Page title="This link no longer works">
      <div className="onr-text">
        <p>A link works until its job is done. We can send a new one, but only to the address your school is registered with.</p>
        {state !== "asked" && (
          <div className="onr-buttons">
            <Button
              busy={state === "asking"}
              onClick={() => {
                setState("asking");
                job.askForNewLink().then(
                  () => setState("asked"),
                  () => setState("failed"),
                );
              }}
            >
              Send me a new link
            </Button>
          </div>
        )}
        <p role="status">
          {state === "asked" && "If there is something to answer, a new link is on its way to your school’s registered address."}
          {state === "failed" && "That did not work. Try again in a moment."}
        </p>
      </div>
    </Page>
  );
}
