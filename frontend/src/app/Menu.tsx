/** The menu of each role (screens, section 6.1): what one may not use is not there. */
import { NavLink } from "react-router";
import type { Role } from "../features/gateway/queries";
import { paths } from "../lib/paths";

type Item = Readonly<{ words: string; to: string }>;

const TODAY: Item = { words: "Today", to: paths.today() };
const CHILDREN: Item = { words: "Children", to: paths.children() };
const APPLICATIONS: Item = { words: "Applications", to: paths.applications() };
const FUNDING: Item = { words: "Pupil Premium Plus", to: paths.funding() };
const SCHOOLS: Item = { words: "Schools", to: paths.schools() };

const MENUS: Record<Role, readonly Item[]> = {
  vsh: [TODAY, CHILDREN, APPLICATIONS, FUNDING, SCHOOLS],
  vs_officer: [TODAY, CHILDREN, APPLICATIONS, FUNDING, SCHOOLS],
  vs_finance: [FUNDING, SCHOOLS],
  la_signatory: [APPLICATIONS],
  la_admissions: [APPLICATIONS, SCHOOLS],
  send_officer: [APPLICATIONS, SCHOOLS],
  social_worker: [CHILDREN],
  iro: [CHILDREN],
  school_admissions: [],
  designated_teacher: [],
  school_head: [],
  trust_user: [],
  inspector: [SCHOOLS],
  la_auditor: [],
  la_user_admin: [],
  la_system: [],
  platform_operator: [],
};

/** Every item of every role the person holds, once, in the menu's own order. */
export function menuOf(roles: readonly Role[]): readonly Item[] {
  return [...new Set(roles.flatMap((role) => MENUS[role]))];
}

/** Where a person with these roles lands; null when no page of theirs exists. */
export function landingOf(roles: readonly Role[]): string | null {
  return menuOf(roles)[0]?.to ?? null;
}

export function Menu({ roles }: Readonly<{ roles: readonly Role[] }>) {
  const items = menuOf(roles);
  if (items.length === 0) return null;
  return (
    <nav className="onr-menu" aria-label="Main">
      <div className="onr-wide">
        <ul>
          {items.map(({ words, to }) => (
            <li key={to}>
              <NavLink to={to} end={to === "/"}>
                {words}
              </NavLink>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  );
}
