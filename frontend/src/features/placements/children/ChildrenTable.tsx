/** A list of children: name, year group, school, where they stand; never UPN, date of birth or address. */
import { Link } from "react-router";
import { paths } from "../../../lib/paths";
import { yearGroup } from "../../../lib/yearGroup";
import { Table, type Column } from "../../../ui/Table";
import { Tag } from "../../../ui/Tag";
import { nameOf } from "../ChildName";
import { Owner } from "../Owner";
import type { ChildRow } from "../queries";
import { PLACE_STATUS } from "../words";

const COLUMNS: readonly Column<ChildRow>[] = [
  {
    key: "child",
    head: "Child",
    cell: ({ child, is_named }) => (
      <>
        <Link to={paths.child(child.id)} className="onr-table__name">
          {nameOf(child)}
        </Link>
        {!is_named && <span className="onr-quiet"> no name yet</span>}
      </>
    ),
  },
  { key: "year", head: "Year", cell: ({ child }) => yearGroup(child.year_group) },
  { key: "status", head: "Status", cell: ({ status }) => (status === null ? <span className="onr-quiet">No place needed</span> : <Tag {...PLACE_STATUS[status]} />) },
  {
    key: "school",
    head: "School",
    cell: ({ school }) => (school === null ? <span className="onr-quiet">None</span> : <Link to={paths.school(school.urn)}>{school.name}</Link>),
  },
  {
    key: "days",
    head: "School days without",
    kind: "number",
    cell: ({ open_case }) => (open_case === null ? "" : (open_case.school_days ?? "Not known")),
  },
  { key: "owner", head: "Owner", cell: ({ owner, open_case }) => (open_case === null ? "" : <Owner owner={owner} />) },
];

export function ChildrenTable({ caption, rows }: Readonly<{ caption: string; rows: readonly ChildRow[] }>) {
  return <Table caption={caption} columns={COLUMNS} rows={rows} rowKey={({ child }) => child.id} />;
}
