/** Children (SC-2): everybody the authority looks after, by where they stand with a school place. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { paths } from "../../../lib/paths";
import { member } from "../../../lib/member";
import { yearGroup } from "../../../lib/yearGroup";
import { Chips, Filter } from "../../../ui/Filter";
import { Field, Select } from "../../../ui/Field";
import { PrintButton } from "../../../ui/ListLinks";
import { Page } from "../../../ui/Page";
import { Pager } from "../../../ui/Pager";
import { Faces, facesOf } from "../../../ui/Faces";
import { childrenQuery, childSearchQuery } from "../queries";
import { PLACE_STATUS } from "../words";
import { ChildrenTable } from "./ChildrenTable";

const YEARS = ["N", "R", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13"] as const;
const STATUSES = Object.entries(PLACE_STATUS).map(([value, { words }]) => ({ value, words }));

function useFilters() {
  const [search] = useSearchParams();
  const chosen = (name: string) => search.get(name) ?? "";
  return { status: member(PLACE_STATUS, chosen("status")), year_group: chosen("year_group"), cursor: chosen("cursor") };
}

type Filters = ReturnType<typeof useFilters>;

export function Children() {
  const filters = useFilters();
  const [words, setWords] = useState("");
  return (
    <Page title="Children" lead="Children this authority looks after." actions={<PrintButton />}>
      <Filter label="Search for a child" apply="Search" onApply={({ q = "" }) => setWords(q)}>
        <Field id="q" label="Name or reference" type="search" autoComplete="off" />
      </Filter>
      {words === "" ? <Listed filters={filters} /> : <Found words={words} clear={() => setWords("")} />}
    </Page>
  );
}

function Listed({ filters }: Readonly<{ filters: Filters }>) {
  const { status, year_group, cursor } = filters;
  const navigate = useNavigate();
  const children = useQuery(childrenQuery(filters));
  const rows = children.data?.items ?? [];
  const next = children.data?.next_cursor;
  const isFiltered = status !== undefined || year_group !== "";

  return (
    <>
      <Filter
        key={`${status} ${year_group}`}
        label="Filter the children"
        onApply={(chosen) => void navigate(paths.children({ status: chosen["status"], year_group: chosen["year_group"] }))}
      >
        <Select id="status" label="Status" none="All" choices={STATUSES} defaultValue={status ?? ""} />
        <Select id="year_group" label="Year" none="All" choices={YEARS.map((value) => ({ value, words: yearGroup(value) }))} defaultValue={year_group} />
      </Filter>
      <Chips
        chips={[
          ...(status === undefined
            ? []
            : [{ key: "status", words: PLACE_STATUS[status].words, without: <Link to={paths.children({ year_group })}>Remove</Link> }]),
          ...(year_group === "" ? [] : [{ key: "year", words: yearGroup(year_group), without: <Link to={paths.children({ status })}>Remove</Link> }]),
        ]}
        clear={<Link to={paths.children()}>Clear all</Link>}
      />
      <Faces
        what="children"
        {...facesOf(children)}
        empty={
          rows.length === 0 &&
          (isFiltered ? (
            <p>
              No child matches. <Link to={paths.children()}>Clear filters</Link>
            </p>
          ) : (
            "No child is here yet. Import your list on the command line: onroll import ssda903."
          ))
        }
      >
        <ChildrenTable caption="Children, by name" rows={rows} />
        <Pager
          shown={rows.length}
          first={cursor === "" ? undefined : <Link to={paths.children({ status, year_group })}>First page</Link>}
          next={next ? <Link to={paths.children({ status, year_group, cursor: next })}>Next</Link> : undefined}
        />
      </Faces>
    </>
  );
}

/** What was typed about a child is kept in memory only (UI-10). */
function Found({ words, clear }: Readonly<{ words: string; clear: () => void }>) {
  const found = useQuery(childSearchQuery(words));
  const rows = found.data?.items ?? [];
  return (
    <>
      <p className="onr-row">
        <span>Found for “{words}”</span>
        <button type="button" className="onr-linkbutton" onClick={clear}>
          Show all children again
        </button>
      </p>
      <Faces what="the children found" {...facesOf(found)} empty={rows.length === 0 && "No child matches."}>
        <ChildrenTable caption="Children found, by name" rows={rows} />
        {found.data?.more === true && <p className="onr-quiet">More children match: type more of the name.</p>}
      </Faces>
    </>
  );
}
