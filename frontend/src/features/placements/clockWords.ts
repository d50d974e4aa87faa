/** Words of clocks: only force "must" may be called a limit or late; every other force is a target (DL-20). */
import type { components } from "../../api/generated/placements";
import { weekdayDate } from "../../lib/dates";
import { capital } from "../../lib/text";
import type { ClockTone } from "../../ui/Clock";
import type { Clock } from "./queries";

type Schemas = components["schemas"];

const UNITS: Record<Schemas["Unit"], readonly [string, string]> = {
  sd: ["school day", "school days"],
  wd: ["working day", "working days"],
  cd: ["day (calendar)", "days (calendar)"],
};

const FORCE: Record<Schemas["Force"], string> = {
  must: "limit",
  should: "target",
  guidance: "target of the guidance",
  practice: "target by custom",
  local: "our own target",
};

export const unitWords = (unit: Schemas["Unit"], days: number): string => UNITS[unit][days === 1 ? 0 : 1];
export const forceWords = (force: Schemas["Force"] | null): string => (force === null ? "date" : FORCE[force]);

/** With its article: "the limit", "our own target". */
const withArticle = (force: Schemas["Force"]): string => (force === "local" ? FORCE.local : `the ${FORCE[force]}`);

/** What a clock waits for. */
const WAITS_FOR: Readonly<Record<string, string>> = {
  inyear_target: "the school’s answer",
  inyear_limit: "the school’s answer",
  ack_expected: "the school to confirm receipt",
  case_no_drift: "a school place",
  accept_reply: "our yes or no to the offer",
  conditional_reply: "our answer to the conditions",
  conditional_lift: "the school to drop its conditions",
  challenge_send: "our challenge",
  silence_challenge: "our challenge to the silence",
  other_triage: "our look at the reason",
  info_answer: "our answer to the school’s question",
  start_after_direction: "the first day",
  pep_initial: "the first personal education plan",
  pep_on_start: "a personal education plan",
  roll_notice: "notice of the roll to the host authority",
  aa_tells_la: "the admission authority to tell us",
};

export const waitsFor = (key: string): string => WAITS_FOR[key] ?? key.replaceAll("_", " ");

/** The words after the number: "school days past the limit", "working days left". */
export function clockWords({ key, sense, unit, days, force }: Clock): string {
  if (days === null) return `Date not known for ${waitsFor(key)}`;
  const units = unitWords(unit, days);
  if (sense === "past") return `${units} past ${withArticle(force)}`;
  if (sense === "left") return `${units} left for ${waitsFor(key)}`;
  return key === "case_no_drift" ? `${units} without a place` : `${units} used of ${forceWords(force)}`;
}

export function clockDetail({ state, due_on, local_due_on, force, calendar_owner, n, unit }: Clock): string {
  const due = local_due_on ?? due_on;
  const length = `${withArticle(force)} of ${n} ${unitWords(unit, n)}`;
  if (state === "calendar_missing" || due === null) return `No calendar covers these days (${calendar_owner ?? "none known"})`;
  if (state === "met") return `In time; ${length} was ${weekdayDate(due)}`;
  if (state === "missed") return `${capital(length)} ended on ${weekdayDate(due)}`;
  return `by ${weekdayDate(due)}, ${FORCE[force]}`;
}

/** Red is for what the law calls late; a target passed says so in words alone. */
export function clockTone({ state, force }: Clock): ClockTone {
  if (state === "met") return "done";
  return (state === "missed" && force === "must") || state === "calendar_missing" ? "late" : "running";
}

export function ruleWords({ rule, calendar_version, inherited, n, unit }: Clock): string {
  const source = rule.ref ?? "A target of this authority";
  const calendar = calendar_version === null ? "" : `; calendar version ${calendar_version}${inherited ? ", the authority’s own, because the school has given none" : ""}`;
  return `${source}: ${n} ${unitWords(unit, n)}. Rule version ${rule.version}${calendar}.`;
}
