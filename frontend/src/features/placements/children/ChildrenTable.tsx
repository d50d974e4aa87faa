/** A list of children: name, year group, school, where they stand; never UPN, date of birth or address. */
import { Link } from "react-router";
import { paths } from "../../../lib/paths";
import { yearGroup } from "../../../lib/text";
import { Table, type Column } from "../../../ui/Table";
import { Tag } from "../../../ui/Tag";
import { nameOf } from "../ChildName";
import type { ChildRow } from "../queries";
import { PLACE_STATUS } from "../words";

const COLUMNS: readonly Column<ChildRow>[] = [
  {
    key: "child",
    head: "Child",
    cell: (child) => (
      <Link to={paths.child(child.id)} className="onr-table__name">
        {nameOf(child)}
      </Link>
    ),
  },
  { key: "year", head: "Year", cell: ({ year_group }) => yearGroup(year_group) },
  { key: "status", head: "Status", cell: ({ status }) => <Tag {...PLACE_STATUS[status]} /> },
  {
    key: "school",
    head: "School",
    cell: ({ school }) => (school === null ? <span className="onr-quiet">None</span> : <Link to={paths.school(school.urn)}>{school.name}</Link>),
  },
];

export function ChildrenTable({ caption, rows }: Readonly<{ caption: string; rows: readonly ChildRow[] }>) {
  return <Table caption={caption} columns={COLUMNS} rows={rows} rowKey={({ id }) => id} />;
}
