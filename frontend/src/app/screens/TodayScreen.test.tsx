import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { answer, changes, refuse } from "../../testing/answers";
import { anOverview, notAccounted } from "../../testing/funding";
import { aMorning, pastDate, withoutPlace } from "../../testing/morning";
import { KESTREL, LILY, page } from "../../testing/placements";
import { show } from "../../testing/show";
import { TodayScreen } from "./TodayScreen";

const TODAY = "/api/placements/v1/today";

beforeEach(() => {
  answer("funding", "get", "/api/funding/v1/overview", anOverview());
  answer("placements", "get", "/api/placements/v1/applications", page());
});

const aBusyMorning = aMorning({
  without_place: {
    items: [withoutPlace(), withoutPlace({ child: LILY, case_id: null, school_days: 3, since: "2026-11-18", reason: null, next_step: { code: "open_case", by: "authority" } })],
    total: 2,
    school_days_lost: 34,
  },
  past_date: { items: [pastDate(), pastDate({ application_id: "018f0000-0000-7000-9000-000000000011", school: KESTREL, school_days_past: 2, force: "should" })], total: 2, past_limit: 1, past_target: 1 },
  coming: [{ on: "2026-11-23", kind: "inyear_limit", application_id: pastDate().application_id, school: KESTREL, child: LILY, force: "must" }],
});

it("tells at a glance who has no place, which schools are past their date and what money is open", async () => {
  answer("placements", "get", TODAY, aBusyMorning);
  answer("funding", "get", "/api/funding/v1/overview", anOverview({ returns_not_accounted: [notAccounted()], returns_not_accounted_total: 1 }));

  const { container } = show(<TodayScreen />);

  expect(await screen.findByRole("heading", { level: 1, name: "Today, Monday 23 November" })).toBeTruthy();
  expect(await screen.findByText("School day 53 of 190. Autumn term ends in 18 school days.")).toBeTruthy();
  const tiles = within(await screen.findByRole("list", { name: "At a glance" }));
  expect(tiles.getByText("children with no school place").textContent).toContain("2");
  expect(tiles.getByText("34 school days lost so far; the longest wait is 31")).toBeTruthy();
  expect(await tiles.findByText("1 school was asked and not done yet")).toBeTruthy();

  const waiting = screen.getByRole("row", { name: /Lily Frost/ });
  expect(within(waiting).getByRole("link", { name: "Open a case" })).toBeTruthy();
  expect(within(waiting).getByText("Nobody")).toBeTruthy();
  expect(screen.getByText("8 past the limit").className).toContain("late");
  expect(screen.getByText("2 past target")).toBeTruthy();
  expect(screen.getByText("By tonight")).toBeTruthy();
  expect(await screen.findByRole("link", { name: "Fernley Primary" })).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
});

it("says in words that nothing waits", async () => {
  answer("placements", "get", TODAY, aMorning());

  const { container } = show(<TodayScreen />);

  expect(await screen.findByText("Every child has a school place today.")).toBeTruthy();
  expect(screen.getByText("No application is past its date.")).toBeTruthy();
  expect(await screen.findByText("Every school that was asked has accounted.")).toBeTruthy();
  expect(await screen.findByText("No answer waits for you.")).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
});

it("keeps the other panels working while one service is down", async () => {
  answer("placements", "get", TODAY, aBusyMorning);
  refuse("funding", "get", "/api/funding/v1/overview", { status: 503, code: "dependency_unavailable" });

  show(<TodayScreen />);

  expect((await screen.findByRole("alert")).textContent).toContain("We are busy and cannot show schools that have not accounted right now. Reference 7f3a.");
  expect(screen.getByRole("row", { name: /Beacon Hill Academy.*8 past the limit/ })).toBeTruthy();
});

it("reminds a school with one click and says so", async () => {
  answer("placements", "get", TODAY, aBusyMorning);
  answer("placements", "post", "/api/placements/v1/reminders", { items: [{ application_id: pastDate().application_id, sent: true, code: null, reminded_at: "2026-11-23T09:00:00Z" }] });
  const { user } = show(<TodayScreen />);

  await user.click(await screen.findByRole("button", { name: /Remind Beacon Hill Academy/ }));

  expect(await screen.findByText("Reminder sent to Beacon Hill Academy.")).toBeTruthy();
  expect(changes()[0]?.body).toEqual({ application_ids: [pastDate().application_id] });
  expect(changes()[0]?.headers.get("Idempotency-Key")).toMatch(/^[0-9a-f]{32}$/);
});

it("reminds several at once, but only those that were chosen, and says who could not be", async () => {
  answer("placements", "get", TODAY, aBusyMorning);
  answer("placements", "post", "/api/placements/v1/reminders", ({ body }) => ({
    items: (body as { application_ids: string[] }).application_ids.map((application_id, at) => ({ application_id, sent: at === 0, code: at === 0 ? null : "reminder_too_soon", reminded_at: null })),
  }));
  const { user } = show(<TodayScreen />);

  await user.click(await screen.findByRole("button", { name: "Remind the chosen ones" }));
  expect(await screen.findByText("Choose at least one application to remind about")).toBeTruthy();
  for (const box of screen.getAllByRole("checkbox")) await user.click(box);
  await user.click(screen.getByRole("button", { name: "Remind 2 schools" }));

  expect(await screen.findByText("Reminder sent to Beacon Hill Academy. Kestrel Way School: The school was reminded today already.")).toBeTruthy();
});

it("says that a holiday stops school days but not calendar days", async () => {
  answer("placements", "get", TODAY, aMorning({ is_school_day: false, holiday_until: "2027-01-04" }));

  show(<TodayScreen />);

  expect(await screen.findByText(/School holiday until 4 January/)).toBeTruthy();
});

it("starts with one's own work for a caseworker", async () => {
  let asked = "";
  answer("placements", "get", TODAY, ({ query }) => {
    asked = query;
    return aMorning();
  });

  show(<TodayScreen />, { as: { roles: ["vs_officer"] } });

  await screen.findByText("Every child has a school place today.");
  expect(asked).toBe("?scope=mine");
});

it("does not ask for money where the role may not see it", async () => {
  answer("placements", "get", TODAY, aMorning());

  show(<TodayScreen />, { as: { roles: ["la_admissions"] } });

  await screen.findByText("Every child has a school place today.");
  expect(screen.queryByText("Pupil Premium Plus not yet accounted for")).toBeNull();
});
