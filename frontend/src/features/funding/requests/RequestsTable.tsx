/** A list of requests for money: children by initials and year group, never by name. */
import { Link } from "react-router";
import { dateOf, shortDate } from "../../../lib/dates";
import { pounds } from "../../../lib/money";
import { paths } from "../../../lib/paths";
import { Table, type Column } from "../../../ui/Table";
import { Tag } from "../../../ui/Tag";
import { useToday } from "../../../ui/today";
import { childWords } from "../childWords";
import type { RequestRow } from "../queries";
import { requestWords, SPEND_CODES, termWords } from "../words";

type RequestsTableProps = Readonly<{ caption: string; rows: readonly RequestRow[]; without?: readonly string[] }>;

function columns(today: string): readonly Column<RequestRow>[] {
  return [
    {
      key: "what",
      head: "For",
      cell: ({ id, spend_codes, term }) => (
        <>
          <Link to={paths.request(id)} className="onr-table__name">
            {spend_codes.map((code) => SPEND_CODES[code]).join(", ")}
          </Link>{" "}
          <span className="onr-quiet onr-nowrap">{termWords(term)}</span>
        </>
      ),
    },
    { key: "child", head: "Child", cell: ({ child }) => childWords(child) },
    { key: "school", head: "School", cell: ({ school }) => school?.name ?? (school === null ? "None" : `School ${school.urn}`) },
    { key: "asked", head: "Asked", kind: "number", cell: ({ asked_pence }) => pounds(asked_pence) },
    { key: "agreed", head: "Agreed", kind: "number", cell: ({ approved_pence }) => (approved_pence === null ? "" : pounds(approved_pence)) },
    {
      key: "since",
      head: "Sent",
      kind: "date",
      cell: ({ submitted_at }) => (submitted_at === null ? <span className="onr-quiet">Not sent</span> : shortDate(dateOf(submitted_at), today)),
    },
    { key: "state", head: "State", cell: (row) => <Tag {...requestWords(row)} /> },
  ];
}

export function RequestsTable({ caption, rows, without = [] }: RequestsTableProps) {
  const today = useToday();
  return <Table caption={caption} columns={columns(today).filter(({ key }) => !without.includes(key))} rows={rows} rowKey={({ id }) => id} />;
}
