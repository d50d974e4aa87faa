/** Returns (SC-13): what each school says it did with the money, by school name. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearchParams } from "react-router";
import { shortDate } from "../../../lib/dates";
import { member } from "../../../lib/member";
import { pounds } from "../../../lib/money";
import { paths } from "../../../lib/paths";
import { plural } from "../../../lib/text";
import { Select } from "../../../ui/Field";
import { Filter } from "../../../ui/Filter";
import { Page } from "../../../ui/Page";
import { Pager } from "../../../ui/Pager";
import { Faces, facesOf } from "../../../ui/Faces";
import { useHasRole } from "../../../ui/person";
import { Table, type Column } from "../../../ui/Table";
import { Tag } from "../../../ui/Tag";
import { useToday } from "../../../ui/today";
import { FundingNav } from "../FundingNav";
import { schoolWords } from "../NotAccounted";
import { returnsQuery, type ReturnRow } from "../queries";
import { RETURN_STATES, termWords } from "../words";
import { OpenRound } from "./OpenRound";

const STATES = Object.entries(RETURN_STATES).map(([value, { words }]) => ({ value, words }));

function columns(today: string): readonly Column<ReturnRow>[] {
  return [
    {
      key: "school",
      head: "School",
      cell: ({ id, school }) => (
        <Link to={paths.spendReturn(id)} className="onr-table__name">
          {schoolWords(school.name, school.urn)}
        </Link>
      ),
    },
    { key: "term", head: "Term", cell: ({ term }) => termWords(term) },
    { key: "children", head: "Children", kind: "number", cell: ({ children }) => children },
    { key: "paid", head: "Paid", kind: "number", cell: ({ paid_pence }) => pounds(paid_pence) },
    { key: "accounted", head: "Accounted", kind: "number", cell: ({ accounted_pence }) => pounds(accounted_pence) },
    {
      key: "due",
      head: "Due",
      cell: ({ due_on, extended_to, days_late }) => (
        <>
          <span className="onr-nowrap">{shortDate(extended_to ?? due_on, today)}</span>
          {days_late > 0 && `, ${plural(days_late, "day late", "days late")}`}
        </>
      ),
    },
    { key: "state", head: "State", cell: ({ state }) => <Tag {...RETURN_STATES[state]} /> },
  ];
}

export function Returns() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const today = useToday();
  const isTeam = useHasRole("vsh", "vs_officer");
  const state = member(RETURN_STATES, search.get("state"));
  const cursor = search.get("cursor") ?? "";
  const returns = useQuery(returnsQuery({ state, cursor }));
  const rows = returns.data?.items ?? [];
  const next = returns.data?.next_cursor;
  return (
    <Page title="Returns" lead="Schools account for the money of a term, about one minute a child.">
      <FundingNav />
      <Filter key={state ?? ""} label="Filter the returns" onApply={(chosen) => void navigate(paths.returns({ state: chosen["state"] }))}>
        <Select id="state" label="State" none="All" choices={STATES} defaultValue={state ?? ""} />
      </Filter>
      <div className="onr-stack">
        <Faces what="returns" {...facesOf(returns)} empty={rows.length === 0 && (state === undefined ? "No school has been asked yet." : "No return matches.")}>
          <Table caption="Returns, by school name" columns={columns(today)} rows={rows} rowKey={({ id }) => id} />
          <Pager
            shown={rows.length}
            first={cursor === "" ? undefined : <Link to={paths.returns({ state })}>First page</Link>}
            next={next ? <Link to={paths.returns({ state, cursor: next })}>Next</Link> : undefined}
          />
        </Faces>
        {isTeam && <OpenRound />}
      </div>
    </Page>
  );
}
