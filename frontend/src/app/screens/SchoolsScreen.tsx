/** Schools (SC-15): those we deal with by name, or any of the register by search. No list is ordered by a measure. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearchParams } from "react-router";
import { schoolEvidenceQuery, type SchoolEvidence } from "../../features/accountability/queries";
import { PHASE_GROUPS, shareWords } from "../../features/accountability/words";
import { schoolsQuery, type SchoolRow } from "../../features/placements/queries";
import { KINDS, PHASES, STATUSES, whereWords } from "../../features/placements/schoolWords";
import { choicesOf, member } from "../../lib/member";
import { paths } from "../../lib/paths";
import { Field, Select } from "../../ui/Field";
import { Filter } from "../../ui/Filter";
import { Page } from "../../ui/Page";
import { Pager } from "../../ui/Pager";
import { Faces, facesOf } from "../../ui/Faces";
import { Panel } from "../../ui/Panel";
import { Table, type Column } from "../../ui/Table";

export function SchoolsScreen() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const q = search.get("q") ?? "";
  const phase = member(PHASES, search.get("phase"));
  return (
    <Page title="Schools" lead="By name. Schools are never put in order by a figure.">
      <Filter key={`${q} ${phase ?? ""}`} label="Search the register" apply="Search" onApply={(chosen) => void navigate(paths.schools({ q: chosen["q"], phase: chosen["phase"] }))}>
        <Field id="q" label="Name, URN or postcode" type="search" autoComplete="off" defaultValue={q} />
        <Select id="phase" label="Phase" none="All" choices={choicesOf(PHASES)} defaultValue={phase ?? ""} />
      </Filter>
      {q === "" && phase === undefined ? <Known cursor={search.get("cursor") ?? ""} /> : <Found q={q} phase={phase} cursor={search.get("cursor") ?? ""} />}
    </Page>
  );
}

const nameLink = ({ urn, name }: Readonly<{ urn: number; name: string }>) => (
  <Link to={paths.school(urn)} className="onr-table__name">
    {name}
  </Link>
);

const KNOWN: readonly Column<SchoolEvidence>[] = [
  { key: "school", head: "School", cell: nameLink },
  { key: "phase", head: "Phase", cell: ({ phase_groups }) => phase_groups.map((group) => PHASE_GROUPS[group]).join(", ") },
  { key: "children", head: "Our children", kind: "number", cell: ({ counts }) => counts.children_of_ours ?? "" },
  { key: "asked", head: "Requests", kind: "number", cell: ({ counts }) => counts.applications ?? "" },
  { key: "evidence", head: "Evidence", cell: ({ share }) => shareWords(share) },
];

function Known({ cursor }: Readonly<{ cursor: string }>) {
  const schools = useQuery(schoolEvidenceQuery(cursor));
  const rows = schools.data?.items ?? [];
  const next = schools.data?.next_cursor;
  return (
    <Panel heading="Schools we deal with" aside="by name" what="schools" {...facesOf(schools)} empty={rows.length === 0 && "Nothing has happened with any school yet. Search the register above."}>
      <Table caption="Schools we deal with, by name" columns={KNOWN} rows={rows} rowKey={({ urn }) => String(urn)} />
      <Pager shown={rows.length} first={cursor === "" ? undefined : <Link to={paths.schools()}>First page</Link>} next={next ? <Link to={paths.schools({ cursor: next })}>Next</Link> : undefined} />
    </Panel>
  );
}

const FOUND: readonly Column<SchoolRow>[] = [
  { key: "school", head: "School", cell: nameLink },
  { key: "urn", head: "URN", cell: ({ urn }) => urn },
  { key: "kind", head: "Kind", cell: ({ kind }) => KINDS[kind] },
  { key: "where", head: "Phase and place", cell: whereWords },
  {
    key: "status",
    head: "Status",
    cell: ({ status, successors }) =>
      successors[0] === undefined ? (
        STATUSES[status]
      ) : (
        <>
          {STATUSES[status]}: became <Link to={paths.school(successors[0].urn)}>{successors[0].name}</Link>
        </>
      ),
  },
];

type FoundProps = Readonly<{ q: string; phase: keyof typeof PHASES | undefined; cursor: string }>;

function Found({ q, phase, cursor }: FoundProps) {
  const schools = useQuery(schoolsQuery({ q, phase, cursor }));
  const rows = schools.data?.items ?? [];
  const next = schools.data?.next_cursor;
  return (
    <Faces
      what="the schools found"
      {...facesOf(schools)}
      empty={
        rows.length === 0 && (
          <p>
            No school matches. Try the URN. <Link to={paths.schools()}>Clear the search</Link>
          </p>
        )
      }
    >
      <Table caption="Schools found, by name" columns={FOUND} rows={rows} rowKey={({ urn }) => String(urn)} />
      <Pager
        shown={rows.length}
        first={cursor === "" ? undefined : <Link to={paths.schools({ q, phase })}>First page</Link>}
        next={next ? <Link to={paths.schools({ q, phase, cursor: next })}>Next</Link> : undefined}
      />
    </Faces>
  );
}
