/** A table that keeps its roles when it turns into cards below 640 px (FP-10). */
import type { ReactNode } from "react";

export type Column<Row> = Readonly<{
  key: string;
  head: string;
  cell: (row: Row) => ReactNode;
  kind?: "number" | "date" | "action" | "tick";
}>;

type TableProps<Row> = Readonly<{
  /** What the table shows and in which order, read out to those who do not see the heading. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** One last row of sums, a cell per column. */
  foot?: readonly ReactNode[];
}>;

const classOf = (kind: Column<never>["kind"]) => (kind === undefined ? undefined : `onr-table__${kind}`);

function Cells<Row>({ row, columns }: Readonly<{ row: Row; columns: readonly Column<Row>[] }>) {
  const named = columns.findIndex(({ kind }) => kind !== "tick");
  return columns.map(({ key, head, kind, cell }, at) =>
    at === named ? (
      <th key={key} scope="row" role="rowheader" className={classOf(kind)}>
        {cell(row)}
      </th>
    ) : (
      <td key={key} role="cell" data-label={head} className={classOf(kind)}>
        <div>{cell(row)}</div>
      </td>
    ),
  );
}

export function Table<Row>({ caption, columns, rows, rowKey, foot }: TableProps<Row>) {
  return (
    <table role="table" className="onr-table">
      <caption className="govuk-visually-hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ key, head, kind }) => (
            <th key={key} scope="col" role="columnheader" className={classOf(kind)}>
              {kind === "tick" ? <span className="govuk-visually-hidden">{head}</span> : head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row">
            <Cells row={row} columns={columns} />
          </tr>
        ))}
      </tbody>
      {foot && (
        <tfoot role="rowgroup">
          <tr role="row">
            {columns.map(({ key, head, kind }, at) =>
              at === 0 ? (
                <th key={key} scope="row" role="rowheader">
                  {foot[at]}
                </th>
              ) : (
                <td key={key} role="cell" data-label={head} className={classOf(kind)}>
                  {foot[at]}
                </td>
              ),
            )}
          </tr>
        </tfoot>
      )}
    </table>
  );
}
