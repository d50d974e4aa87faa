/** Which page a link opens, by the letter of its address. */
import { lazy, Suspense, useState } from "react";
import { SCHOOL_PREFIXES } from "../lib/entries";
import { Page } from "../ui/Page";
import { Job, type Kind } from "./job";
import { useLoaded } from "./loaded";
import { SchoolFrame } from "./SchoolFrame";

/** A school opens one kind of link at a time, and fetches that page alone. */
const Reply = lazy(async () => ({ default: (await import("./Reply")).Reply }));
const SpendReturn = lazy(async () => ({ default: (await import("./SpendReturn")).SpendReturn }));

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

function JobPage({ kind, token }: Readonly<{ kind: Kind; token: string }>) {
  const [job] = useState(() => new Job(kind, token));
  const opened = useLoaded(() => job.open());
  const demo = useLoaded(() => job.isDemo());
  return (
    <SchoolFrame authority={opened.data?.authority_name ?? null} demo={demo.data === true}>
      <Suspense fallback={null}>
        {kind === "r" && <Reply job={job} />}
        {kind === "s" && <SpendReturn job={job} />}
      </Suspense>
      {kind !== "r" && kind !== "s" && (
        <Page title="This page comes with a later version">
          <p>Until then, please answer the e-mail or call the contact that stands in it.</p>
        </Page>
      )}
    </SchoolFrame>
  );
}
