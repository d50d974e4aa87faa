/** The pages of Pupil Premium Plus, those the role can read (section 3 of the funding specification). */
import { Link, useLocation } from "react-router";
import { paths } from "../../lib/paths";
import { useHasRole } from "../../ui/person";

const HEAD = ["vsh"];
const TEAM = ["vsh", "vs_officer"];
const MONEY = ["vsh", "vs_finance", "la_auditor"];

const PAGES: readonly Readonly<{ words: string; to: string; roles: readonly string[] }>[] = [
  { words: "Overview", to: paths.funding(), roles: [...TEAM, "vs_finance", "la_auditor"] },
  { words: "Requests", to: paths.requests(), roles: [...TEAM, "la_auditor"] },
  { words: "Payments", to: paths.payments(), roles: MONEY },
  { words: "Payees", to: paths.payees(), roles: ["vsh", "vs_finance"] },
  { words: "Returns", to: paths.returns(), roles: TEAM },
  { words: "Awards and rates", to: paths.awards(), roles: MONEY },
  { words: "Count of the return", to: paths.counts(), roles: TEAM },
  { words: "Statement", to: paths.ledger(), roles: [...HEAD, "vs_finance", "la_auditor"] },
];

export function FundingNav() {
  const { pathname } = useLocation();
  return (
    <nav className="onr-tabs" aria-label="Pupil Premium Plus">
      <ul>
        {PAGES.map((page) => (
          <NavItem key={page.to} {...page} current={pathname === page.to || (page.to !== paths.funding() && pathname.startsWith(`${page.to}/`))} />
        ))}
      </ul>
    </nav>
  );
}

type NavItemProps = Readonly<{ words: string; to: string; roles: readonly string[]; current: boolean }>;

function NavItem({ words, to, roles, current }: NavItemProps) {
  if (!useHasRole(...roles)) return null;
  return (
    <li>
      <Link to={to} aria-current={current ? "page" : undefined}>
        {words}
      </Link>
    </li>
  );
}
