import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import type { Facts, Profile, Result } from "../../features/accountability/queries";
import type { School } from "../../features/placements/queries";
import { answer, refuse } from "../../testing/answers";
import { aSchoolRow, BEACON, page } from "../../testing/placements";
import { show } from "../../testing/show";
import { SchoolScreen } from "./SchoolScreen";
import { SchoolsScreen } from "./SchoolsScreen";

const AT = { at: "/schools/9990001", route: "/schools/:urn" };
const WINDOW = { type: "R36" as const, from: "2023-11-01", to: "2026-10-31", words: "36 months to October 2026" };

function aResult(changed: Partial<Result> = {}): Result {
  return {
    indicator: "P2",
    name: "Refused at first",
    headline: true,
    note: null,
    phase_group: "secondary",
    state: "facts_only",
    missing_source: null,
    suppressed_reason: null,
    num: 1,
    den: 2,
    n_children: 2,
    rate: null,
    median_school_days: null,
    signal: null,
    split: [],
    grounds: [],
    statement: "1 of 2 in the 36 months to October 2026. Too few for a rate.",
    ...changed,
  };
}

const PROFILE: Profile = {
  school: { urn: 9990001, name: BEACON.name, authority: "999", group: "mainstream", phase_groups: ["secondary"], type_code: 28, phase_code: 4, status_code: 1, trust: null, number_on_roll: 1052, children_of_ours: 1 },
  share: { state: "not_shared", shared_on: null, reply_by: null, open_disputes: 0 },
  stands_out: null,
  results: [
    aResult(),
    aResult({ indicator: "P4b", name: "Answered in 15 school days", state: "reported", num: 9, den: 12, rate: 0.75, statement: "9 of 12. No comparison is made." }),
    aResult({ indicator: "E1", name: "Suspended at least once", state: "missing", num: null, den: null, statement: null, missing_source: "Suspensions come with an import." }),
    aResult({ indicator: "P0", name: "Applications received", headline: false, state: "reported", num: 2, den: null, statement: null }),
  ],
  context: [],
  window: WINDOW,
  cohort: "CLA",
  home: "999",
  methodology: "2026.1",
  provisional: false,
  later_facts: 1,
  data_incomplete: false,
  data_to: null,
};

const MONEY = { paid_pence: 54_000, accounted_pence: 54_000, given_back_pence: 0, left_pence: 0, returns_due: 1, returns_in: 1, returns_on_time: 1, chases: 0 };
const FACTS: Facts = {
  urn: 9990001,
  provisional: false,
  items: [],
  next_cursor: null,
  counts: {
    received: 2,
    answered: [{ code: "refused", num: 1 }],
    refused_by_reason: [{ code: "behaviour", num: 1 }],
    refused_by_ground: [{ code: "not_a_ground", num: 1 }],
    within_10_school_days: 1,
    within_15_school_days: 1,
    median_school_days: null,
    overturned: [],
    admitted: 1,
    closed: [],
    money: MONEY,
  },
  window: WINDOW,
  home: "999",
  methodology: "2026.1",
  data_to: null,
};

const SCHOOL: School = {
  ...BEACON,
  version: 1,
  kind: "academy",
  type_code: 28,
  phase: "secondary",
  status: "open",
  authority: { code: "999", name: "Northshire" },
  laestab: null,
  admission_authority_type: "trust",
  admission_authority: null,
  facts: { urn: BEACON.urn, version: 0, year_groups: [], inspection: null },
  open: null,
  opened_on: null,
  closed_on: null,
  low_age: 11,
  high_age: 18,
  last_year_group: 13,
  gender: "mixed",
  religious_character: null,
  selective: false,
  capacity: 1120,
  pupils: 1052,
  census_on: null,
  trust: null,
  address: { street: null, locality: null, address3: null, town: "Northport", county: null, postcode: null },
  easting: null,
  northing: null,
  phone: null,
  website: null,
  changed_on: null,
  predecessors: [],
  successors: [],
  contacts: [],
};

beforeEach(() => {
  answer("placements", "get", "/api/placements/v1/schools/{urn}", SCHOOL);
  answer("accountability", "get", "/api/accountability/v1/schools/{urn}/profile", PROFILE);
  answer("accountability", "get", "/api/accountability/v1/schools/{urn}/facts", FACTS);
});

it("shows counts first, a rate only where it may be shown, and never a rank, a score or a colour", async () => {
  const { container } = show(<SchoolScreen />, AT);

  const few = within(await screen.findByRole("row", { name: /Refused at first/ }));
  expect(few.getByText("1 of 2")).toBeTruthy();
  expect(within(screen.getByRole("row", { name: /Answered in 15 school days/ })).getByText("9 of 12 (75%)")).toBeTruthy();
  expect(within(screen.getByRole("row", { name: /Suspended at least once/ })).getByText("We do not receive this")).toBeTruthy();
  expect(screen.getByText("Evidence, not a verdict.")).toBeTruthy();
  expect(await screen.findByText("£540 paid, £540 accounted for")).toBeTruthy();
  expect(screen.getByText("Nothing has happened between this school and our children yet.")).toBeTruthy();
  expect(container.textContent).not.toMatch(/\brank|\bscore\b|league|worst|best/i);
  expect(container.querySelector(".onr-tag--red, .onr-tag--yellow")).toBeNull();
  await expect(container).toHaveNoAxeViolations();
});

it("says that the school cannot be asked by mail where no contact is kept", async () => {
  show(<SchoolScreen />, AT);

  expect(await screen.findByText(/No contact is kept for this school yet/)).toBeTruthy();
});

it("keeps register and contacts on the page while the evidence is away", async () => {
  refuse("accountability", "get", "/api/accountability/v1/schools/{urn}/profile", { status: 503, code: "dependency_unavailable" });

  show(<SchoolScreen />, AT);

  expect((await screen.findByRole("alert")).textContent).toContain("the school’s evidence");
  expect(screen.getByRole("heading", { level: 1, name: BEACON.name })).toBeTruthy();
  expect(screen.getByText("Academy, secondary")).toBeTruthy();
});

it("does not ask for facts where the role may not see them", async () => {
  show(<SchoolScreen />, { ...AT, as: { roles: ["vs_finance"] } });

  await screen.findByRole("row", { name: /Refused at first/ });
  expect(screen.queryByText("What these figures rest on")).toBeNull();
});

it("lists schools by name with counts and states, no rate and no order but the name", async () => {
  answer(
    "accountability",
    "get",
    "/api/accountability/v1/schools",
    page({ urn: 9990001, name: BEACON.name, authority: "999", group: "mainstream" as const, phase_groups: ["secondary" as const], counts: { applications: 14, answered: 12, refused_at_first: 7, returns_due: 5, returns_on_time: 4, children_of_ours: 9 }, states: [], share: "not_shared" }),
  );
  const { container } = show(<SchoolsScreen />, { at: "/schools" });

  const row = within(await screen.findByRole("row", { name: /Beacon Hill Academy/ }));
  expect(row.getByText("14")).toBeTruthy();
  expect(row.queryByText("7")).toBeNull();
  expect(container.textContent).not.toContain("%");
  await expect(container).toHaveNoAxeViolations();
});

it("finds any school of the register", async () => {
  answer("placements", "get", "/api/placements/v1/schools", page({ ...aSchoolRow(BEACON), status: "closed" as const, successors: [{ urn: 9990009, name: "Beacon Trust School", kind: "continues" as const, on: null }] }));
  const { user, container } = show(<SchoolsScreen />, { at: "/schools?q=beacon" });

  expect(await screen.findByRole("link", { name: "Beacon Trust School" })).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
  await user.clear(screen.getByLabelText("Name, URN or postcode"));
  await user.type(screen.getByLabelText("Name, URN or postcode"), "9990001");
  await user.click(screen.getByRole("button", { name: "Search" }));
  expect(screen.getByLabelText("address").textContent).toBe("/schools?q=9990001");
});
