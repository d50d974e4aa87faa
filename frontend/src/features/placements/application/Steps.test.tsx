import { screen } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { answer, changes } from "../../../testing/answers";
import { aDecision, allowed, anApplication, KESTREL, LETTER, page } from "../../../testing/placements";
import { aRefusalCode } from "../../../testing/replies";
import { show } from "../../../testing/show";
import { ApplicationPage } from "./ApplicationPage";
import { ApplicationStep } from "./StepPages";

const APPLICATION = "/api/placements/v1/applications/{application_id}";
const ID = anApplication().id;
const OTHER = "018f0000-0000-7000-9000-000000000011";
const AT = { at: `/applications/${ID}`, route: "/applications/:applicationId" };
const step = (name: string) => ({ at: `/applications/${ID}/${name}`, route: "/applications/:applicationId/:step" });
const asked = { id: OTHER, questions: ["Which languages?"], asked_on: "2026-11-20", answer: null, answered_on: null };

beforeEach(() => {
  answer("placements", "get", `${APPLICATION}/timeline`, page());
});

it("shows questions, earlier answers, challenges and letters, and names the steps of a direction with who takes them", async () => {
  answer(
    "placements",
    "get",
    APPLICATION,
    anApplication({
      state: "challenged",
      answer: aDecision(),
      questions: [asked],
      challenges: [{ id: ID, letter_key: "C4", letter_id: OTHER, reasons: [], sent_on: "2026-11-23", reply_due_on: "2026-11-26", replied_on: null, kept: null, reply: null }],
      letters: [{ id: OTHER, template_key: "C4", title: "Challenge of a refusal", status: "sent", sent_on: "2026-11-23" }],
      allowed_actions: [{ action: "serve_notice", enabled: false, reason: "consultation_open", from_on: null }, ...allowed("keep_refusal")],
    }),
  );

  const { container } = show(<ApplicationPage />, AT);

  expect(await screen.findByText("The school asked: Which languages?")).toBeTruthy();
  expect(screen.getByText("We challenged the answer")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Challenge of a refusal (PDF)" }).getAttribute("href")).toBe(`/api/placements/v1/letters/${OTHER}/content`);
  expect(screen.getByText("The consultation is still open.")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Log that it still says no" })).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
});

it("challenges with the letter that fits the reason, after reading it", async () => {
  answer("placements", "get", APPLICATION, anApplication({ state: "refused", answer: aDecision(), allowed_actions: allowed("challenge_refusal") }));
  answer("placements", "get", "/api/placements/v1/refusal-codes", { cohort: "lac", version: 1, items: [aRefusalCode({ letter: "C4" })], conditions: [] });
  answer("placements", "get", `${APPLICATION}/letter-preview`, { ...LETTER, template_key: "C4", mail_subject: null, mail_text: null });
  answer("placements", "post", `${APPLICATION}/challenge`, anApplication({ state: "challenged" }));
  const { user, container } = show(<ApplicationStep />, step("challenge"));

  expect(await screen.findByText("Please offer the child a place.")).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
  await user.type(screen.getByLabelText("Anything to add (optional)"), "Please reply to Sam Lund.");
  await user.click(screen.getByRole("button", { name: "Send the challenge" }));

  expect(await screen.findByText(/The answer of Beacon Hill Academy is challenged/)).toBeTruthy();
  expect(changes()[0]?.body).toEqual({ letter_key: "C4", additional_text: "Please reply to Sam Lund." });
});

it("answers the school's question, which stands above the box", async () => {
  answer("placements", "get", APPLICATION, anApplication({ flags: ["info_requested"], questions: [asked], allowed_actions: allowed("answer_question") }));
  answer("placements", "post", `${APPLICATION}/question-answer`, anApplication());
  const { user } = show(<ApplicationStep />, step("reply-to-question"));

  expect(await screen.findByText("Which languages?")).toBeTruthy();
  await user.type(screen.getByLabelText("Your answer to the school"), "English and Polish.");
  await user.click(screen.getByRole("button", { name: "Send the answer" }));

  await screen.findByText(/has its answer/);
  expect(changes()[0]?.body).toEqual({ answer: "English and Polish." });
});

it("accepts conditions only with a reason and a day of review", async () => {
  answer("placements", "get", APPLICATION, anApplication({ state: "conditional", answer: aDecision({ outcome: "conditional", conditions: ["Part time at first"] }), allowed_actions: allowed("accept_offer") }));
  answer("placements", "post", `${APPLICATION}/acceptance`, anApplication({ state: "accepted" }));
  const { user, container } = show(<ApplicationStep />, step("accept"));

  expect(await screen.findByText("Part time at first")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Accept the offer" }));
  expect(await screen.findByRole("link", { name: "Say in 20 characters or more why it serves the child" })).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
  await user.type(screen.getByLabelText("Why it serves the child all the same"), "Full time after two weeks.");
  await user.type(screen.getByLabelText("Day"), "14");
  await user.type(screen.getByLabelText("Month"), "12");
  await user.type(screen.getByLabelText("Year"), "2026");
  await user.click(screen.getByRole("button", { name: "Accept the offer" }));

  await screen.findByText(/is accepted/);
  expect(changes()[0]?.body).toEqual({ accepted_by: "virtual_school", reason: "Full time after two weeks.", review_on: "2026-12-14" });
});

it.each([
  ["decline", "decline_offer", "declination", "It is too far", "Decline the offer", { reason: "too_far" }],
  ["replace", "supersede_application", "supersession", "The child has a place", "Close the request", { reason: "placed" }],
  ["duplicate", "mark_duplicate", "duplicate", "Kestrel Way School: With the school", "Close as a duplicate", { kept_id: OTHER }],
] as const)("closes a request on the page %s after one choice and the words that it cannot be undone", async (name, operation, path, choice, button, body) => {
  answer("placements", "get", APPLICATION, anApplication({ siblings: [{ id: OTHER, school: KESTREL, state: "submitted" }], allowed_actions: allowed(operation) }));
  answer("placements", "post", `${APPLICATION}/${path}`, anApplication());
  const { user } = show(<ApplicationStep />, step(name));

  expect(await screen.findByText("You cannot undo this.")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: button }));
  expect(changes()).toEqual([]);
  await user.click(screen.getByLabelText(choice));
  await user.click(screen.getByRole("button", { name: button }));

  expect(await screen.findByLabelText("address")).toHaveProperty("textContent", `/applications/${ID}`);
  expect(changes()[0]?.body).toEqual(body);
});

it("offers to answer a question only while one stands open, and no line for what is never open to a child in care", async () => {
  const answered = { ...asked, answer: "English.", answered_on: "2026-11-21" };
  answer(
    "placements",
    "get",
    APPLICATION,
    anApplication({ questions: [answered], allowed_actions: [...allowed("answer_question"), { action: "refer_to_fair_access", enabled: false, reason: "not_for_lac", from_on: null }] }),
  );

  show(<ApplicationPage />, AT);

  expect(await screen.findByText(/English\./)).toBeTruthy();
  expect(screen.queryByRole("link", { name: "Answer its question" })).toBeNull();
  expect(screen.queryByText("Further steps")).toBeNull();
});
