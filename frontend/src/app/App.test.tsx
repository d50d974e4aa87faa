import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, within } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { beforeEach, expect, it } from "vitest";
import { forgetCsrf } from "../api/client";
import { newQueryClient } from "../api/queries";
import type { Session } from "../features/gateway/queries";
import { answer } from "../testing/answers";
import { aSession } from "../testing/people";
import { App } from "./App";
import { landingOf, menuOf } from "./Menu";

beforeEach(() => {
  forgetCsrf();
  answer("gateway", "get", "/api/gateway/v1/brand", { name: "Northshire Virtual School", colour: "#4b2e83", logo: null, contact: null, phone: null });
  answer("gateway", "get", "/api/gateway/v1/colleagues", { items: [] });
});

function open(at: string, session: Partial<Session>) {
  answer("gateway", "get", "/api/gateway/v1/session", aSession(session));
  return render(
    <QueryClientProvider client={newQueryClient()}>
      <MemoryRouter initialEntries={[at]}>
        <App />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

const OUT: Partial<Session> = { signed_in: false, user: null, organisation: null, posts: [], roles: [], demo_personas: [] };

it("sends a visitor to sign in, whatever page was asked for", async () => {
  open("/children/018f", OUT);

  expect(await screen.findByRole("heading", { level: 1, name: "Sign in" })).toBeTruthy();
});

it("frames every page: skip link, demo bar, who is here, menu, help and footer inside landmarks", async () => {
  const { container } = open("/help", {});

  expect(await screen.findByRole("heading", { level: 1, name: "Help" })).toBeTruthy();
  expect(screen.getByRole("link", { name: "Skip to main content" }).getAttribute("href")).toBe("#main");
  expect(within(screen.getByRole("banner")).getByText(/Demonstration: Northshire/)).toBeTruthy();
  const menu = within(screen.getByRole("navigation", { name: "Main" }));
  expect(menu.getAllByRole("link").map(({ textContent }) => textContent)).toEqual(["Today", "Children", "Applications", "Pupil Premium Plus", "Schools"]);
  expect(within(screen.getByRole("contentinfo")).getByRole("link", { name: "Accessibility" })).toBeTruthy();
  expect(document.title).toBe("Help - Northshire Virtual School - Onroll");
  await expect(container).toHaveNoAxeViolations();
});

it.each(["/accessibility", "/privacy"])("lets anybody read %s", async (path) => {
  const { container } = open(path, OUT);

  expect(await screen.findByRole("heading", { level: 1, name: new RegExp(path.slice(1), "i") })).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
});

it("has the same words for a page that is missing and one that is not yours", async () => {
  open("/nowhere", {});

  expect(await screen.findByRole("heading", { level: 1, name: "This page has moved or is not yours to see" })).toBeTruthy();
});

it("tells a role without a page so, instead of an empty screen", async () => {
  open("/", { roles: ["la_user_admin"] });

  expect(await screen.findByRole("heading", { level: 1, name: "Nothing waits for you here" })).toBeTruthy();
});

it("lands each role on its own first page and shows no other", () => {
  expect(landingOf(["vsh"])).toBe("/");
  expect(landingOf(["vs_finance"])).toBe("/funding");
  expect(landingOf(["social_worker"])).toBe("/children");
  expect(landingOf(["la_admissions"])).toBe("/applications");
  expect(menuOf(["vs_finance"]).map(({ words }) => words)).toEqual(["Pupil Premium Plus", "Schools"]);
});
