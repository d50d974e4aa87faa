/** What changed since the mark "seen": applications and returns, each from its own service. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { returnsQuery } from "../../features/funding/queries";
import { RETURN_STATES, termWords } from "../../features/funding/words";
import { meQuery, useMarkSeen } from "../../features/gateway/queries";
import { nameOf } from "../../features/placements/ChildName";
import { applicationsQuery } from "../../features/placements/queries";
import { APPLICATION_STATES } from "../../features/placements/words";
import { moment } from "../../lib/dates";
import { paths } from "../../lib/paths";
import { Panel } from "../../ui/Panel";
import { useSay } from "../../ui/Status";
import { Tag } from "../../ui/Tag";
import { useToday } from "../../ui/today";
import { useSubmission } from "../../ui/useSubmission";
import { useIs } from "../session";

const SHOWN = 6;

export function SinceYouLooked() {
  const today = useToday();
  const me = useQuery(meQuery());
  const since = me.data?.seen_at ?? "";
  const known = me.data !== undefined;
  const applications = useQuery({ ...applicationsQuery({ updated_since: since }), enabled: known });
  const returns = useQuery({ ...returnsQuery({ updated_since: since }), enabled: known && useIs("vsh", "vs_officer") });
  const say = useSay();
  const mark = useSubmission(useMarkSeen(), { words: { names: {} }, done: () => say("Marked as seen.") });

  const rows = [
    ...(applications.data?.items ?? []).slice(0, SHOWN).map(({ id, school, child, state }) => (
      <li key={id}>
        <Link to={paths.application(id)}>{school.name}</Link> about {nameOf(child)} <Tag {...APPLICATION_STATES[state]} />
      </li>
    )),
    ...(returns.data?.items ?? []).slice(0, SHOWN).map(({ id, school, term, state }) => (
      <li key={id}>
        <Link to={paths.spendReturn(id)}>{school.name ?? `School ${school.urn}`}</Link>, money of {termWords(term)} <Tag {...RETURN_STATES[state]} />
      </li>
    )),
  ];

  return (
    <Panel
      boxed
      heading="Since you last looked"
      what="what changed"
      pending={me.isPending || applications.isLoading || returns.isLoading}
      error={me.error ?? applications.error ?? returns.error}
      retry={() => void Promise.all([me.refetch(), applications.refetch(), returns.refetch()])}
      empty={rows.length === 0 && "Nothing has changed since."}
    >
      <p className="onr-quiet onr-small">
        {since === "" ? "You have not marked anything as seen yet." : `Since ${moment(since, today)}.`}{" "}
        <button type="button" className="onr-linkbutton onr-no-print" onClick={() => void mark.submit(undefined)}>
          Mark as seen
        </button>
      </p>
      <ul className="onr-news">{rows}</ul>
    </Panel>
  );
}
