import { screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { answer, changes, refuse } from "../../testing/answers";
import { aSession } from "../../testing/people";
import { show } from "../../testing/show";
import { SignIn } from "./SignIn";

const OUT = {
  signed_in: false,
  demo_personas: [
    { persona: "joy_osei", name: "Joy Osei", role: "vsh" as const, organisation: "Northshire (demo)" },
    { persona: "lee_arden", name: "Lee Arden", role: "vs_finance" as const, organisation: "Littlemere (demo)" },
  ],
};

it("signs in as an invented person with one click", async () => {
  answer("gateway", "post", "/api/gateway/v1/sign-in/demo", { next: "done" });
  const done = vi.fn<() => void>();
  const { user, container } = show(<SignIn done={done} />, { as: OUT });

  expect(await screen.findByRole("heading", { name: "Littlemere (demo)" })).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
  await user.click(screen.getByRole("button", { name: "Joy Osei virtual school head" }));

  await waitFor(() => expect(done).toHaveBeenCalledOnce());
  expect(changes()[0]?.body).toEqual({ persona: "joy_osei" });
});

it("shows no invented people where there are none", async () => {
  answer("gateway", "get", "/api/gateway/v1/session", aSession({ signed_in: false, demo_personas: null }));
  show(<SignIn done={() => undefined} />, { as: { signed_in: false, demo_personas: null } });

  expect(await screen.findByRole("heading", { name: "With a password" })).toBeTruthy();
  expect(screen.queryByRole("heading", { name: "Demonstration people" })).toBeNull();
});

it("asks for what is missing before anything is sent", async () => {
  const { user } = show(<SignIn done={() => undefined} />, { as: OUT });

  await user.click(await screen.findByRole("button", { name: "Sign in" }));

  expect(await screen.findByRole("link", { name: "Enter your e-mail address" })).toBeTruthy();
  expect(screen.getByRole("link", { name: "Enter your password" })).toBeTruthy();
  expect(changes()).toEqual([]);
});

it("says the same for an unknown address and a wrong password, and keeps what was typed", async () => {
  refuse("gateway", "post", "/api/gateway/v1/sign-in/password", { status: 401, code: "sign_in_failed" });
  const { user } = show(<SignIn done={() => undefined} />, { as: OUT });

  await user.type(await screen.findByLabelText("E-mail address"), "somebody@northshire.test");
  await user.type(screen.getByLabelText("Password"), "not this one, sorry");
  await user.click(screen.getByRole("button", { name: "Sign in" }));

  expect(await screen.findByText("The e-mail address or the password is not right.")).toBeTruthy();
  expect(screen.getByLabelText("E-mail address")).toHaveProperty("value", "somebody@northshire.test");
});
