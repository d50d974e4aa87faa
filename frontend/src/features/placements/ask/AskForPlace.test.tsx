import { screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import { answer, changes, refuse } from "../../../testing/answers";
import { aCase, aChild, anApplication, aSchoolRow, BEACON, DEADLINES, KESTREL, LETTER, MASON, page } from "../../../testing/placements";
import { show } from "../../../testing/show";
import { AskForPlace } from "./AskForPlace";

const DRAFT_1 = anApplication({ id: "018f0000-0000-7000-9000-0000000000d1", school: BEACON, state: "draft" });
const DRAFT_2 = anApplication({ id: "018f0000-0000-7000-9000-0000000000d2", school: KESTREL, state: "draft" });
const AT = { at: `/children/${MASON.id}/applications/new`, route: "/children/:childId/applications/new" };

beforeEach(() => {
  answer("placements", "get", "/api/placements/v1/children/{child_id}", aChild());
  answer("placements", "get", "/api/placements/v1/cases/{case_id}", aCase());
  answer("placements", "get", "/api/placements/v1/schools", page(aSchoolRow(BEACON), aSchoolRow(KESTREL)));
  answer("placements", "get", "/api/placements/v1/deadlines", DEADLINES);
  answer("placements", "get", "/api/placements/v1/applications/{application_id}/letter-preview", LETTER);
  answer("placements", "get", "/api/placements/v1/applications/{application_id}", ({ path }) => (path.endsWith("d1") ? DRAFT_1 : DRAFT_2));
  answer("placements", "post", "/api/placements/v1/applications", ({ body }) => ((body as { school_urn: number }).school_urn === BEACON.urn ? DRAFT_1 : DRAFT_2));
});

async function chooseBoth(user: UserEvent) {
  for (const name of [BEACON.name, KESTREL.name]) {
    await user.type(await screen.findByLabelText("School’s name, URN or postcode"), "school");
    await user.click(screen.getByRole("button", { name: "Find" }));
    await user.click(await screen.findByRole("button", { name: `Choose ${name}` }));
  }
}

it("asks two schools: five answers, dates of the server, a letter read before it is sent", async () => {
  const { user, container } = show(<AskForPlace />, AT);

  await chooseBoth(user);
  await waitFor(() => expect(screen.getAllByText("Monday 7 December")).toHaveLength(2));
  await user.type(screen.getByLabelText("What helps the child learn (optional)"), "Short tasks.");
  await expect(container).toHaveNoAxeViolations();
  await user.click(screen.getByRole("button", { name: "Go on to the 2 letters" }));

  await waitFor(() => expect(screen.getAllByText("Please offer the child a place.")).toHaveLength(2));
  const asked = changes().map(({ body }) => body as { school_urn: number; what_helps: string });
  expect(asked.map(({ school_urn }) => school_urn)).toEqual([BEACON.urn, KESTREL.urn]);
  expect(new Set(changes().map(({ headers }) => headers.get("Idempotency-Key"))).size).toBe(2);
  expect(screen.getByRole("button", { name: "Send to 2 schools" })).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
});

it("opens the case with the request where none is open", async () => {
  answer("placements", "get", "/api/placements/v1/children/{child_id}", aChild({ open_case: null }));
  answer("placements", "post", "/api/placements/v1/cases", aCase());
  const { user } = show(<AskForPlace />, AT);

  await chooseBoth(user);
  await user.click(screen.getByRole("button", { name: "Go on to the 2 letters" }));
  expect(await screen.findByRole("link", { name: "Choose why a place is needed now" })).toBeTruthy();
  await user.selectOptions(screen.getByLabelText("Why now?"), "Moved placement");
  await user.click(screen.getByRole("button", { name: "Go on to the 2 letters" }));

  await screen.findAllByText("Please offer the child a place.");
  expect(changes()[0]).toMatchObject({ path: "/api/placements/v1/cases", body: { child_id: MASON.id, reason: "care_move", need_from: "2026-11-23" } });
});

it("goes on with one school and links to the request that another already has", async () => {
  const existing_id = "018f0000-0000-7000-9000-0000000000e1";
  const { user } = show(<AskForPlace />, AT);
  await chooseBoth(user);
  let first = true;
  answer("placements", "post", "/api/placements/v1/applications", DRAFT_1);
  const before = globalThis.fetch;
  globalThis.fetch = async (input) => {
    const request = input as Request;
    if (request.method === "POST" && request.url.endsWith("/v1/applications") && first) {
      first = false;
      return new Response(JSON.stringify({ code: "application_duplicate", status: 409, existing_id }), { status: 409 });
    }
    return before(request);
  };

  await user.click(screen.getByRole("button", { name: "Go on to the 2 letters" }));

  expect(await screen.findByText(/Beacon Hill Academy: This school has been asked for this child already/)).toBeTruthy();
  expect(screen.getByRole("link", { name: "Open it" }).getAttribute("href")).toBe(`/applications/${existing_id}`);
  expect(await screen.findAllByText("Please offer the child a place.")).toHaveLength(1);
});

it("wants a school before it goes on", async () => {
  const { user } = show(<AskForPlace />, AT);

  await user.click(await screen.findByRole("button", { name: "Go on to the letter" }));

  expect(await screen.findByRole("link", { name: "Choose at least one school" })).toBeTruthy();
  expect(changes()).toEqual([]);
});

it("sends what was read, with a reason where the school would like to know more", async () => {
  const incomplete = anApplication({ ...DRAFT_1, incomplete: ["case.carer_view"] });
  answer("placements", "get", "/api/placements/v1/applications/{application_id}", incomplete);
  answer("placements", "post", "/api/placements/v1/applications/{application_id}/readiness", { ...incomplete, state: "ready", version: 6 });
  answer("placements", "post", "/api/placements/v1/applications/{application_id}/submission", { ...incomplete, state: "submitted", version: 7 });
  const { user } = show(<AskForPlace />, { ...AT, at: `${AT.at}?drafts=${DRAFT_1.id}` });

  expect(await screen.findByText(/A school would also like to know: the carer’s view/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Send to Beacon Hill Academy" }));

  expect(await screen.findByText("Sent to Beacon Hill Academy.")).toBeTruthy();
  expect(changes().map(({ headers }) => headers.get("If-Match"))).toEqual(['"5"', '"6"']);
  expect(changes()[1]?.body).toEqual({ incomplete_reason: "The child has no school place; what is missing follows." });
});

it("names what is missing where a request cannot go out", async () => {
  refuse("placements", "post", "/api/placements/v1/applications/{application_id}/readiness", {
    status: 422,
    code: "incomplete",
    errors: [{ pointer: "/child/first_name", code: "missing" }],
  });
  const { user } = show(<AskForPlace />, { ...AT, at: `${AT.at}?drafts=${DRAFT_1.id}` });

  await user.click(await screen.findByRole("button", { name: "Send to Beacon Hill Academy" }));

  const summary = within(await screen.findByRole("alert", { name: "There is a problem" }));
  expect(summary.getByText("The child’s first name is not known yet: enter it on the child’s page")).toBeTruthy();
});

it("warns that no mail can leave where no reply address is known", async () => {
  answer("placements", "get", "/api/placements/v1/applications/{application_id}/letter-preview", { ...LETTER, recipients: [] });
  show(<AskForPlace />, { ...AT, at: `${AT.at}?drafts=${DRAFT_1.id}` });

  expect(await screen.findByText(/No reply address is known for this school/)).toBeTruthy();
});
