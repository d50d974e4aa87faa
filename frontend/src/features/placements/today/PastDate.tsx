/** Schools that have not answered by a date: reminded one by one or several at once. */
import { useState } from "react";
import { Link } from "react-router";
import { shortDate } from "../../../lib/dates";
import { paths } from "../../../lib/paths";
import { plural } from "../../../lib/text";
import { Button } from "../../../ui/Button";
import { ErrorSummary } from "../../../ui/ErrorSummary";
import { Panel } from "../../../ui/Panel";
import { Table, type Column } from "../../../ui/Table";
import { useToday } from "../../../ui/today";
import { nameAndYear } from "../ChildName";
import type { PastDateRow, Today } from "../queries";
import { PastWords } from "../PastWords";
import { useReminding } from "./useReminding";

type PartProps = Readonly<{ today: Today | undefined; pending: boolean; error: unknown; retry: () => void }>;

const mayRemind = (row: PastDateRow) => row.allowed_actions.some(({ action, enabled }) => action === "send_reminders" && enabled);

type Chosen = Readonly<{ ids: readonly string[]; toggle: (id: string) => void }>;

function columns(day: string, remind: (rows: readonly PastDateRow[]) => void, chosen: Chosen): readonly Column<PastDateRow>[] {
  return [
    {
      key: "tick",
      head: "Choose",
      kind: "tick",
      cell: (row) =>
        mayRemind(row) && (
          <input
            type="checkbox"
            className="onr-tick"
            aria-label={`Choose ${row.school.name}, ${nameAndYear(row.child)}`}
            checked={chosen.ids.includes(row.application_id)}
            onChange={() => chosen.toggle(row.application_id)}
          />
        ),
    },
    {
      key: "school",
      head: "School",
      cell: ({ application_id, school }) => (
        <Link to={paths.application(application_id)} className="onr-table__name">
          {school.name}
        </Link>
      ),
    },
    { key: "child", head: "Child", cell: ({ child }) => nameAndYear(child) },
    { key: "due", head: "Answer was due", kind: "date", cell: ({ due_on }) => shortDate(due_on, day) },
    { key: "past", head: "School days", cell: (row) => <PastWords days={row.school_days_past} force={row.force} /> },
    {
      key: "contact",
      head: "Last contact",
      kind: "date",
      cell: ({ last_contact_on }) => (last_contact_on === null ? "None yet" : shortDate(last_contact_on, day)),
    },
    {
      key: "action",
      head: "Action",
      kind: "action",
      cell: (row) =>
        mayRemind(row) ? (
          <Button kind="secondary" small about={`${row.school.name} about ${nameAndYear(row.child)}`} onClick={() => remind([row])}>
            Remind
          </Button>
        ) : (
          <Link to={paths.application(row.application_id)}>Open</Link>
        ),
    },
  ];
}

export function PastDate({ today, ...faces }: PartProps) {
  const day = useToday();
  const [ids, setIds] = useState<readonly string[]>([]);
  const { remind, errors, refuse } = useReminding(() => setIds([]));
  const rows = today?.past_date.items ?? [];
  const total = today?.past_date.total ?? 0;
  const toggle = (id: string) => setIds((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id]));
  const picked = rows.filter(({ application_id }) => ids.includes(application_id));

  return (
    <Panel
      heading="Applications past their date"
      aside={total > rows.length ? `longest past first, ${rows.length} of ${total}` : "longest past first"}
      what="applications past their date"
      {...faces}
      empty={rows.length === 0 && "No application is past its date."}
    >
      <ErrorSummary errors={errors} />
      <Table
        caption="Applications past their date, longest past first"
        columns={columns(day, remind, { ids, toggle })}
        rows={rows}
        rowKey={({ application_id }) => application_id}
      />
      {rows.filter(mayRemind).length > 1 && (
        <div className="onr-row onr-panel__foot onr-no-print">
          <Button
            kind="secondary"
            small
            onClick={() => (picked.length === 0 ? refuse("Choose at least one application to remind about") : remind(picked))}
          >
            {picked.length === 0 ? "Remind the chosen ones" : `Remind ${plural(picked.length, "school", "schools")}`}
          </Button>
        </div>
      )}
    </Panel>
  );
}
