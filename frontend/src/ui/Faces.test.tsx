import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { Problem } from "../api/problem";
import { Panel } from "./Panel";

const NOTHING = { pending: false, error: null, retry: () => undefined };

it("says that it loads only after 300 ms, so that quick answers do not flicker", () => {
  vi.useFakeTimers();
  render(
    <Panel heading="Applications" what="applications" {...NOTHING} pending>
      rows
    </Panel>,
  );

  expect(screen.getByRole("status")).toHaveProperty("textContent", "");
  act(() => vi.advanceTimersByTime(300));
  expect(screen.getByRole("status").textContent).toBe("Loading applications");
  expect(screen.queryByText("rows")).toBeNull();
});

it("says what cannot be shown, with the reference to quote, and tries again", async () => {
  const retry = vi.fn<() => void>();
  const error = new Problem(500, "internal_error", { request_id: "7f3a" });
  const { container } = render(
    <Panel heading="Applications" what="applications" {...NOTHING} error={error} retry={retry}>
      rows
    </Panel>,
  );

  expect(screen.getByRole("alert").textContent).toContain("We cannot show applications right now. Reference 7f3a.");
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(retry).toHaveBeenCalledOnce();
  await expect(container).toHaveNoAxeViolations();
});

it("offers no second try where one has no access", () => {
  render(
    <Panel heading="Payments" what="payments" {...NOTHING} error={new Problem(403, "forbidden_role")}>
      rows
    </Panel>,
  );

  expect(screen.getByRole("alert").textContent).toContain("You do not have access to payments.");
  expect(screen.queryByRole("button")).toBeNull();
});

it("says what it means that there is nothing", () => {
  render(
    <Panel heading="Applications" what="applications" {...NOTHING} empty="No application is past its date.">
      rows
    </Panel>,
  );

  expect(screen.getByText("No application is past its date.")).toBeTruthy();
  expect(screen.queryByText("rows")).toBeNull();
});

it("shows what there is under its heading", async () => {
  const { container } = render(
    <Panel heading="Applications" aside="longest past first" what="applications" {...NOTHING} empty={false}>
      rows
    </Panel>,
  );

  expect(screen.getByRole("region", { name: "Applications" }).textContent).toContain("rows");
  await expect(container).toHaveNoAxeViolations();
});
