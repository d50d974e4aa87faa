import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { answer, changes, refuse } from "../../testing/answers";
import { aCase, aChild, anApplicationRow, aClock, MASON, page } from "../../testing/placements";
import { show } from "../../testing/show";
import { NameChild } from "../../features/placements/children/NameChild";
import { OpenCase } from "../../features/placements/children/OpenCase";
import { ChildScreen } from "./ChildScreen";

const CHILD = "/api/placements/v1/children/{child_id}";
const AT = { at: `/children/${MASON.id}/summary`, route: "/children/:childId/:tab" };

const NOBODY = { name: null, phone: null, email: null, post_id: null };

it("shows what is held, the case and its clocks, and offers to ask for a place", async () => {
  answer("placements", "get", CHILD, aChild());
  answer("placements", "get", "/api/placements/v1/cases/{case_id}", aCase({ clocks: [aClock({ key: "case_no_drift", force: "guidance", days: 31, sense: "used", n: 20, due_on: "2026-11-06" })] }));

  const { container } = show(<ChildScreen />, AT);

  expect(await screen.findByRole("heading", { level: 1, name: "Mason Kerr" })).toBeTruthy();
  expect(await screen.findByText("school days without a place")).toBeTruthy();
  expect(screen.getByText("The target of the guidance of 20 school days ended on Friday 6 November")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Ask for a place" }).getAttribute("href")).toBe(`/children/${MASON.id}/applications/new`);
  expect(screen.queryByRole("link", { name: "Open a case" })).toBeNull();
  await expect(container).toHaveNoAxeViolations();
});

it("asks for the name first where a return brought the child in without one", async () => {
  answer("placements", "get", CHILD, aChild({ label: "NS-0142", is_named: false, first_name: null, surname: null, open_case: null }));

  show(<ChildScreen />, AT);

  expect(await screen.findByText(/came in without a name/)).toBeTruthy();
  expect(screen.getByText(/No case is open for this child/)).toBeTruthy();
});

it("lists the child's applications on their own tab", async () => {
  answer("placements", "get", CHILD, aChild());
  answer("placements", "get", "/api/placements/v1/applications", page(anApplicationRow({ state: "refused" })));

  const { container } = show(<ChildScreen />, { ...AT, at: `/children/${MASON.id}/applications` });

  expect(await screen.findByRole("link", { name: "Beacon Hill Academy" })).toBeTruthy();
  expect(screen.getByText("Refused")).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
});

it("has the same words for a child of another authority and one that never was", async () => {
  refuse("placements", "get", CHILD, { status: 404, code: "not_found" });

  show(<ChildScreen />, AT);

  expect(await screen.findByRole("heading", { level: 1, name: "This page has moved or is not yours to see" })).toBeTruthy();
});

it("names whom to ask where the role may not see children", async () => {
  refuse("placements", "get", CHILD, { status: 403, code: "forbidden_role" });

  show(<ChildScreen />, AT);

  expect(await screen.findByText("Ask Alex Moor (user admin).")).toBeTruthy();
});

it("gives a child its name, with the version that was read", async () => {
  answer("placements", "get", CHILD, aChild({ label: "NS-0142", is_named: false, first_name: null, surname: null, sex: "U", social_worker: NOBODY }));
  answer("placements", "patch", CHILD, aChild());
  const { user, container } = show(<NameChild />, { at: `/children/${MASON.id}/name`, route: "/children/:childId/name" });

  await user.type(await screen.findByLabelText("First name"), "Mason");
  await user.click(screen.getByRole("button", { name: "Keep the name" }));
  expect(await screen.findByRole("link", { name: "Enter the surname" })).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
  await user.type(screen.getByLabelText("Surname"), "Kerr");
  await user.click(screen.getByLabelText("Male"));
  await user.type(screen.getByLabelText("Social worker’s name"), "Kim Ashe");
  await user.type(screen.getByLabelText("Telephone"), "01632 960 145");
  await user.click(screen.getByRole("button", { name: "Keep the name" }));

  expect(await screen.findByText("The name is kept.")).toBeTruthy();
  expect(changes()[0]?.body).toEqual({
    first_name: "Mason",
    surname: "Kerr",
    sex: "M",
    social_worker: { name: "Kim Ashe", phone: "01632 960 145" },
  });
  expect(changes()[0]?.headers.get("If-Match")).toBe('"3"');
});

it("keeps what was typed when somebody changed the child meanwhile", async () => {
  answer("placements", "get", CHILD, aChild({ is_named: false, first_name: null, surname: null }));
  refuse("placements", "patch", CHILD, { status: 412, code: "stale" });
  const { user } = show(<NameChild />, { at: `/children/${MASON.id}/name`, route: "/children/:childId/name" });

  await user.type(await screen.findByLabelText("First name"), "Mason");
  await user.type(screen.getByLabelText("Surname"), "Kerr");
  await user.click(screen.getByRole("button", { name: "Keep the name" }));

  expect(await screen.findByText(/Somebody changed this meanwhile/)).toBeTruthy();
  expect(screen.getByLabelText("Surname")).toHaveProperty("value", "Kerr");
});

it("opens a case from why and since when", async () => {
  answer("placements", "get", CHILD, aChild({ open_case: null }));
  answer("placements", "post", "/api/placements/v1/cases", aCase());
  const { user, container } = show(<OpenCase />, { at: `/children/${MASON.id}/cases/new`, route: "/children/:childId/cases/new" });

  await user.click(await screen.findByRole("button", { name: "Open the case" }));
  expect(await screen.findByRole("link", { name: "Choose why a place is needed" })).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
  await user.selectOptions(screen.getByLabelText("Why is a school place needed?"), "Moved placement");
  await user.clear(screen.getByLabelText("Day"));
  await user.type(screen.getByLabelText("Day"), "2");
  await user.click(screen.getByRole("button", { name: "Open the case" }));

  expect(await screen.findByText(/The case is open/)).toBeTruthy();
  expect(changes()[0]?.body).toEqual({ child_id: MASON.id, reason: "care_move", need_from: "2026-11-02", emergency: false });
});

it("refuses a day that does not exist before anything is sent", async () => {
  answer("placements", "get", CHILD, aChild({ open_case: null }));
  const { user } = show(<OpenCase />, { at: `/children/${MASON.id}/cases/new`, route: "/children/:childId/cases/new" });

  await user.selectOptions(await screen.findByLabelText("Why is a school place needed?"), "Moved placement");
  await user.clear(screen.getByLabelText("Day"));
  await user.type(screen.getByLabelText("Day"), "31");
  await user.click(screen.getByRole("button", { name: "Open the case" }));

  expect(await screen.findByRole("link", { name: "Enter a real date for since when a place is needed" })).toBeTruthy();
  expect(changes()).toEqual([]);
});
