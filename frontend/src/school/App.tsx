/** Which page a link opens, by the letter of its address. */
import { lazy, Suspense, useState } from "react";
import { SCHOOL_PREFIXES } from "../lib/entries";
import { Loading } from "../ui/Faces";
import { Page } from "../ui/Page";
import { Job, type Kind } from "./job";
import { LinkState } from "./LinkState";
import { useLoaded } from "./loaded";
import { SchoolFrame } from "./SchoolFrame";

/** A school opens one kind of link at a time, and fetches that page alone. */
const loadReply = async () => ({ default: (await import("./Reply")).Reply });
const loadReturn = async () => ({ default: (await import("./SpendReturn")).SpendReturn });
const Reply = lazy(loadReply);
const SpendReturn = lazy(loadReturn);

/** The page is fetched while the code is exchanged. */
function startLoading(kind: Kind): void {
  if (kind === "r") void loadReply();
  if (kind === "s") void loadReturn();
}

const KINDS: Readonly<Record<(typeof SCHOOL_PREFIXES)[number], Kind>> = { "/r/": "r", "/s/": "s", "/c/": "c", "/e/": "e" };

/** `/r/abc` → its letter and code. */
export function linkOf(pathname: string): Readonly<{ kind: Kind; token: string }> | null {
  const prefix = SCHOOL_PREFIXES.find((one) => pathname.startsWith(one));
  const token = prefix === undefined ? "" : decodeURIComponent(pathname.slice(prefix.length));
  return prefix === undefined || token === "" ? null : { kind: KINDS[prefix], token };
}

export function App({ pathname }: Readonly<{ pathname: string }>) {
  const link = linkOf(pathname);
  if (link === null) {
    return (
      <SchoolFrame authority={null}>
        <Page title="This link is not complete">
          <p>Open it from the e-mail again.</p>
        </Page>
      </SchoolFrame>
    );
  }
  return <JobPage kind={link.kind} token={link.token} />;
}

type OpeningProps = Readonly<{ job: Job; error: unknown; retry: () => void }>;

function Opening({ job, error, retry }: OpeningProps) {
  if (error !== null) return <LinkState job={job} error={error} what="the page" retry={retry} />;
  return (
    <Page title="One moment">
      <Loading what="the page" />
    </Page>
  );
}

function JobPage({ kind, token }: Readonly<{ kind: Kind; token: string }>) {
  const [job] = useState(() => {
    startLoading(kind);
    return new Job(kind, token);
  });
  const opened = useLoaded(() => job.open());
  const demo = useLoaded(() => job.isDemo());
  return (
    <SchoolFrame authority={opened.data?.authority_name ?? null} demo={demo.data === true}>
      {opened.data === undefined ? (
        <Opening job={job} error={opened.error} retry={opened.retry} />
      ) : (
        <Suspense fallback={null}>
          {kind === "r" && <Reply job={job} />}
          {kind === "s" && <SpendReturn job={job} />}
          {kind !== "r" && kind !== "s" && (
            <Page title="This page comes with a later version">
              <p>Until then, please answer the e-mail or call the contact that stands in it.</p>
            </Page>
          )}
        </Suspense>
      )}
    </SchoolFrame>
  );
}
