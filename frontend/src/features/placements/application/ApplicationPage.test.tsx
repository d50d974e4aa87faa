import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { answer, changes, refuse } from "../../../testing/answers";
import { aClock, aDecision, allowed, anApplication, KESTREL, page } from "../../../testing/placements";
import { aRefusalCode } from "../../../testing/replies";
import { show } from "../../../testing/show";
import { ApplicationPage } from "./ApplicationPage";
import { ApplicationStep } from "./StepPages";

const APPLICATION = "/api/placements/v1/applications/{application_id}";
const ID = anApplication().id;
const AT = { at: `/applications/${ID}`, route: "/applications/:applicationId" };
const step = (name: string) => ({ at: `/applications/${ID}/${name}`, route: "/applications/:applicationId/:step" });

beforeEach(() => {
  answer("placements", "get", `${APPLICATION}/timeline`, page({ id: ID, at: "2026-11-23T08:12:00Z", kind: "refused", by: "the school", via: "reply_link", text: "Refused: We expect challenging behaviour", document_id: null }));
});

it("puts the school's answer beside what we hold, and says when the reason is no ground", async () => {
  answer(
    "placements",
    "get",
    APPLICATION,
    anApplication({
      state: "refused",
      flags: ["reason_conflicts_with_facts"],
      answer: aDecision(),
      clocks: [aClock()],
      facts: [{ key: "capacity", value: "1,120", source: "GIAS", as_of: null }],
      siblings: [{ id: ID, school: KESTREL, state: "submitted" }],
      allowed_actions: allowed("withdraw_application"),
    }),
  );

  const { container } = show(<ApplicationPage />, AT);

  expect(await screen.findByRole("heading", { level: 1, name: "Beacon Hill Academy" })).toBeTruthy();
  expect(screen.getByText("Not a ground to refuse a child in care.")).toBeTruthy();
  expect(screen.getByText(/School Admissions Code 2021, paragraph 3.10/)).toBeTruthy();
  expect(screen.getByText("The reason does not match the figures we hold.")).toBeTruthy();
  expect(screen.getByText("school days past the limit")).toBeTruthy();
  expect(screen.getByText("Capacity, whole school")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Kestrel Way School" })).toBeTruthy();
  expect(screen.getByRole("link", { name: "Ask another school" }).className).not.toContain("secondary");
  expect(await screen.findByText("Today, 08:12")).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
});

it("shows only what the server allows, and what is not open yet with its reason", async () => {
  answer(
    "placements",
    "get",
    APPLICATION,
    anApplication({ state: "draft", allowed_actions: [{ action: "make_ready", enabled: false, reason: "approval_missing", from_on: null }, ...allowed("withdraw_application")] }),
  );

  show(<ApplicationPage />, AT);

  expect(await screen.findByText(/Send to the school: It needs an approval first/)).toBeTruthy();
  expect(screen.getByRole("link", { name: "Withdraw" })).toBeTruthy();
  expect(screen.queryByRole("link", { name: "Accept the offer" })).toBeNull();
});

it("calls a target a target: only a legal limit is red", async () => {
  answer("placements", "get", APPLICATION, anApplication({ clocks: [aClock({ key: "inyear_target", force: "should", n: 10, days: 3 })] }));

  const { container } = show(<ApplicationPage />, AT);

  expect(await screen.findByText("school days past the target")).toBeTruthy();
  expect(container.querySelector(".onr-clock--late")).toBeNull();
});

it("says that a date is not known where no calendar covers it", async () => {
  answer("placements", "get", APPLICATION, anApplication({ clocks: [aClock({ state: "calendar_missing", due_on: null, days: null })] }));

  show(<ApplicationPage />, AT);

  expect((await screen.findByRole("alert")).textContent).toContain("No calendar covers these days at this school");
});

it("accepts an offer with the version that was read and says what comes next", async () => {
  answer("placements", "get", APPLICATION, anApplication({ state: "offered", answer: aDecision({ outcome: "offered", ground: null, start_on: "2026-11-30" }), allowed_actions: allowed("accept_offer") }));
  answer("placements", "post", `${APPLICATION}/acceptance`, anApplication({ state: "accepted" }));
  const { user, container } = show(<ApplicationStep />, step("accept"));

  expect(await screen.findByText("30 November 2026")).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
  await user.click(screen.getByRole("button", { name: "Accept the offer" }));

  expect(await screen.findByText("The offer of Beacon Hill Academy is accepted. Next: agree the start.")).toBeTruthy();
  expect(changes()[0]).toMatchObject({ body: { accepted_by: "virtual_school" } });
  expect(changes()[0]?.headers.get("If-Match")).toBe('"5"');
  expect(screen.getByLabelText("address").textContent).toBe(`/applications/${ID}`);
});

it("says that a step has moved on instead of offering it", async () => {
  answer("placements", "get", APPLICATION, anApplication({ state: "withdrawn" }));

  show(<ApplicationStep />, step("accept"));

  expect(await screen.findByText(/This has moved on: Withdrawn/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Accept the offer" })).toBeNull();
});

it("logs a refusal that came by phone, saying first what the reason is worth", async () => {
  answer("placements", "get", APPLICATION, anApplication({ allowed_actions: allowed("record_offer", "record_refusal") }));
  answer("placements", "get", "/api/placements/v1/refusal-codes", { cohort: "lac", version: 1, items: [aRefusalCode()], conditions: [] });
  answer("placements", "post", `${APPLICATION}/refusal`, anApplication({ state: "refused" }));
  const { user, container } = show(<ApplicationStep />, step("answer"));

  await user.click(await screen.findByLabelText("No"));
  await user.selectOptions(await screen.findByLabelText("Reason"), "We expect challenging behaviour");
  expect(screen.getByText("Not a ground to refuse a child in care.")).toBeTruthy();
  await user.selectOptions(screen.getByLabelText("How did it come?"), "By phone");
  await user.click(screen.getByRole("button", { name: "Log the answer" }));
  expect(await screen.findByRole("link", { name: "Say which letter, mail or call it came by" })).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
  await user.type(screen.getByLabelText("Which letter, mail or call"), "Call of the head, 10:15");
  await user.click(screen.getByRole("button", { name: "Log the answer" }));

  expect(await screen.findByText("The answer of Beacon Hill Academy is logged.")).toBeTruthy();
  expect(changes()[0]?.body).toEqual({ received_through: "phone", answer_reference: "Call of the head, 10:15", decided_on: "2026-11-23", codes: ["BEHAVIOUR"] });
});

it("agrees the start and shows the server's words at its field", async () => {
  answer("placements", "get", APPLICATION, anApplication({ state: "accepted", start_on: "2027-01-11", allowed_actions: allowed("agree_start") }));
  refuse("placements", "post", `${APPLICATION}/start`, { status: 422, code: "validation_failed", errors: [{ pointer: "/reason", code: "missing" }] });
  const { user } = show(<ApplicationStep />, step("start"));

  expect(await screen.findByLabelText("Year")).toHaveProperty("value", "2027");
  await user.click(screen.getByRole("button", { name: "Agree the start" }));

  const link = await screen.findByRole("link", { name: "Say why the start is more than 10 school days away" });
  await user.click(link);
  expect(document.activeElement?.id).toBe("reason");
});

it("confirms the first day", async () => {
  answer("placements", "get", APPLICATION, anApplication({ state: "start_agreed", start_on: "2026-11-23", allowed_actions: allowed("record_enrolment") }));
  answer("placements", "post", `${APPLICATION}/enrolment`, anApplication({ state: "on_roll" }));
  const { user, container } = show(<ApplicationStep />, step("enrol"));

  await user.click(await screen.findByRole("button", { name: "Confirm the first day" }));

  expect(await screen.findByText(/On roll at Beacon Hill Academy/)).toBeTruthy();
  expect(changes()[0]?.body).toEqual({ first_day_on: "2026-11-23" });
  await expect(container).toHaveNoAxeViolations();
});

it("withdraws only after a reason and the words that it cannot be undone", async () => {
  answer("placements", "get", APPLICATION, anApplication({ allowed_actions: allowed("withdraw_application") }));
  answer("placements", "post", `${APPLICATION}/withdrawal`, anApplication({ state: "withdrawn" }));
  const { user, container } = show(<ApplicationStep />, step("withdraw"));

  expect(await screen.findByText("You cannot undo this.")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Withdraw the request" }));
  expect(await screen.findByRole("link", { name: "Choose why it is withdrawn" })).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
  await user.click(screen.getByLabelText("Another school was chosen"));
  await user.click(screen.getByRole("button", { name: "Withdraw the request" }));

  expect(await screen.findByText("The request to Beacon Hill Academy is withdrawn.")).toBeTruthy();
  expect(within(screen.getByRole("main")).getByRole("heading", { level: 1 }).textContent).toBe("Another page");
});
