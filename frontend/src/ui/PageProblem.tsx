/** A whole page that cannot be shown yet, or at all (UI-4, SC-33): the same words for missing and foreign. */
import { use } from "react";
import { Problem } from "../api/problem";
import { capital } from "../lib/text";
import { Page } from "./Page";
import { Loading } from "./Faces";
import { AccessContact } from "./person";

export function NotFound() {
  return (
    <Page title="This page has moved or is not yours to see">
      <div className="onr-text">
        <p>If you typed the address, check it. If you followed a link, it may be old.</p>
        <WayOn />
      </div>
    </Page>
  );
}

const WayOn = () => (
  <p>
    <a href="/">Go to your first page</a>
  </p>
);

export function NoAccess({ what }: Readonly<{ what: string }>) {
  const contact = use(AccessContact);
  return (
    <Page title={`You do not have access to ${what}`}>
      <div className="onr-text">
        <p>{contact === null ? "Ask the user administrator of your authority." : `Ask ${contact}.`}</p>
        <WayOn />
      </div>
    </Page>
  );
}

export function Broken({ reference }: Readonly<{ reference: string | null }>) {
  return (
    <Page title="Sorry, something went wrong">
      <div className="onr-text">
        <p>Nothing you sent before was lost. Try again in a moment.</p>
        {reference !== null && <p>Reference {reference}</p>}
        <p>
          <button type="button" className="govuk-button" onClick={() => window.location.reload()}>
            Load the page again
          </button>
        </p>
      </div>
    </Page>
  );
}

function SignedOut() {
  return (
    <Page title="You have been signed out">
      <p>
        <a href="/sign-in">Sign in again</a>
      </p>
    </Page>
  );
}

/** While a page's own thing is not there: it loads, or it failed. */
export function PageFaces({ what, error }: Readonly<{ what: string; error: unknown }>) {
  if (error === null || error === undefined) {
    return (
      <Page title={capital(what)}>
        <Loading what={what} />
      </Page>
    );
  }
  const problem = Problem.of(error);
  if (problem.status === 404) return <NotFound />;
  if (problem.status === 403) return <NoAccess what={what} />;
  if (problem.status === 401) return <SignedOut />;
  return <Broken reference={problem.requestId} />;
}
