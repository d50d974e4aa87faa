/** One request (SC-11): what is asked, for which need, and the decision line by line. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { dateOf, longDate } from "../../../lib/dates";
import { pounds } from "../../../lib/money";
import { paths } from "../../../lib/paths";
import { Button } from "../../../ui/Button";
import { Crumbs } from "../../../ui/Crumbs";
import { ErrorSummary } from "../../../ui/ErrorSummary";
import { Facts, type Fact } from "../../../ui/Facts";
import { Page } from "../../../ui/Page";
import { PageFaces } from "../../../ui/PageProblem";
import { useSay } from "../../../ui/Status";
import { Tag } from "../../../ui/Tag";
import { useSubmission } from "../../../ui/useSubmission";
import { childWords } from "../childWords";
import { FUNDING_PROBLEMS } from "../problemWords";
import { requestQuery, useSubmitRequest, type MoneyRequest } from "../queries";
import { REQUEST_KINDS, requestWords, termWords } from "../words";
import { Decide } from "./Decide";
import { RequestLines } from "./RequestLines";

export function RequestPage() {
  const { requestId = "" } = useParams();
  const { data, error } = useQuery(requestQuery(requestId));
  if (data === undefined) return <PageFaces what="the request" error={error} />;
  return <RequestView request={data} />;
}

function requestFacts(request: MoneyRequest): readonly Fact[] {
  const { kind, term, school, need, expected_outcome, exit_strategy, policy_version, submitted_at, decided_at, paid_pence } = request;
  return [
    { key: "kind", name: "Kind", value: REQUEST_KINDS[kind] },
    { key: "term", name: "Term", value: termWords(term) },
    { key: "school", name: "School", value: school === null ? "None" : (school.name ?? `School ${school.urn}`) },
    ...(need === null ? [] : [{ key: "need", name: "Need", value: need }]),
    ...(expected_outcome === null ? [] : [{ key: "outcome", name: "What should be better", value: expected_outcome }]),
    ...(exit_strategy === null ? [] : [{ key: "exit", name: "What happens afterwards", value: exit_strategy }]),
    ...(policy_version === null ? [] : [{ key: "policy", name: "Policy", value: `Version ${policy_version}` }]),
    ...(submitted_at === null ? [] : [{ key: "sent", name: "Sent", value: longDate(dateOf(submitted_at)) }]),
    ...(decided_at === null ? [] : [{ key: "decided", name: "Decided", value: longDate(dateOf(decided_at)) }]),
    ...(paid_pence > 0 ? [{ key: "paid", name: "Paid", value: pounds(paid_pence) }] : []),
  ];
}

function RequestView({ request }: Readonly<{ request: MoneyRequest }>) {
  const { child, asked_pence, approved_pence, allowed_actions } = request;
  const mayDecide = allowed_actions.includes("decide");
  return (
    <Page
      title={`${pounds(asked_pence)} for ${childWords(child)}`}
      tag={<Tag {...requestWords(request)} />}
      lead={approved_pence === null ? undefined : `${pounds(approved_pence)} agreed.`}
      crumbs={
        <Crumbs>
          <Link to={paths.funding()}>Pupil Premium Plus</Link>
          <Link to={paths.requests()}>Requests</Link>
        </Crumbs>
      }
      actions={allowed_actions.includes("submit") ? <SubmitButton request={request} /> : undefined}
    >
      <div className="onr-columns">
        <div className="onr-stack">
          <RequestLines request={request} />
          {mayDecide && <Decide request={request} />}
          {request.state === "submitted" && !mayDecide && <p className="onr-quiet">Somebody else decides: not the one who asked, and within the limits of the policy.</p>}
        </div>
        <section aria-labelledby="about">
          <h2 id="about">About the request</h2>
          <Facts facts={requestFacts(request)} />
        </section>
      </div>
    </Page>
  );
}

function SubmitButton({ request }: Readonly<{ request: MoneyRequest }>) {
  const say = useSay();
  const form = useSubmission(useSubmitRequest(), { words: { names: {}, problems: FUNDING_PROBLEMS }, done: () => say("The request is sent.") });
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <Button busy={form.pending} onClick={() => void form.submit({ id: request.id, version: request.version })}>
        Send the request
      </Button>
    </>
  );
}
