/** What may be done with an application now, in words and with the page it is done on (UI-9). */
import type { AllowedAction, Application } from "./queries";

/** One page per step; the address ends with it. */
export const STEPS = [
  "send",
  "acknowledge",
  "reply-to-question",
  "answer",
  "challenge",
  "kept",
  "accept",
  "decline",
  "start",
  "start-failed",
  "enrol",
  "reopen",
  "replace",
  "duplicate",
  "withdraw",
] as const;
export type StepPage = (typeof STEPS)[number];

type Worded = Readonly<{ words: string; step: StepPage; moves: "on" | "aside" }>;

/** By operation; several operations may share one page. `on` leads towards the roll. */
const ACTIONS: Readonly<Record<string, Worded>> = {
  make_ready: { words: "Send to the school", step: "send", moves: "on" },
  submit_application: { words: "Send to the school", step: "send", moves: "on" },
  answer_question: { words: "Answer its question", step: "reply-to-question", moves: "on" },
  accept_offer: { words: "Accept the offer", step: "accept", moves: "on" },
  agree_start: { words: "Agree the start", step: "start", moves: "on" },
  record_enrolment: { words: "Confirm the first day", step: "enrol", moves: "on" },
  challenge_refusal: { words: "Challenge the answer", step: "challenge", moves: "on" },
  record_offer: { words: "Log an answer", step: "answer", moves: "aside" },
  offer_with_conditions: { words: "Log an answer", step: "answer", moves: "aside" },
  record_refusal: { words: "Log an answer", step: "answer", moves: "aside" },
  keep_refusal: { words: "Log that it still says no", step: "kept", moves: "aside" },
  acknowledge_application: { words: "Log that it arrived", step: "acknowledge", moves: "aside" },
  decline_offer: { words: "Decline the offer", step: "decline", moves: "aside" },
  fail_start: { words: "The start failed", step: "start-failed", moves: "aside" },
  reopen_draft: { words: "Back to draft", step: "reopen", moves: "aside" },
  supersede_application: { words: "Close as replaced", step: "replace", moves: "aside" },
  mark_duplicate: { words: "Close as a duplicate", step: "duplicate", moves: "aside" },
  withdraw_application: { words: "Withdraw", step: "withdraw", moves: "aside" },
};

/** Steps that this app names with their day but has no page for; who takes them stands beside. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  recommend_direction: "Recommend a direction: virtual school head",
  return_recommendation: "Send the recommendation back with a question: signatory",
  consult_admission_authority: "Consult the admission authority: signatory",
  record_consultation_reply: "Log the reply to the consultation",
  serve_notice: "Serve notice: signatory",
  refer_to_adjudicator: "Log that the matter went to the adjudicator",
  record_determination: "Log what the adjudicator decided",
  direct_admission: "Direct the school: signatory",
  ask_secretary_of_state: "Ask the Secretary of State: signatory",
  log_secretary_of_state: "Log what the Secretary of State’s office wrote",
  record_secretary_of_state_outcome: "Log what the Secretary of State decided",
  notify_own_authority: "Tell the school that the authority will place the child: signatory",
  admit_by_own_authority: "Place the child as admission authority: signatory",
  refer_to_fair_access: "Refer to the fair access panel",
  allocate_by_fair_access: "Log the school the panel found",
  consult_on_plan: "Consult the school on the EHC plan: SEND officer",
  record_plan_reply: "Log the reply about the EHC plan",
  name_in_plan: "Name the school in the EHC plan: SEND officer",
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

/** The pages of one application: its question can be answered only while it stands open. */
export const stepsOf = ({ allowed_actions: actions, questions }: Pick<Application, "allowed_actions" | "questions">): readonly OfferedStep[] =>
  offeredSteps(actions).filter(({ step }) => step !== "reply-to-question" || questions.some(({ answer }) => answer === null));

/** Never open to a child in care, so not worth a line. */
const NEVER = "not_for_lac";

/** What else the server offers, in its order: named here, done elsewhere. */
export const stepsElsewhere = (actions: readonly AllowedAction[]): readonly (AllowedAction & Readonly<{ words: string }>)[] =>
  actions.flatMap((action) => {
    const words = ELSEWHERE[action.action];
    return words === undefined || action.reason === NEVER ? [] : [{ ...action, words }];
  });

export const may = (actions: readonly AllowedAction[], operation: string): boolean =>
  actions.some(({ action, enabled }) => action === operation && enabled);
