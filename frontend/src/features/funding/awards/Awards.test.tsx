import { screen } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { answer, changes, refuse } from "../../../testing/answers";
import { anOverview } from "../../../testing/funding";
import { page } from "../../../testing/placements";
import { show } from "../../../testing/show";
import { Ledger } from "../ledger/Ledger";
import type { Award, Rate, Ssda903Count } from "../queries";
import { Awards } from "./Awards";
import { Counts } from "./Counts";

const AWARD: Award = {
  id: "018f0000-0000-7000-a000-000000000080",
  scheme: "LAC",
  financial_year: "2026-27",
  kind: "provisional",
  children_count: 6,
  rate_pence: 263_000,
  award_pence: 1_578_000,
  source: "Own count",
  notified_on: null,
  state: "draft",
  entered_by: "018f0000-0000-7000-a000-000000000090",
  posted_by: null,
  central_pence: null,
  devolved_pence: null,
  receipts: [],
  owed_to_dfe_pence: 0,
  allowed_actions: ["post"],
  version: 1,
};
const RATE: Rate = {
  id: "018f0000-0000-7000-a000-000000000081",
  scheme: "LAC",
  financial_year: "2026-27",
  effective_from: "2026-04-01",
  unit: "child_year",
  pence: 263_000,
  cap_minutes: null,
  verified: false,
  source: "demo figure",
  note: null,
  origin: "authority",
  entered_by: "018f0000-0000-7000-a000-000000000090",
  confirmed_by: null,
  warnings: [],
  allowed_actions: ["confirm"],
  version: 1,
};
const counted = (eligible: number, looked_after_in_year: number) => ({
  eligible,
  looked_after_in_year,
  awards: [
    { kind: "final" as const, financial_year: "2025-26", children_count: eligible, rate_pence: 263_000, award_pence: eligible * 263_000, note: null },
    { kind: "provisional" as const, financial_year: "2026-27", children_count: eligible, rate_pence: null, award_pence: null, note: "rate_not_set" },
  ],
});
const COUNT: Ssda903Count = {
  id: "018f0000-0000-7000-a000-000000000082",
  return_year_end: "2025-03-31",
  state: "checked",
  ages_on: "2024-08-31",
  born_from: "2008-09-01",
  born_until: "2020-08-31",
  without_short_breaks: counted(6, 8),
  with_short_breaks: counted(7, 9),
  short_breaks_count: false,
  header_rows: 14,
  episode_rows: 19,
  header_sha256: "a",
  episodes_sha256: "b",
  warnings: [],
  error_count: 1,
  errors: [{ file: "episodes", line: 12, column: "DECOM", code: "not_a_date" }],
  checked_by: "x",
  checked_at: "2026-11-23T08:00:00Z",
  applied_by: null,
  applied_at: null,
  superseded_reason: null,
  allowed_actions: ["apply"],
  version: 1,
};

beforeEach(() => {
  answer("funding", "get", "/api/funding/v1/overview", anOverview());
  answer("funding", "get", "/api/funding/v1/awards", page(AWARD));
  answer("funding", "get", "/api/funding/v1/rates", page(RATE));
});

it("posts an award that somebody else entered, and confirms a rate", async () => {
  answer("funding", "post", "/api/funding/v1/awards/{award_id}/posting", { ...AWARD, state: "posted" });
  answer("funding", "post", "/api/funding/v1/rates/{rate_id}/confirmation", { ...RATE, verified: true });
  const { user, container } = show(<Awards />, { at: "/funding/awards" });

  await user.click(await screen.findByRole("button", { name: "Post 2026 to 2027" }));
  expect(await screen.findByText("The award of £15,780 is posted and split.")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Confirm 2026 to 2027" }));
  expect(await screen.findByText("The rate is confirmed.")).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
});

it("enters an award from the count with its source", async () => {
  answer("funding", "post", "/api/funding/v1/awards", AWARD);
  const { user } = show(<Awards />, { at: "/funding/awards", as: { roles: ["vs_finance"] } });

  await user.click(await screen.findByRole("button", { name: "Enter the award" }));
  expect(await screen.findByRole("link", { name: "Enter the number of children as a whole number" })).toBeTruthy();
  await user.type(screen.getByLabelText("Children counted"), "6");
  await user.type(screen.getAllByLabelText("Where the figure comes from")[0] ?? document.body, "Own count");
  await user.click(screen.getByRole("button", { name: "Enter the award" }));

  expect(await screen.findByText("The award is entered. The virtual school head posts it.")).toBeTruthy();
  expect(changes()[0]?.body).toEqual({ scheme: "LAC", financial_year: "2026-27", kind: "provisional", children_count: 6, source: "Own count" });
});

it("says that a rate is wanted first", async () => {
  refuse("funding", "post", "/api/funding/v1/awards", { status: 422, code: "rate_not_set" });
  const { user } = show(<Awards />, { at: "/funding/awards", as: { roles: ["vs_finance"] } });

  await user.type(await screen.findByLabelText("Children counted"), "6");
  await user.type(screen.getAllByLabelText("Where the figure comes from")[0] ?? document.body, "Own count");
  await user.click(screen.getByRole("button", { name: "Enter the award" }));

  expect(await screen.findByText("The rate for this year is not known yet. Enter it and have it confirmed first.")).toBeTruthy();
});

it("keeps a count as the authority's own and asks for both files of a return", async () => {
  answer("funding", "get", "/api/funding/v1/ssda903-imports", page(COUNT));
  answer("funding", "post", "/api/funding/v1/ssda903-imports", COUNT);
  answer("funding", "post", "/api/funding/v1/ssda903-imports/{import_id}/application", { ...COUNT, state: "applied" });
  const { user, container } = show(<Counts />, { at: "/funding/counts" });

  expect(await screen.findByText("6 children count")).toBeTruthy();
  expect(screen.getByText("Episodes, line 12, column DECOM: not a date")).toBeTruthy();
  expect(screen.getByText("£15,780")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Keep as our own count" }));
  expect(await screen.findByText(/The count is kept as the authority’s own/)).toBeTruthy();
  expect(changes()[0]?.body).toEqual({ accept_partial: true });

  await user.click(await screen.findByRole("button", { name: "Count" }));
  expect(await screen.findByRole("link", { name: "Choose the header file of the return" })).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
});

it("shows that the books meet the award, and that the chain is unbroken", async () => {
  answer("funding", "get", "/api/funding/v1/balances", {
    financial_year: "2026-27",
    scheme: "LAC",
    as_at: "2026-11-23T08:00:00Z",
    balances: [{ account: "SPENT", by: null, pence: 54_000 }],
    award_pence: 1_578_000,
    reconciled: true,
    broken: [],
  });
  answer("funding", "get", "/api/funding/v1/journals", page());
  answer("funding", "post", "/api/funding/v1/ledger/verification", { verified: true, checked: 7, first_bad_seq: null, broken: [], balances_rebuilt: true });
  const { user, container } = show(<Ledger />, { at: "/funding/statement" });

  expect(await screen.findByText("The books meet the award of £15,780 and each other, to the penny.")).toBeTruthy();
  expect(await screen.findByText("No postings yet.")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Check the chain" }));

  expect(await screen.findByText("Unbroken: 7 postings checked.")).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
});
