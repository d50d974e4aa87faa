import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { answer, changes, refuse } from "../../testing/answers";
import { aMoneyRequest, anOverview, notAccounted, TIA } from "../../testing/funding";
import { page } from "../../testing/placements";
import { show } from "../../testing/show";
import { FundingOverview } from "./overview/FundingOverview";
import { NewRequest } from "./requests/NewRequest";
import { RequestPage } from "./requests/RequestPage";

const OVERVIEW = "/api/funding/v1/overview";
const REQUESTS = "/api/funding/v1/requests";
const REQUEST = "/api/funding/v1/requests/{request_id}";

beforeEach(() => {
  answer("funding", "get", OVERVIEW, anOverview());
  answer("funding", "get", REQUESTS, page());
});

it("follows every pound of a year: a bar with its words, tiles, what waits", async () => {
  answer("funding", "get", OVERVIEW, anOverview({ returns_not_accounted: [notAccounted()], returns_not_accounted_total: 1 }));

  const { container } = show(<FundingOverview />, { at: "/funding" });

  expect(await screen.findByText("Award £483,920, provisional: 184 children at £2,630. Policy version 3.")).toBeTruthy();
  expect(screen.getByRole("img", { name: "Of £483,920: paid £198,400, agreed £82,266, asked £29,035, free £174,219." })).toBeTruthy();
  expect(screen.getByText("still to agree by 31 March 2027")).toBeTruthy();
  expect(await screen.findByText("No request waits for a decision.")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Fernley Primary" })).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
});

it("says that no award is entered, and where to enter it", async () => {
  answer("funding", "get", OVERVIEW, anOverview({ award: null }));

  show(<FundingOverview />, { at: "/funding" });

  expect(await screen.findByText(/No award entered for 2026 to 2027/)).toBeTruthy();
  expect(screen.getByRole("link", { name: "Enter it" })).toBeTruthy();
});

it("shows finance no child and no request, only the pages of money", async () => {
  show(<FundingOverview />, { at: "/funding", as: { roles: ["vs_finance"] } });

  await screen.findByText(/Award £483,920/);
  const pages = within(screen.getByRole("navigation", { name: "Pupil Premium Plus" }));
  expect(pages.getAllByRole("link").map(({ textContent }) => textContent)).toEqual(["Overview", "Payments", "Payees", "Awards and rates", "Statement"]);
  expect(screen.queryByText("To decide")).toBeNull();
});

it("asks for money in one form, drafted and sent with keys of their own", async () => {
  answer("funding", "post", REQUESTS, aMoneyRequest({ state: "draft", version: 1 }));
  answer("funding", "post", `${REQUEST}/submission`, aMoneyRequest());
  const { user, container } = show(<NewRequest />, { at: `/funding/requests/new?child_id=${TIA.id}&school_urn=9990010` });

  await user.selectOptions(await screen.findByLabelText("What is it for?"), "One-to-one tuition");
  await user.type(screen.getByLabelText("In a few words"), "maths");
  await user.type(screen.getByLabelText("Amount"), "£540.50");
  const first = within(screen.getByRole("group", { name: "First day" }));
  for (const [label, value] of [
    ["Day", "30"],
    ["Month", "11"],
    ["Year", "2026"],
  ] as const)
    await user.type(first.getByLabelText(label), value);
  await user.type(screen.getByLabelText("Which need in the personal education plan?"), "Number facts");
  await expect(container).toHaveNoAxeViolations();
  await user.click(screen.getByRole("button", { name: "Send the request" }));

  expect(await screen.findByText("The request is sent. Somebody else decides on it.")).toBeTruthy();
  expect(changes()[0]?.body).toEqual({
    kind: "topup",
    term: "AUT-2026",
    child_id: TIA.id,
    school_urn: 9990010,
    need: "Number facts",
    lines: [{ spend_code: "tuition_1to1", description: "maths", total_pence: 54_050, total_reason: "maths", provider: "", start_on: "2026-11-30", end_on: "2026-11-30" }],
  });
  const keys = changes().map(({ headers }) => headers.get("Idempotency-Key") ?? "");
  expect(keys[0]?.slice(0, -2)).toBe(keys[1]?.slice(0, -2));
  expect(keys[0]).not.toBe(keys[1]);
});

it("says which answers are missing before anything is sent", async () => {
  const { user, container } = show(<NewRequest />, { at: `/funding/requests/new?child_id=${TIA.id}` });

  await user.type(await screen.findByLabelText("Amount"), "5.005");
  await user.click(screen.getByRole("button", { name: "Send the request" }));

  const summary = within(await screen.findByRole("alert", { name: "There is a problem" }));
  expect(summary.getAllByRole("link").map(({ textContent }) => textContent)).toEqual([
    "Choose what it is for",
    "Say in a few words what it is",
    "Enter pounds and pence, with two decimals at most",
    "Enter the first day",
  ]);
  expect(changes()).toEqual([]);
  await expect(container).toHaveNoAxeViolations();
});

it("puts what the policy asks at its field, in our words", async () => {
  refuse("funding", "post", REQUESTS, { status: 422, code: "validation_failed", errors: [{ pointer: "/exit_strategy", code: "required_by_policy" }] });
  const { user } = show(<NewRequest />, { at: `/funding/requests/new?child_id=${TIA.id}` });

  await user.selectOptions(await screen.findByLabelText("What is it for?"), "Music");
  await user.type(screen.getByLabelText("In a few words"), "violin");
  await user.type(screen.getByLabelText("Amount"), "540");
  for (const [label, value] of [
    ["Day", "30"],
    ["Month", "11"],
    ["Year", "2026"],
  ] as const)
    await user.type(within(screen.getByRole("group", { name: "First day" })).getByLabelText(label), value);
  await user.click(screen.getByRole("button", { name: "Send the request" }));

  await user.click(await screen.findByRole("link", { name: "The policy asks for this" }));
  expect(document.activeElement?.id).toBe("exit_strategy");
});

const AT = { at: `/funding/requests/${aMoneyRequest().id}`, route: "/funding/requests/:requestId" };

it("agrees a request in full with one choice", async () => {
  answer("funding", "get", REQUEST, aMoneyRequest());
  answer("funding", "post", `${REQUEST}/decision`, aMoneyRequest({ state: "committed" }));
  const { user, container } = show(<RequestPage />, AT);

  expect(await screen.findByRole("heading", { level: 1, name: /£540 for T.A., Year\s4/ })).toBeTruthy();
  await user.click(screen.getByLabelText("Agree £540"));
  await expect(container).toHaveNoAxeViolations();
  await user.click(screen.getByRole("button", { name: "Decide" }));

  expect(await screen.findByText("The money is agreed. Next: finance pays it.")).toBeTruthy();
  expect(changes()[0]?.body).toEqual({ lines: [{ line_id: aMoneyRequest().lines[0]?.id, outcome: "approved", approved_pence: 54_000 }] });
});

it("wants a reason for less than all", async () => {
  answer("funding", "get", REQUEST, aMoneyRequest());
  answer("funding", "post", `${REQUEST}/decision`, aMoneyRequest({ state: "committed", outcome: "part_approved" }));
  const { user } = show(<RequestPage />, AT);

  await user.click(await screen.findByLabelText("Agree a part"));
  await user.type(screen.getByLabelText("Amount agreed"), "400");
  await user.click(screen.getByRole("button", { name: "Decide" }));
  expect(await screen.findByRole("link", { name: "Choose a reason" })).toBeTruthy();
  await user.selectOptions(screen.getByLabelText("Reason"), "Too costly for what it brings");
  await user.click(screen.getByRole("button", { name: "Decide" }));

  await screen.findByText("The money is agreed. Next: finance pays it.");
  expect(changes()[0]?.body).toMatchObject({ lines: [{ outcome: "part_approved", approved_pence: 40_000, reason_code: "too_costly" }] });
});

it("offers no decision to the one who asked", async () => {
  answer("funding", "get", REQUEST, aMoneyRequest({ allowed_actions: [] }));
  show(<RequestPage />, AT);

  expect(await screen.findByText(/Somebody else decides/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Decide" })).toBeNull();
});

it("says that the limit is passed and who may decide", async () => {
  answer("funding", "get", REQUEST, aMoneyRequest());
  refuse("funding", "post", `${REQUEST}/decision`, { status: 403, code: "above_limit" });
  const { user } = show(<RequestPage />, AT);

  await user.click(await screen.findByLabelText("Agree £540"));
  await user.click(screen.getByRole("button", { name: "Decide" }));

  expect(await screen.findByText("This is above what you may decide. It needs the virtual school head.")).toBeTruthy();
});
