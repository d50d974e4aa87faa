/** Every test starts clean, fails on an unprepared call, on console.error, and can ask axe. */
import { cleanup, configure } from "@testing-library/react";
import axe from "axe-core";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { clearAnswers, stubbedFetch, unexpectedCalls } from "./answers";

/** Generous, because the machines that run this are busy; a passing test never waits so long. */
configure({ asyncUtilTimeout: 8000, getElementError: (message) => new Error(message ?? "not found") });

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

expect.extend({
  /** Colour contrast needs a real browser: the browser tests check it. */
  async toHaveNoAxeViolations(element: Element) {
    const { violations } = await axe.run(element, {
      runOnly: TAGS,
      rules: { "color-contrast": { enabled: false } },
    });
    const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ html }) => html).join("\n  ")}`);
    return { pass: found.length === 0, message: () => found.join("\n") };
  },
});

declare module "vitest" {
  // eslint-disable-next-line no-unused-vars
  interface Matchers<T> {
    toHaveNoAxeViolations: () => Promise<T>;
  }
}

beforeEach(() => {
  clearAnswers();
  document.documentElement.lang = "en-GB";
  document.title = "Onroll";
  vi.stubGlobal("fetch", stubbedFetch);
  vi.stubGlobal("scrollTo", () => undefined);
  Element.prototype.scrollIntoView = () => undefined;
  vi.spyOn(console, "error").mockImplementation((...words: unknown[]) => {
    throw new Error(`console.error: ${words.map(String).join(" ")}`);
  });
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
  const unprepared = unexpectedCalls();
  if (unprepared.length > 0) throw new Error(`No answer was prepared for ${unprepared.join(", ")}`);
});
