/** Answers of schools that wait for our move: offers first, then conditions, then refusals. */
import { useQueries } from "@tanstack/react-query";
import { Link } from "react-router";
import { paths } from "../../../lib/paths";
import { Panel } from "../../../ui/Panel";
import { Tag } from "../../../ui/Tag";
import { nameOf } from "../ChildName";
import { applicationsQuery } from "../queries";
import { APPLICATION_STATES } from "../words";

const WAITING = ["offered", "conditional", "refused"] as const;
const SHOWN = 8;

export function Answered() {
  const lists = useQueries({ queries: WAITING.map((state) => applicationsQuery({ state })) });
  const rows = lists.flatMap(({ data }) => data?.items ?? []);
  return (
    <Panel
      boxed
      heading="Schools have answered"
      what="answers"
      pending={lists.some(({ isPending }) => isPending)}
      error={lists.find(({ error }) => error !== null)?.error ?? null}
      retry={() => lists.forEach(({ refetch }) => void refetch())}
      empty={rows.length === 0 && "No answer waits for you."}
    >
      <ul className="onr-news">
        {rows.slice(0, SHOWN).map(({ id, school, child, state }) => (
          <li key={id}>
            <Link to={paths.application(id)}>{school.name}</Link> about {nameOf(child)} <Tag {...APPLICATION_STATES[state]} />
          </li>
        ))}
      </ul>
      {rows.length > SHOWN && (
        <p className="onr-panel__foot">
          <Link to={paths.applications({ state: "offered" })}>Show all</Link>
        </p>
      )}
    </Panel>
  );
}
