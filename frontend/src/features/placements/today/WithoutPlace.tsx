/** Children with no school place, the longest wait first. */
import { Link } from "react-router";
import { shortDate } from "../../../lib/dates";
import { paths } from "../../../lib/paths";
import { Panel } from "../../../ui/Panel";
import { Table, type Column } from "../../../ui/Table";
import { useToday } from "../../../ui/today";
import { ChildLink } from "../ChildName";
import { Owner } from "../Owner";
import type { Today, WithoutPlaceRow } from "../queries";
import { CASE_REASONS, NEXT_STEPS } from "../words";

type PartProps = Readonly<{ today: Today | undefined; pending: boolean; error: unknown; retry: () => void }>;

/** The next step leads to where it is taken. */
function NextStep({ row }: Readonly<{ row: WithoutPlaceRow }>) {
  const words = NEXT_STEPS[row.next_step.code];
  if (row.next_step.code === "open_case") return <Link to={paths.openCase(row.child.id)}>{words}</Link>;
  if (row.next_step.code === "ask_school") return <Link to={paths.askForPlace(row.child.id)}>{words}</Link>;
  return <Link to={paths.child(row.child.id, "applications")}>{words}</Link>;
}

function columns(today: string): readonly Column<WithoutPlaceRow>[] {
  return [
    { key: "child", head: "Child", cell: ({ child }) => <ChildLink child={child} /> },
    {
      key: "days",
      head: "School days lost",
      kind: "date",
      cell: ({ school_days, since }) => (
        <>
          <strong>{school_days ?? "Not known"}</strong> <span className="onr-quiet onr-nowrap">since {shortDate(since, today)}</span>
        </>
      ),
    },
    { key: "why", head: "Why", cell: ({ reason }) => (reason === null ? "Not on any roll" : CASE_REASONS[reason]) },
    { key: "next", head: "Next step", cell: (row) => <NextStep row={row} /> },
    { key: "owner", head: "Owner", cell: ({ owner }) => <Owner owner={owner} /> },
  ];
}

export function WithoutPlace({ today, ...faces }: PartProps) {
  const day = useToday();
  const rows = today?.without_place.items ?? [];
  const total = today?.without_place.total ?? 0;
  return (
    <Panel
      heading="Children with no school place"
      aside={total > rows.length ? `longest wait first, ${rows.length} of ${total}` : "longest wait first"}
      links={total > rows.length ? <Link to={paths.children({ status: "no_place" })}>Show all {total}</Link> : undefined}
      what="children with no school place"
      {...faces}
      empty={rows.length === 0 && "Every child has a school place today."}
    >
      <Table caption="Children with no school place, longest wait first" columns={columns(day)} rows={rows} rowKey={({ child }) => child.id} />
    </Panel>
  );
}
