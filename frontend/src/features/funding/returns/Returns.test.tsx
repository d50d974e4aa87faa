import { screen } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { answer, changes } from "../../../testing/answers";
import { anOverview, aReturn, aReturnLine, ASHBY } from "../../../testing/funding";
import { page } from "../../../testing/placements";
import { show } from "../../../testing/show";
import { ReturnPage } from "./ReturnPage";
import { Returns } from "./Returns";

const RETURN = "/api/funding/v1/returns/{return_id}";
const AT = { at: `/funding/returns/${aReturn().id}`, route: "/funding/returns/:returnId" };

beforeEach(() => answer("funding", "get", "/api/funding/v1/overview", anOverview()));

it("asks the schools of a term, and says which could not be asked", async () => {
  answer("funding", "get", "/api/funding/v1/returns", page());
  answer("funding", "post", "/api/funding/v1/return-rounds", {
    id: "018f0000-0000-7000-a000-000000000071",
    term: "AUT-2026",
    opens_on: "2026-12-18",
    due_on: "2027-01-08",
    returns_opened: 2,
    mails_sent: 1,
    schools_without_mailbox: [ASHBY],
    version: 1,
  });
  const { user, container } = show(<Returns />, { at: "/funding/returns" });

  expect(await screen.findByText("No school has been asked yet.")).toBeTruthy();
  await screen.findByRole("heading", { name: "Ask the schools of a term" });
  await expect(container).toHaveNoAxeViolations();
  await user.click(screen.getByRole("button", { name: "Ask the schools" }));

  expect(await screen.findByText("2 schools asked, 1 e-mail sent. No address is known for Ashby Road Primary.")).toBeTruthy();
  expect(changes()[0]?.body).toEqual({ term: "AUT-2026" });
});

it("accepts a return with one click", async () => {
  answer("funding", "get", RETURN, aReturn({ state: "submitted", allowed_actions: ["accept"], note: "Tuition went well.", seconds_to_complete: 70 }));
  answer("funding", "post", `${RETURN}/acceptance`, aReturn({ state: "accepted" }));
  const { user, container } = show(<ReturnPage />, AT);

  expect(await screen.findByText("“Tuition went well.”")).toBeTruthy();
  expect(screen.getByText("1 minute")).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
  await user.click(screen.getByRole("button", { name: "Accept the return" }));

  expect(await screen.findByText("The return is accepted and posted.")).toBeTruthy();
  expect(changes()[0]?.body).toEqual({ lines: [] });
});

it("wants a reason for a line that is not accepted", async () => {
  answer("funding", "get", RETURN, aReturn({ state: "submitted", allowed_actions: ["accept"] }));
  answer("funding", "post", `${RETURN}/acceptance`, aReturn({ state: "accepted" }));
  const { user } = show(<ReturnPage />, AT);

  await user.click(await screen.findByLabelText(/1:1 tuition, maths, T.A., Year\s4, £540/));
  await user.click(screen.getByRole("button", { name: "Accept the return" }));
  await user.click(await screen.findByRole("link", { name: "Say why these lines are not accepted" }));
  await user.keyboard("Not in the plan");
  await user.click(screen.getByRole("button", { name: "Accept the return" }));

  await screen.findByText("The return is accepted and posted.");
  expect(changes()[0]?.body).toEqual({ lines: [{ line_id: aReturnLine().id, accepted: false, reason: "Not in the plan" }] });
});

it("reminds the school", async () => {
  answer("funding", "get", RETURN, aReturn({ allowed_actions: ["remind"] }));
  answer("funding", "post", `${RETURN}/reminder`, aReturn({ reminders: 1 }));
  const { user } = show(<ReturnPage />, AT);

  await user.click(await screen.findByRole("button", { name: "Remind" }));

  expect(await screen.findByText("Reminder sent to Ashby Road Primary.")).toBeTruthy();
});
