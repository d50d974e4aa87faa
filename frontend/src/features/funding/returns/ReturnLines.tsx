/** The agreed items of a return with what the school charged and whether it helped. */
import { pounds } from "../../../lib/money";
import { Table, type Column } from "../../../ui/Table";
import { Tag } from "../../../ui/Tag";
import { childWords } from "../childWords";
import type { SpendReturn } from "../queries";
import { RATINGS, RETURN_LINE_STATES } from "../words";

type Line = SpendReturn["lines"][number];

const COLUMNS: readonly Column<Line>[] = [
  { key: "what", head: "Agreed", cell: ({ description }) => <span className="onr-table__name">{description}</span> },
  { key: "child", head: "Child", cell: ({ child }) => childWords(child) },
  { key: "paid", head: "Paid", kind: "number", cell: ({ paid_pence }) => pounds(paid_pence) },
  {
    key: "spent",
    head: "Spent",
    kind: "number",
    cell: ({ charged_to_grant_pence, school_contribution_pence: own }) => (
      <>
        {pounds(charged_to_grant_pence)}
        {own > 0 && <span className="onr-quiet onr-small"> {pounds(own)} by the school itself</span>}
      </>
    ),
  },
  { key: "helped", head: "Did it help?", cell: ({ impact_rating }) => (impact_rating === null ? <span className="onr-quiet">Not said</span> : RATINGS[impact_rating]) },
  {
    key: "state",
    head: "State",
    cell: ({ state, rejected_for }) => (
      <>
        <Tag {...RETURN_LINE_STATES[state]} />
        {rejected_for !== null && ` ${rejected_for}`}
      </>
    ),
  },
];

export function ReturnLines({ one }: Readonly<{ one: SpendReturn }>) {
  const total = ["Total", "", pounds(one.paid_pence), pounds(one.charged_pence), "", ""];
  return (
    <section aria-labelledby="lines">
      <h2 id="lines">What was agreed, and what came of it</h2>
      <Table caption="Agreed items with what was spent and whether it helped" columns={COLUMNS} rows={one.lines} rowKey={({ id }) => id} foot={total} />
    </section>
  );
}
