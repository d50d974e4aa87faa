import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import { answer, calls, changes, refuse } from "../testing/answers";
import { aSession } from "../testing/people";
import { aReply, aReplySent } from "../testing/replies";
import { App, linkOf } from "./App";

const EXCHANGE = "/api/gateway/v1/reply-sessions";
const REPLY = "/api/placements/v1/reply";
const PERMISSION = {
  access_token: "token-1",
  expires_at: "2026-11-23T10:10:00Z",
  service: "placements",
  purpose: "answer_application" as const,
  subject_id: "018f0000-0000-7000-9000-000000000010",
  authority_name: "Northshire Virtual School",
  deadline: "2026-12-03",
};

beforeEach(() => {
  answer("gateway", "get", "/api/gateway/v1/session", aSession({ signed_in: false }));
  answer("gateway", "post", EXCHANGE, PERMISSION);
  answer("placements", "get", REPLY, aReply());
});

const open = () => ({ user: userEvent.setup(), ...render(<App pathname="/r/the-code" />) });
const replies = () => changes().filter(({ path }) => path === REPLY);

it("asks one question with what helps and what comes along, and shows no name", async () => {
  const { container } = open();

  expect(await screen.findByRole("heading", { level: 1, name: "Can Ashby Road Primary offer T.A. a place?" })).toBeTruthy();
  expect(screen.getByText("Thursday 26 November")).toBeTruthy();
  expect(screen.getByText("A quiet corner.")).toBeTruthy();
  expect(screen.getByText("Pupil Premium Plus.")).toBeTruthy();
  expect(within(screen.getByRole("banner")).getByText("Northshire Virtual School")).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
});

it("changes nothing by opening, sends no cookie, and carries the permission of this job alone", async () => {
  open();
  await screen.findByText("Thursday 26 November");

  expect(changes().map(({ path }) => path)).toEqual([EXCHANGE]);
  expect(changes()[0]?.body).toEqual({ kind: "r", token: "the-code" });
  expect(calls().find(({ path }) => path === REPLY)?.headers.get("Authorization")).toBe("Bearer token-1");
});

it("shows what the school asked before, and what was answered", async () => {
  const question = { asked_on: "2026-11-13", answered_on: null, answer: null };
  const questions = [
    { ...question, id: "018f0000-0000-7000-9000-000000000021", questions: ["Which languages?"], answer: "English and Polish." },
    { ...question, id: "018f0000-0000-7000-9000-000000000022", questions: ["Any allergies?"] },
  ];
  answer("placements", "get", REPLY, aReply({ questions }));
  const { container } = open();

  expect(await screen.findByText("English and Polish.")).toBeTruthy();
  expect(screen.getByText("Any allergies?").nextSibling?.textContent).toMatch(/on its way/);
  await expect(container).toHaveNoAxeViolations();
});

it("offers a place with one choice and a date", async () => {
  answer("placements", "post", REPLY, aReplySent());
  const { user, container } = open();

  await user.click(await screen.findByLabelText("Yes, we can offer a full-time place"));
  await user.type(screen.getByLabelText("From which day?"), "2026-11-30");
  await user.click(screen.getByRole("button", { name: "Send answer" }));

  expect(await screen.findByRole("heading", { level: 1, name: "Thank you: your answer is sent" })).toBeTruthy();
  expect(screen.getByText("You have nothing else to do.")).toBeTruthy();
  expect(screen.getByText("23 November 2026 at 10:02")).toBeTruthy();
  expect(screen.getByText(/until Thursday 3 December 2026/)).toBeTruthy();
  expect(replies()[0]?.body).toEqual({ answer: "offer", start_on: "2026-11-30" });
  expect(replies()[0]?.headers.get("Idempotency-Key")).toMatch(/^[0-9a-f]{32}$/);
  await expect(container).toHaveNoAxeViolations();
});

it("says before sending that a late start counts as an offer with conditions", async () => {
  const { user } = open();

  await user.click(await screen.findByLabelText("Yes, we can offer a full-time place"));
  await user.type(screen.getByLabelText("From which day?"), "2026-12-07");
  expect(screen.queryByText(/counts as an offer with conditions/)).toBeNull();
  await user.clear(screen.getByLabelText("From which day?"));
  await user.type(screen.getByLabelText("From which day?"), "2026-12-08");

  expect(screen.getByText(/A start after 7 December 2026 counts as an offer with conditions/)).toBeTruthy();
});

it("says plainly that a reason is no ground, and still takes it", async () => {
  answer("placements", "post", REPLY, aReplySent({ answer: "refuse", state: "refused", ground: "not_a_ground", says: "Expected behaviour is no ground.", reference: ["School Admissions Code 2021, paragraph 3.10"], start_on: null }));
  const { user, container } = open();

  await user.click(await screen.findByLabelText("No"));
  await user.selectOptions(screen.getByLabelText("Reason"), "We expect challenging behaviour");
  expect(screen.getByText("This is not a ground to refuse a child in care.")).toBeTruthy();
  expect(screen.getByText("You can still send it: your answer is recorded as you give it.")).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
  await user.click(screen.getByRole("button", { name: "Send answer" }));

  expect(await screen.findByText(/Your answer is recorded as you gave it/)).toBeTruthy();
  expect(replies()[0]?.body).toEqual({ answer: "refuse", reason_code: "BEHAVIOUR" });
});

it("shows the figures we hold instead of asking for them", async () => {
  const { user } = open();

  await user.click(await screen.findByLabelText("No"));
  await user.selectOptions(screen.getByLabelText("Reason"), "The year group is full");

  expect(screen.getByText(/We hold 208 on roll/)).toBeTruthy();
  expect(screen.getByText("You may give this reason.")).toBeTruthy();
});

it.each([
  ["nothing chosen", null, "Choose an answer"],
  ["no date", "Yes, we can offer a full-time place", "Enter the date the child can start"],
  ["no condition", "Yes, but with conditions", "Choose a reason"],
  ["no reason", "No", "Choose a reason"],
  ["no question", "We need to ask something first", "Write your question"],
])("asks for what is missing: %s", async (_what, choice, words) => {
  const { user } = open();

  if (choice !== null) await user.click(await screen.findByLabelText(choice));
  await user.click(await screen.findByRole("button", { name: "Send answer" }));

  expect(await screen.findByRole("link", { name: words })).toBeTruthy();
  expect(replies()).toEqual([]);
});

it("asks a question in one line", async () => {
  answer("placements", "post", REPLY, aReplySent({ answer: "question", state: "submitted", start_on: null }));
  const { user } = open();

  await user.click(await screen.findByLabelText("We need to ask something first"));
  await user.type(screen.getByLabelText("Your question"), "Which languages does the child speak?");
  await user.click(screen.getByRole("button", { name: "Send answer" }));

  await screen.findByText("You have nothing else to do.");
  expect(replies()[0]?.body).toEqual({ answer: "question", comment: "Which languages does the child speak?" });
});

it("keeps what was typed when the server is away, and says so", async () => {
  refuse("placements", "post", REPLY, { status: 500, code: "internal_error" });
  const { user } = open();

  await user.click(await screen.findByLabelText("No"));
  await user.selectOptions(screen.getByLabelText("Reason"), "The year group is full");
  await user.type(screen.getByLabelText("Anything else (optional)"), "31 in the class");
  await user.click(screen.getByRole("button", { name: "Send answer" }));

  expect(await screen.findByText("Sorry, we could not save that. Nothing was lost: try again.")).toBeTruthy();
  expect(screen.getByLabelText("Anything else (optional)")).toHaveProperty("value", "31 in the class");
});

it("exchanges the code once more when the permission has ended meanwhile", async () => {
  let asked = 0;
  answer("gateway", "post", EXCHANGE, () => {
    asked += 1;
    return { ...PERMISSION, access_token: `token-${asked}` };
  });
  answer("placements", "post", REPLY, aReplySent());
  const { user } = open();
  await user.click(await screen.findByLabelText("We need to ask something first"));
  await user.type(screen.getByLabelText("Your question"), "When?");
  const plain = globalThis.fetch;
  globalThis.fetch = async (input) => {
    const request = input as Request;
    if (request.url.endsWith("/reply") && request.headers.get("Authorization") === "Bearer token-1") return new Response("{}", { status: 401 });
    return plain(request);
  };

  await user.click(screen.getByRole("button", { name: "Send answer" }));

  await screen.findByText("You have nothing else to do.");
  expect(asked).toBe(2);
  expect(replies().map(({ headers }) => headers.get("Authorization"))).toEqual(["Bearer token-2"]);
});

it("shows the answer a colleague sent, and lets it be changed until the limit", async () => {
  answer("placements", "get", REPLY, aReply({ previous_answer: { answer: "refuse", outcome: "refused", answered_on: "2026-11-20", start_on: null, reason_codes: ["BEHAVIOUR"], conditions: [], comment: null } }));
  const { user } = open();

  expect(await screen.findByRole("heading", { name: "Answer sent on 20 November 2026" })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Change the answer" }));

  expect(screen.getByLabelText("No")).toHaveProperty("checked", true);
});

it("asks later, with one field, when the child starts and which day was the first", async () => {
  answer("placements", "get", REPLY, aReply({ asks: "start", state: "accepted", start_on: "2026-11-30" }));
  answer("placements", "post", `${REPLY}/start`, { state: "start_agreed", on: "2026-11-30", sent_at: "2026-11-23T10:02:00Z", receipt_sent: true });
  const { user, container } = open();

  expect(await screen.findByRole("heading", { level: 1, name: "When does T.A. start at Ashby Road Primary?" })).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
  await user.click(await screen.findByRole("button", { name: "Send" }));

  expect(await screen.findByText(/Start: Monday 30 November 2026/)).toBeTruthy();
  expect(changes().at(-1)?.body).toEqual({ start_on: "2026-11-30" });
});

it("says that nothing is needed any more where the request was taken back", async () => {
  refuse("gateway", "post", EXCHANGE, { status: 410, code: "link_closed" });
  open();

  expect(await screen.findByRole("heading", { level: 1, name: "An answer is no longer needed here" })).toBeTruthy();
});

it("has the same words for an old and an unknown link, and sends a new one to the registered address", async () => {
  refuse("gateway", "post", EXCHANGE, { status: 404, code: "not_found" });
  answer("gateway", "post", `${EXCHANGE}/reissue`, undefined);
  const { user, container } = open();

  await user.click(await screen.findByRole("button", { name: "Send me a new link" }));

  expect(await screen.findByText(/a new link is on its way to your school’s registered address/)).toBeTruthy();
  expect(changes().at(-1)?.body).toEqual({ kind: "r", token: "the-code" });
  await expect(container).toHaveNoAxeViolations();
});

it("reads letter and code from the address", () => {
  expect(linkOf("/r/abc")).toEqual({ kind: "r", token: "abc" });
  expect(linkOf("/s/a%2Db")).toEqual({ kind: "s", token: "a-b" });
  expect(linkOf("/r/")).toBeNull();
  expect(linkOf("/x/abc")).toBeNull();
});
