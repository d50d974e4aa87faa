/** What may be done with an application now, in words and with the page it is done on (UI-9). */
import type { AllowedAction } from "./queries";

/** One page per step; the address ends with it. */
export const STEPS = ["send", "answer", "accept", "start", "enrol", "withdraw"] as const;
export type StepPage = (typeof STEPS)[number];

type Worded = Readonly<{ words: string; step: StepPage; moves: "on" | "aside" }>;

/** By operation; several operations may share one page. `on` leads towards the roll. */
const ACTIONS: Readonly<Record<string, Worded>> = {
  make_ready: { words: "Send to the school", step: "send", moves: "on" },
  submit_application: { words: "Send to the school", step: "send", moves: "on" },
  accept_offer: { words: "Accept the offer", step: "accept", moves: "on" },
  agree_start: { words: "Agree the start", step: "start", moves: "on" },
  record_enrolment: { words: "Confirm the first day", step: "enrol", moves: "on" },
  record_offer: { words: "Log an answer", step: "answer", moves: "aside" },
  record_refusal: { words: "Log an answer", step: "answer", moves: "aside" },
  withdraw_application: { words: "Withdraw", step: "withdraw", moves: "aside" },
};

export type OfferedStep = Readonly<{ step: StepPage; words: string; moves: "on" | "aside"; open: boolean; reason: string | null; from_on: string | null }>;

/** The pages on offer, each once, those that lead on first. A page is open when one of its operations is. */
export function offeredSteps(actions: readonly AllowedAction[]): readonly OfferedStep[] {
  const offered = new Map<StepPage, OfferedStep>();
  for (const { action, enabled, reason, from_on } of actions) {
    const worded = ACTIONS[action];
    if (worded === undefined) continue;
    const before = offered.get(worded.step);
    if (before === undefined || (enabled && !before.open)) offered.set(worded.step, { ...worded, open: enabled, reason, from_on });
  }
  return [...offered.values()].toSorted((one, other) => Number(other.moves === "on") - Number(one.moves === "on"));
}

export const may = (actions: readonly AllowedAction[], operation: string): boolean =>
  actions.some(({ action, enabled }) => action === operation && enabled);
