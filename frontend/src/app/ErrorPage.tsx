/** Pages for what went wrong (SC-33): what happened, what was saved, the reference, the way on. */
import { Component, type ReactNode } from "react";
import { Link } from "react-router";
import { Problem } from "../api/problem";
import { paths } from "../lib/paths";
import { Page } from "../ui/Page";

export function NotFound() {
  return (
    <Page title="This page has moved or is not yours to see">
      <div className="onr-text">
        <p>If you typed the address, check it. If you followed a link, it may be old.</p>
        <p>
          <Link to={paths.today()}>Go to your first page</Link>
        </p>
      </div>
    </Page>
  );
}

export function NoAccess({ what, contact }: Readonly<{ what: string; contact: string | null }>) {
  return (
    <Page title={`You do not have access to ${what}`}>
      <div className="onr-text">
        <p>{contact === null ? "Ask the user administrator of your authority." : `Ask ${contact}.`}</p>
        <p>
          <Link to={paths.today()}>Go to your first page</Link>
        </p>
      </div>
    </Page>
  );
}

/** A whole page that could not be read: by status, and the same words for missing and foreign. */
export function PageProblem({ error, what, contact }: Readonly<{ error: unknown; what: string; contact: string | null }>) {
  const problem = Problem.of(error);
  if (problem.status === 404) return <NotFound />;
  if (problem.status === 403) return <NoAccess what={what} contact={contact} />;
  return <Broken reference={problem.requestId} />;
}

function Broken({ reference }: Readonly<{ reference: string | null }>) {
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

type BoundaryProps = Readonly<{ children: ReactNode }>;

/** Catches what no panel caught, so that the frame stays. */
export class Boundary extends Component<BoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Broken reference={null} /> : this.props.children;
  }
}
