import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import { answer, changes, refuse } from "../testing/answers";
import { aReturn, aReturnLine } from "../testing/funding";
import { aSession } from "../testing/people";
import { App } from "./App";

const RETURN = "/api/funding/v1/returns/{return_id}";
const LINE = `${RETURN}/lines/{line_id}` as const;
const SENT = aReturn({ state: "submitted", submitted_at: "2026-12-20T10:00:00Z", version: 9 });

beforeEach(() => {
  answer("gateway", "get", "/api/gateway/v1/session", aSession({ signed_in: false }));
  answer("gateway", "post", "/api/gateway/v1/reply-sessions", {
    access_token: "token-1",
    expires_at: "2026-11-23T10:10:00Z",
    service: "funding",
    purpose: "spend_return",
    subject_id: aReturn().id,
    authority_name: "Northshire Virtual School",
    deadline: "2027-01-08",
  });
  answer("funding", "get", RETURN, aReturn());
});

const open = () => ({ user: userEvent.setup(), ...render(<App pathname="/s/the-code" />) });
const of = (method: string) => changes().filter((call) => call.method === method && call.path.startsWith("/api/funding"));

it("accounts for a term with one choice an item and one click when all went as agreed", async () => {
  answer("funding", "patch", LINE, ({ headers }) => aReturn({ version: Number(headers.get("If-Match")?.replaceAll('"', "")) + 1 }));
  answer("funding", "post", `${RETURN}/as-agreed`, SENT);
  const { user, container } = open();

  expect(await screen.findByRole("heading", { level: 1, name: "Ashby Road Primary, autumn 2026: 1 child" })).toBeTruthy();
  expect(screen.getByText("Total £900 of £900.")).toBeTruthy();
  expect(screen.getByText(/money that was not spent is taken off the next payment \(policy version 3\)/)).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
  await user.selectOptions(screen.getByLabelText("Did it help? 1:1 tuition, maths"), "Yes");
  await user.click(screen.getByRole("button", { name: "All spent as agreed: send" }));

  expect(await screen.findByRole("heading", { level: 1, name: "Thank you: you have accounted for the money" })).toBeTruthy();
  expect(of("POST")[0]?.body).toEqual({ ratings: [{ line_id: aReturnLine().id, impact_rating: "met" }] });
});

it("saves each item as one goes, each with the version the last one gave, and sends what was typed", async () => {
  answer("funding", "patch", LINE, ({ headers }) => aReturn({ version: Number(headers.get("If-Match")?.replaceAll('"', "")) + 1 }));
  answer("funding", "post", `${RETURN}/submission`, SENT);
  const { user } = open();

  await user.selectOptions(await screen.findByLabelText("Did it help? 1:1 tuition, maths"), "Partly");
  await user.clear(screen.getByLabelText("Spent on Mentor, weekly"));
  await user.type(screen.getByLabelText("Spent on Mentor, weekly"), "£300");
  expect(screen.getByText(/£60 not spent is taken off the next payment/)).toBeTruthy();
  await user.type(screen.getByLabelText("Anything to add (optional, one sentence)"), "Tuition went well.");
  await user.click(screen.getByRole("button", { name: "Send" }));

  await screen.findByText("You have nothing else to do.");
  expect(of("PATCH").map(({ body, headers }) => [body, headers.get("If-Match")])).toEqual([
    [{ charged_to_grant_pence: 54_000, impact_rating: "partly" }, '"2"'],
    [{ charged_to_grant_pence: 30_000 }, '"3"'],
  ]);
  expect(of("POST")[0]?.body).toEqual({ note: "Tuition went well." });
  expect(of("POST")[0]?.headers.get("If-Match")).toBe('"4"');
});

it("sets an item that did not happen to nothing", async () => {
  answer("funding", "patch", LINE, aReturn({ version: 3 }));
  const { user } = open();

  await user.selectOptions(await screen.findByLabelText("Did it help? Mentor, weekly"), "Did not happen");

  expect(screen.getByLabelText("Spent on Mentor, weekly")).toHaveProperty("value", "0.00");
  expect(screen.getByText("Total £540 of £900.")).toBeTruthy();
});

it("allows more than was paid and says what that means", async () => {
  const { user } = open();

  await user.clear(await screen.findByLabelText("Spent on Mentor, weekly"));
  await user.type(screen.getByLabelText("Spent on Mentor, weekly"), "400");

  expect(screen.getByText("£40 more than was paid. That is allowed; it is not paid out.")).toBeTruthy();
});

it("says which amount cannot be read", async () => {
  const { user } = open();

  await user.clear(await screen.findByLabelText("Spent on Mentor, weekly"));
  await user.type(screen.getByLabelText("Spent on Mentor, weekly"), "about 300");
  await user.click(screen.getByRole("button", { name: "Send" }));

  expect(await screen.findByRole("link", { name: "Enter what was spent on Mentor, weekly, like 540 or 540.50" })).toBeTruthy();
});

it("offers the newest when a colleague has changed something meanwhile", async () => {
  refuse("funding", "post", `${RETURN}/as-agreed`, { status: 412, code: "stale" });
  const { user } = open();

  await user.click(await screen.findByRole("button", { name: "All spent as agreed: send" }));

  expect(await screen.findByText(/A colleague changed this meanwhile/)).toBeTruthy();
  expect(screen.getByRole("button", { name: "Show the newest" })).toBeTruthy();
});

it("shows what was sent once it has been sent", async () => {
  answer("funding", "get", RETURN, { ...SENT, unspent_pence: 6000, charged_pence: 84_000 });
  const { container } = open();

  expect(await screen.findByText("£840 of £900")).toBeTruthy();
  expect(screen.getByText("£60 is taken off the next payment")).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
});
