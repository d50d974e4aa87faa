import { describe, expect, it } from "vitest";
import { aClock } from "../../testing/placements";
import { clockDetail, clockTone, clockWords, ruleWords } from "./clockWords";
import { offeredSteps } from "./actionWords";
import { APPLICATION_STATES, CASE_REASONS, CASE_STATES, FLAGS, GROUNDS, incompleteWords, NEXT_STEPS, PLACE_STATUS, warningWords } from "./words";

/** Words that stand on no screen (DL-22). */
const FORBIDDEN = /\b(pupils?|LAC|client|case subject|non-compliant|failing|worst|best|offender|missing money|league)\b/i;

describe("words of placements", () => {
  it("never use a word that blames or labels", () => {
    const all = [APPLICATION_STATES, CASE_STATES, PLACE_STATUS].flatMap((table) => Object.values(table).map(({ words }) => words));
    const plain = [FLAGS, CASE_REASONS, NEXT_STEPS, GROUNDS].flatMap((table) => Object.values(table));
    for (const words of [...all, ...plain]) expect(words).not.toMatch(FORBIDDEN);
  });

  it("have no green state", () => {
    for (const { tag } of [...Object.values(APPLICATION_STATES), ...Object.values(CASE_STATES)]) expect(["grey", "blue", "yellow", "red", "purple"]).toContain(tag);
  });

  it("stay readable for a code that is newer than the words", () => {
    expect(incompleteWords("application.brand_new")).toBe("brand new");
    expect(warningWords("brand_new")).toBe("brand new");
  });
});

describe("clocks", () => {
  it("name the unit every time", () => {
    expect(clockWords(aClock())).toBe("school days past the limit");
    expect(clockWords(aClock({ days: 3, sense: "past", force: "local" }))).toBe("school days past our own target");
    expect(clockWords(aClock({ days: 1, sense: "left", unit: "wd", key: "challenge_send", force: "local" }))).toBe("working day left for our challenge");
    expect(clockWords(aClock({ days: 7, sense: "left", unit: "cd", key: "unknown_key" }))).toBe("days (calendar) left for unknown key");
    expect(clockWords(aClock({ days: null }))).toBe("Date not known for the school’s answer");
  });

  it("say limit only where the law says must", () => {
    for (const force of ["should", "guidance", "practice", "local"] as const) {
      expect(clockWords(aClock({ force }))).not.toContain("limit");
      expect(clockTone(aClock({ force }))).toBe("running");
    }
    expect(clockTone(aClock())).toBe("late");
    expect(clockTone(aClock({ state: "met" }))).toBe("done");
  });

  it("tell on demand which rule and calendar they follow", () => {
    expect(ruleWords(aClock())).toBe("School Admissions Code 2021: 15 school days. Rule version 1; calendar version 1, the authority’s own, because the school has given none.");
    expect(clockDetail(aClock({ state: "running", local_due_on: "2026-11-09" }))).toBe("by Monday 9 November, limit");
  });
});

describe("steps on offer", () => {
  it("stand once each, those that lead on first, and are open when one of their operations is", () => {
    const steps = offeredSteps([
      { action: "withdraw_application", enabled: true, reason: null, from_on: null },
      { action: "make_ready", enabled: false, reason: "incomplete", from_on: null },
      { action: "submit_application", enabled: true, reason: null, from_on: null },
      { action: "not_known_here", enabled: true, reason: null, from_on: null },
    ]);

    expect(steps.map(({ step, open }) => [step, open])).toEqual([
      ["send", true],
      ["withdraw", true],
    ]);
  });
});
