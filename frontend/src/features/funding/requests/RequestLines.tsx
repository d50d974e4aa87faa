/** The costed parts of a request and how each was answered. */
import { shortDate } from "../../../lib/dates";
import { pounds } from "../../../lib/money";
import { Table, type Column } from "../../../ui/Table";
import { useToday } from "../../../ui/today";
import type { MoneyRequest } from "../queries";
import { DECLINE_REASONS, REQUEST_OUTCOMES, SPEND_CODES } from "../words";

type Line = MoneyRequest["lines"][number];

function columns(today: string): readonly Column<Line>[] {
  return [
    {
      key: "what",
      head: "What",
      cell: ({ spend_code, description, provider }) => (
        <>
          <span className="onr-table__name">{SPEND_CODES[spend_code]}</span>
          {description !== null && <>, {description}</>}
          {provider ? <span className="onr-quiet">, {provider}</span> : null}
        </>
      ),
    },
    { key: "when", head: "When", kind: "date", cell: ({ start_on, end_on }) => (start_on === end_on ? shortDate(start_on, today) : `${shortDate(start_on, today)} to ${shortDate(end_on, today)}`) },
    { key: "how", head: "How made up", cell: ({ total_reason, sessions, unit_cost_pence }) => total_reason ?? (sessions !== null && unit_cost_pence !== null ? `${sessions} × ${pounds(unit_cost_pence)}` : "") },
    { key: "asked", head: "Asked", kind: "number", cell: ({ asked_pence }) => pounds(asked_pence) },
    { key: "decision", head: "Decision", cell: ({ decision }) => (decision === null ? <span className="onr-quiet">Open</span> : <Decided decision={decision} />) },
  ];
}

function Decided({ decision }: Readonly<{ decision: NonNullable<Line["decision"]> }>) {
  const { outcome, approved_pence, reason_code, reason } = decision;
  return (
    <>
      {REQUEST_OUTCOMES[outcome]} {outcome !== "declined" && <strong>{pounds(approved_pence)}</strong>}
      {reason_code !== null && <span className="onr-quiet">: {DECLINE_REASONS[reason_code]}</span>}
      {reason !== null && <span className="onr-quiet">. “{reason}”</span>}
    </>
  );
}

export function RequestLines({ request }: Readonly<{ request: MoneyRequest }>) {
  const today = useToday();
  return (
    <section aria-labelledby="lines">
      <h2 id="lines">What is asked</h2>
      <Table caption="What is asked, part by part" columns={columns(today)} rows={request.lines} rowKey={({ id }) => id} />
    </section>
  );
}
