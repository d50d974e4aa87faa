/** The next five school days: what falls due, today's own said in words. */
import { Link } from "react-router";
import { weekdayShort } from "../../../lib/dates";
import { paths } from "../../../lib/paths";
import { Panel } from "../../../ui/Panel";
import { forceWords } from "../clockWords";
import { nameOf } from "../ChildName";
import type { Today } from "../queries";

type PartProps = Readonly<{ today: Today | undefined; pending: boolean; error: unknown; retry: () => void }>;

export function Coming({ today, ...faces }: PartProps) {
  const coming = today?.coming ?? [];
  return (
    <Panel boxed heading="Next five school days" what="the next dates" {...faces} empty={coming.length === 0 && "Nothing falls due in the next five school days."}>
      <dl className="onr-days">
        {coming.map(({ on, kind, application_id, school, child, force }) => (
          <div key={`${on} ${kind} ${application_id}`}>
            <dt>{on === today?.today ? (kind === "start" ? "Today" : "By tonight") : weekdayShort(on)}</dt>
            <dd>
              <Link to={paths.application(application_id)}>{school.name}</Link>{" "}
              {kind === "start" ? (
                `has its first day with ${nameOf(child)}`
              ) : (
                <>
                  answers about {nameOf(child)}
                  <span className="onr-quiet">, {forceWords(force)}</span>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
