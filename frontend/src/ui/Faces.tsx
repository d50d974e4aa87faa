/** The four faces of anything that is read: loading, failed, empty, full (FS-9). */
import { useEffect, useState, type ReactNode } from "react";
import { Problem } from "../api/problem";

const QUIET_MS = 300;

/** Says that something loads, but only when it takes long enough to be noticed. */
export function Loading({ what }: Readonly<{ what: string }>) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p role="status" className="onr-loading">
      {late ? `Loading ${what}` : ""}
    </p>
  );
}

function reasonOf(problem: Problem, what: string): string {
  if (problem.code === "offline") return `You are offline. We cannot show ${what} right now.`;
  if (problem.status === 403) return `You do not have access to ${what}.`;
  if (problem.passes) return `We are busy and cannot show ${what} right now.`;
  return `We cannot show ${what} right now.`;
}

type FailedProps = Readonly<{ what: string; error: unknown; retry?: (() => void) | undefined }>;

/** Says what is missing, with the reference a person can quote, and offers to try again. */
export function Failed({ what, error, retry }: FailedProps) {
  const problem = Problem.of(error);
  return (
    <div role="alert" className="onr-failed">
      <p>
        {reasonOf(problem, what)}
        {problem.requestId !== null && ` Reference ${problem.requestId}.`}
      </p>
      {retry && problem.status !== 403 && (
        <button type="button" className="govuk-button govuk-button--secondary onr-button--small" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

export type FacesProps = Readonly<{
  /** What it shows, in the plural, as it stands in "Loading applications". */
  what: string;
  pending: boolean;
  error: unknown;
  retry?: (() => void) | undefined;
  /** What it means that there is nothing; null while there is something. */
  empty?: ReactNode;
  children: ReactNode;
}>;

/** The four faces without a heading, for places that have one already. */
export function Faces({ what, pending, error, retry, empty, children }: FacesProps) {
  if (error !== null && error !== undefined) return <Failed what={what} error={error} retry={retry} />;
  if (pending) return <Loading what={what} />;
  if (empty !== undefined && empty !== null && empty !== false) return <div className="onr-empty">{empty}</div>;
  return children;
}

/** What a query hands to a panel: plain values, so that the school pages can use panels too. */
export function facesOf(query: Readonly<{ isPending: boolean; error: unknown; refetch: () => unknown }>) {
  return { pending: query.isPending, error: query.error, retry: () => void query.refetch() };
}
