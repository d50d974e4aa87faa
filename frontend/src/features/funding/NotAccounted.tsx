/** Schools that were asked and have not accounted, by name (never by sum). */
import { Link } from "react-router";
import { shortDate } from "../../lib/dates";
import { pounds } from "../../lib/money";
import { paths } from "../../lib/paths";
import { plural } from "../../lib/text";
import { Button } from "../../ui/Button";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { Panel } from "../../ui/Panel";
import { Table, type Column } from "../../ui/Table";
import { useSay } from "../../ui/Status";
import { useToday } from "../../ui/today";
import { useSubmission } from "../../ui/useSubmission";
import { FUNDING_PROBLEMS } from "./problemWords";
import { useRemindReturn, type NotAccountedRow, type Overview } from "./queries";
import { termWords } from "./words";

type NotAccountedProps = Readonly<{ overview: Overview | undefined; pending: boolean; error: unknown; retry: () => void }>;

export const schoolWords = (name: string | null, urn: number): string => name ?? `School ${urn}`;

function useReminding() {
  const send = useRemindReturn();
  const say = useSay();
  return useSubmission(
    async (row: NotAccountedRow, key: string) => {
      await send({ id: row.return_id, version: row.version }, key);
      return row;
    },
    {
      words: { names: {}, problems: FUNDING_PROBLEMS },
      done: (row) => say(`Reminder sent to ${schoolWords(row.school_name, row.school_urn)}.`),
    },
  );
}

function columns(today: string, remind: (row: NotAccountedRow) => void): readonly Column<NotAccountedRow>[] {
  return [
    {
      key: "school",
      head: "School",
      cell: (row) => (
        <>
          <Link to={paths.spendReturn(row.return_id)} className="onr-table__name">
            {schoolWords(row.school_name, row.school_urn)}
          </Link>{" "}
          <span className="onr-quiet onr-nowrap">{termWords(row.term)}</span>
        </>
      ),
    },
    { key: "children", head: "Children", kind: "number", cell: ({ children }) => children },
    { key: "paid", head: "Paid", kind: "number", cell: ({ paid_pence }) => pounds(paid_pence) },
    { key: "accounted", head: "Accounted", kind: "number", cell: ({ accounted_pence }) => pounds(accounted_pence) },
    {
      key: "due",
      head: "Due",
      cell: ({ due_on, days_late, chases }) => (
        <>
          <span className="onr-nowrap">{shortDate(due_on, today)}</span>
          {days_late > 0 && <>, {plural(days_late, "day late", "days late")}</>}
          {chases > 0 && <span className="onr-quiet">, reminded {plural(chases, "time", "times")}</span>}
        </>
      ),
    },
    {
      key: "action",
      head: "Action",
      kind: "action",
      cell: (row) =>
        row.allowed_actions.includes("remind") ? (
          <Button kind="secondary" small about={schoolWords(row.school_name, row.school_urn)} onClick={() => remind(row)}>
            Remind
          </Button>
        ) : (
          <Link to={paths.spendReturn(row.return_id)}>Open</Link>
        ),
    },
  ];
}

export function NotAccounted({ overview, ...faces }: NotAccountedProps) {
  const today = useToday();
  const { submit, errors } = useReminding();
  const rows = overview?.returns_not_accounted ?? [];
  const total = overview?.returns_not_accounted_total ?? 0;
  return (
    <Panel
      heading="Pupil Premium Plus not yet accounted for"
      aside={total > rows.length ? `by name, ${rows.length} of ${total}` : "by name"}
      what="schools that have not accounted"
      {...faces}
      empty={rows.length === 0 && "Every school that was asked has accounted."}
    >
      <ErrorSummary errors={errors} />
      <Table
        caption="Pupil Premium Plus not yet accounted for, by school name"
        columns={columns(today, (row) => void submit(row))}
        rows={rows}
        rowKey={({ return_id }) => return_id}
      />
    </Panel>
  );
}
