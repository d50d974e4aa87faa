import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { answer, calls, changes } from "../../../testing/answers";
import { aChildRow, BEACON, LILY, MASON, page } from "../../../testing/placements";
import { show } from "../../../testing/show";
import { Children } from "./Children";

const CHILDREN = "/api/placements/v1/children";

it("lists children with where they stand, and filters by explicit Apply in the address", async () => {
  answer("placements", "get", CHILDREN, page(aChildRow(MASON), aChildRow(LILY, { status: "on_roll", school: BEACON })));
  const { user, container } = show(<Children />, { at: "/children" });

  expect(within(await screen.findByRole("row", { name: /Mason Kerr/ })).getByText("No school place")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Beacon Hill Academy" }).getAttribute("href")).toBe("/schools/9990001");
  await expect(container).toHaveNoAxeViolations();

  await user.selectOptions(screen.getByLabelText("Status"), "Part time");
  await user.click(screen.getByRole("button", { name: "Apply" }));

  expect(screen.getByLabelText("address").textContent).toBe("/children?status=part_time");
  expect(await screen.findByRole("link", { name: "Clear all" })).toBeTruthy();
});

it("never puts the search text about a child into an address", async () => {
  answer("placements", "get", CHILDREN, page(aChildRow(MASON)));
  answer("placements", "post", "/api/placements/v1/children/search", { items: [aChildRow(LILY)], more: false });
  const { user } = show(<Children />, { at: "/children" });

  await user.type(await screen.findByLabelText("Name or reference"), "Frost");
  await user.click(screen.getByRole("button", { name: "Search" }));

  expect(await screen.findByRole("link", { name: "Lily Frost" })).toBeTruthy();
  expect(changes()[0]?.body).toEqual({ q: "Frost" });
  expect(screen.getByLabelText("address").textContent).toBe("/children");
  expect(calls().some(({ path, query }) => (path + query).includes("Frost"))).toBe(false);
});

it("says what an empty filter means, and what to do at first use", async () => {
  answer("placements", "get", CHILDREN, page());
  const { unmount } = show(<Children />, { at: "/children?status=at_risk" });
  expect(await screen.findByText(/No child matches/)).toBeTruthy();
  unmount();

  show(<Children />, { at: "/children" });
  expect(await screen.findByText(/No child is here yet/)).toBeTruthy();
});

it("marks a child who came in without a name", async () => {
  answer("placements", "get", CHILDREN, page(aChildRow({ ...LILY, name: "NS-0188", initials: "" }, { is_named: false })));
  show(<Children />, { at: "/children" });

  expect(await screen.findByText("no name yet")).toBeTruthy();
});
