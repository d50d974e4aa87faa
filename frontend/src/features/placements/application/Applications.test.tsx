import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { answer, hang, refuse } from "../../../testing/answers";
import { anApplicationRow, page } from "../../../testing/placements";
import { show } from "../../../testing/show";
import { Applications } from "./Applications";

const LIST = "/api/placements/v1/applications";

it("lists requests with state and date, and goes on by cursor", async () => {
  let asked = "";
  answer("placements", "get", LIST, ({ query }) => {
    asked = query;
    return { items: [anApplicationRow()], next_cursor: "next-page" };
  });
  const { user, container } = show(<Applications />, { at: "/applications?state=submitted" });

  expect(await screen.findByRole("link", { name: "Beacon Hill Academy" })).toBeTruthy();
  expect(screen.getByText("3 past target")).toBeTruthy();
  expect(asked).toBe("?state=submitted");
  await expect(container).toHaveNoAxeViolations();
  await user.click(screen.getByRole("link", { name: "Next" }));
  expect(screen.getByLabelText("address").textContent).toBe("/applications?state=submitted&past_date=&cursor=next-page".replace("&past_date=", ""));
});

it("ignores a state that does not exist", async () => {
  let asked = "";
  answer("placements", "get", LIST, ({ query }) => {
    asked = query;
    return page(anApplicationRow());
  });

  show(<Applications />, { at: "/applications?state=lost" });

  await screen.findByRole("link", { name: "Beacon Hill Academy" });
  expect(asked).toBe("");
});

it("has words for an empty list and for an empty filter", async () => {
  answer("placements", "get", LIST, page());
  const { unmount } = show(<Applications />, { at: "/applications" });
  expect(await screen.findByText(/No applications yet. Start from a child/)).toBeTruthy();
  unmount();

  show(<Applications />, { at: "/applications?past_date=true" });
  expect(await screen.findByText(/No application matches/)).toBeTruthy();
});

it("says what it loads, and what it cannot show", async () => {
  hang("placements", "get", LIST);
  const { unmount } = show(<Applications />, { at: "/applications" });
  expect(await screen.findByText("Loading applications")).toBeTruthy();
  unmount();

  refuse("placements", "get", LIST, { status: 500, code: "internal_error" });
  show(<Applications />, { at: "/applications" });
  expect((await screen.findByRole("alert")).textContent).toContain("Reference 7f3a");
});
