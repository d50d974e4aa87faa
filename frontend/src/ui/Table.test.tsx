import { render, screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { Table, type Column } from "./Table";

type Row = Readonly<{ school: string; days: number }>;

const COLUMNS: readonly Column<Row>[] = [
  { key: "school", head: "School", cell: ({ school }) => school },
  { key: "days", head: "School days", kind: "number", cell: ({ days }) => days },
  { key: "action", head: "Action", kind: "action", cell: ({ school }) => <a href={`#${school}`}>Open</a> },
];

it("keeps its roles, names its rows and leaves no header empty", async () => {
  const { container } = render(
    <Table caption="Schools, longest first" columns={COLUMNS} rows={[{ school: "Beacon Hill", days: 8 }]} rowKey={({ school }) => school} foot={["Total", "8", ""]} />,
  );

  const table = screen.getByRole("table", { name: "Schools, longest first" });
  expect(within(table).getAllByRole("columnheader").map(({ textContent }) => textContent)).toEqual(["School", "School days", "Action"]);
  expect(within(table).getByRole("rowheader", { name: "Beacon Hill" })).toBeTruthy();
  expect(within(table).getAllByRole("cell")[0]?.getAttribute("data-label")).toBe("School days");
  await expect(container).toHaveNoAxeViolations();
});
