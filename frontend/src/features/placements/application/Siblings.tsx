/** Where else a place was asked for this child; seen by the authority only. */
import { Link } from "react-router";
import { paths } from "../../../lib/paths";
import { Tag } from "../../../ui/Tag";
import type { Application } from "../queries";
import { APPLICATION_STATES } from "../words";

export function Siblings({ application: { child, siblings } }: Readonly<{ application: Application }>) {
  return (
    <section aria-labelledby="also-asked">
      <h2 id="also-asked">Also asked for {child.preferred_name ?? child.name.split(" ")[0]}</h2>
      {siblings.length === 0 ? (
        <p className="onr-empty">No other school has been asked.</p>
      ) : (
        <ul className="onr-news">
          {siblings.map(({ id, school, state }) => (
            <li key={id} className="onr-row">
              <Link to={paths.application(id)}>{school.name}</Link>
              <Tag {...APPLICATION_STATES[state]} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
