/** One school's account for a term: what was agreed, paid, spent, and whether it helped. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { dateOf, longDate } from "../../../lib/dates";
import { pounds } from "../../../lib/money";
import { paths } from "../../../lib/paths";
import { plural } from "../../../lib/text";
import { Crumbs } from "../../../ui/Crumbs";
import { Facts, type Fact } from "../../../ui/Facts";
import { Page } from "../../../ui/Page";
import { PageFaces } from "../../../ui/PageProblem";
import { Tag } from "../../../ui/Tag";
import { schoolWords } from "../NotAccounted";
import { returnQuery, type SpendReturn } from "../queries";
import { RETURN_STATES, termWords } from "../words";
import { AcceptReturn } from "./AcceptReturn";
import { RemindButton } from "./RemindButton";
import { ReturnLines } from "./ReturnLines";

export function ReturnPage() {
  const { returnId = "" } = useParams();
  const { data, error } = useQuery(returnQuery(returnId));
  if (data === undefined) return <PageFaces what="the return" error={error} />;
  return <ReturnView one={data} />;
}

function returnFacts(one: SpendReturn): readonly Fact[] {
  const chases = one.reminders + one.overdue_reminders + one.escalations;
  return [
    { key: "asked", name: "Asked on", value: longDate(one.asked_on) },
    { key: "due", name: "Due on", value: longDate(one.extended_to ?? one.due_on) },
    ...(one.days_late > 0 ? [{ key: "late", name: "Late", value: plural(one.days_late, "day", "days") }] : []),
    { key: "chases", name: "Reminded", value: plural(chases, "time", "times") },
    ...(one.submitted_at === null ? [] : [{ key: "sent", name: "Sent by the school", value: longDate(dateOf(one.submitted_at)) }]),
    ...(one.seconds_to_complete === null ? [] : [{ key: "time", name: "It took the school", value: plural(Math.max(1, Math.round(one.seconds_to_complete / 60)), "minute", "minutes") }]),
    ...(one.accepted_on === null ? [] : [{ key: "accepted", name: "Accepted on", value: longDate(one.accepted_on) }]),
    ...(one.note === null ? [] : [{ key: "note", name: "The school adds", value: `“${one.note}”` }]),
  ];
}

function ReturnView({ one }: Readonly<{ one: SpendReturn }>) {
  const { school, term, state, paid_pence, charged_pence, unspent_pence, allowed_actions } = one;
  return (
    <Page
      title={`${schoolWords(school.name, school.urn)}, ${termWords(term)}`}
      tag={<Tag {...RETURN_STATES[state]} />}
      lead={`${pounds(charged_pence)} of ${pounds(paid_pence)} accounted for${unspent_pence > 0 ? `, ${pounds(unspent_pence)} not spent` : ""}${one.as_agreed ? "; all as agreed" : ""}.`}
      crumbs={
        <Crumbs>
          <Link to={paths.funding()}>Pupil Premium Plus</Link>
          <Link to={paths.returns()}>Returns</Link>
        </Crumbs>
      }
      actions={allowed_actions.includes("remind") ? <RemindButton one={one} /> : undefined}
    >
      <div className="onr-columns">
        <div className="onr-stack">
          <ReturnLines one={one} />
          {allowed_actions.includes("accept") && <AcceptReturn one={one} />}
        </div>
        <section aria-labelledby="about">
          <h2 id="about">About the return</h2>
          <Facts facts={returnFacts(one)} />
        </section>
      </div>
    </Page>
  );
}
