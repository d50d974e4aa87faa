/** A list of requests for a place, each with its state and the date its answer is due. */
import { Link } from "react-router";
import { shortDate } from "../../../lib/dates";
import { paths } from "../../../lib/paths";
import { Table, type Column } from "../../../ui/Table";
import { Tag } from "../../../ui/Tag";
import { useToday } from "../../../ui/today";
import { ChildLink } from "../ChildName";
import { Owner } from "../Owner";
import { PastWords } from "../PastWords";
import type { ApplicationRow } from "../queries";
import { APPLICATION_STATES } from "../words";

type ApplicationsTableProps = Readonly<{ caption: string; rows: readonly ApplicationRow[]; without?: "child" }>;

function columns(today: string): readonly Column<ApplicationRow>[] {
  return [
    {
      key: "school",
      head: "School",
      cell: ({ id, school }) => (
        <Link to={paths.application(id)} className="onr-table__name">
          {school.name}
        </Link>
      ),
    },
    { key: "child", head: "Child", cell: ({ child }) => <ChildLink child={child} /> },
    { key: "state", head: "State", cell: ({ state }) => <Tag {...APPLICATION_STATES[state]} /> },
    {
      key: "due",
      head: "Answer due",
      kind: "date",
      cell: ({ due_on }) => (due_on === null ? <span className="onr-quiet">No date</span> : shortDate(due_on, today)),
    },
    {
      key: "past",
      head: "School days",
      cell: ({ due_on, school_days_past, force }) => (due_on === null ? "" : <PastWords days={school_days_past} force={force} />),
    },
    { key: "owner", head: "Owner", cell: ({ owner }) => <Owner owner={owner} /> },
  ];
}

export function ApplicationsTable({ caption, rows, without }: ApplicationsTableProps) {
  const today = useToday();
  return (
    <Table caption={caption} columns={columns(today).filter(({ key }) => key !== without)} rows={rows} rowKey={({ id }) => id} />
  );
}
