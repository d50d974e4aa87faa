/** What the national register says of a school, and whom the authority writes to. */
import { Link } from "react-router";
import { longDate } from "../../lib/dates";
import { paths } from "../../lib/paths";
import { count } from "../../lib/text";
import { Facts, type Fact } from "../../ui/Facts";
import type { School } from "./queries";
import { CONTACT_ROLES, KINDS, PHASES, STATUSES } from "./schoolWords";

function registerFacts(school: School): readonly Fact[] {
  const { urn, kind, phase, status, closed_on, authority, trust, capacity, pupils, low_age, high_age, address, phone, website } = school;
  const place = [address.street, address.town, address.postcode].filter(Boolean).join(", ");
  return [
    { key: "urn", name: "URN", value: urn },
    { key: "kind", name: "Kind", value: `${KINDS[kind]}, ${PHASES[phase].toLowerCase()}` },
    { key: "status", name: "Status", value: closed_on === null ? STATUSES[status] : `${STATUSES[status]} on ${longDate(closed_on)}` },
    { key: "authority", name: "Authority", value: authority.name ?? authority.code },
    ...(trust === null ? [] : [{ key: "trust", name: "Trust", value: trust.name ?? trust.uid }]),
    ...(low_age === null || high_age === null ? [] : [{ key: "ages", name: "Ages", value: `${low_age} to ${high_age}` }]),
    ...(pupils === null ? [] : [{ key: "pupils", name: "On roll", value: `${count(pupils)}${capacity === null ? "" : ` of ${count(capacity)}`}` }]),
    ...(place === "" ? [] : [{ key: "place", name: "Address", value: place }]),
    ...(phone === null ? [] : [{ key: "phone", name: "Phone", value: phone }]),
    ...(website === null ? [] : [{ key: "website", name: "Website", value: website }]),
  ];
}

export function SchoolRegister({ school }: Readonly<{ school: School }>) {
  return (
    <>
      <section aria-labelledby="register">
        <h2 id="register">In the register</h2>
        <Facts facts={registerFacts(school)} />
        <Lineage school={school} />
      </section>
      <section aria-labelledby="contacts">
        <h2 id="contacts">Whom we write to</h2>
        {school.contacts.length === 0 ? (
          <p className="onr-empty">No contact is kept for this school yet: it cannot be asked by e-mail.</p>
        ) : (
          <Facts
            facts={school.contacts.map(({ id, role, name, email, reply_address, confirmed_on }) => ({
              key: id,
              name: CONTACT_ROLES[role],
              value: (
                <>
                  {[name, email].filter(Boolean).join(", ")}
                  {reply_address && <span className="onr-quiet onr-small"> links go here</span>}
                  {confirmed_on !== null && <span className="onr-quiet onr-small">, confirmed {longDate(confirmed_on)}</span>}
                </>
              ),
            }))}
          />
        )}
      </section>
    </>
  );
}

function Lineage({ school: { predecessors, successors } }: Readonly<{ school: School }>) {
  if (predecessors.length === 0 && successors.length === 0) return null;
  return (
    <ul className="onr-plain onr-panel__foot">
      {successors.map(({ urn, name, on }) => (
        <li key={`to ${urn}`}>
          Became <Link to={paths.school(urn)}>{name}</Link>
          {on !== null && ` on ${longDate(on)}`}
        </li>
      ))}
      {predecessors.map(({ urn, name, on }) => (
        <li key={`from ${urn}`}>
          Came from <Link to={paths.school(urn)}>{name}</Link>
          {on !== null && ` on ${longDate(on)}`}
        </li>
      ))}
    </ul>
  );
}
