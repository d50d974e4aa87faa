/** Other open alerts, counted, the most serious first (SC-1.5). */
import { plural } from "../../../lib/text";
import type { Today } from "../queries";

type Kind = Today["also"][number]["kind"];

const KINDS: Readonly<Record<Kind, readonly [string, string]>> = {
  no_case: ["child without a place has no case yet", "children without a place have no case yet"],
  no_school_asked: ["case has asked no school yet", "cases have asked no school yet"],
  attachment_missing: ["request lacks a paper the host authority wants", "requests lack a paper the host authority wants"],
  not_acknowledged: ["request is not acknowledged yet", "requests are not acknowledged yet"],
  no_answer_yet: ["school has not answered for five school days", "schools have not answered for five school days"],
  target_today: ["answer is expected today", "answers are expected today"],
  limit_near: ["legal limit is two school days away", "legal limits are two school days away"],
  no_ground: ["refusal gives a reason that is no ground", "refusals give a reason that is no ground"],
  challenge_overdue: ["refusal past our own target to challenge", "refusals past our own target to challenge"],
  direction_to_decide: ["direction to decide on", "directions to decide on"],
  direction_to_sign: ["direction waits for a signature", "directions wait for a signature"],
  care_ended_during_direction: ["child left care while a direction runs", "children left care while a direction runs"],
  named_not_admitted: ["child named in a plan is not admitted", "children named in a plan are not admitted"],
  plan_overdue: ["plan is overdue", "plans are overdue"],
  move_in_critical_year: ["move in Year 6, 10 or 11 needs approval", "moves in Year 6, 10 or 11 need approval"],
  no_education_after_exclusion: ["excluded child has no education noted", "excluded children have no education noted"],
  part_time_too_long: ["child is part-time for over four weeks", "children are part-time for over four weeks"],
  pep_missing: ["personal education plan is missing", "personal education plans are missing"],
  round_closing: ["application for the next school is due", "applications for the next school are due"],
  host_not_told: ["host authority has not been told", "host authorities have not been told"],
  school_closing: ["school is closing or closed", "schools are closing or closed"],
  refusals_repeated: ["school has refused several times", "schools have refused several times"],
  rule_changes: ["rule of law changes", "rules of law change"],
  calendar_missing: ["date not known for want of a calendar", "dates not known for want of a calendar"],
  start_passed: ["start has passed, not on roll", "starts have passed, not on roll"],
  no_reply_address: ["school asked without a reply address", "schools asked without a reply address"],
  offer_to_accept: ["offer waits to be accepted", "offers wait to be accepted"],
  question_to_answer: ["school has asked something", "schools have asked something"],
};

function words(kind: Kind, count: number): string {
  return plural(count, ...KINDS[kind]);
}

export function Also({ today }: Readonly<{ today: Today | undefined }>) {
  const also = today?.also ?? [];
  if (also.length === 0) return null;
  return (
    <p>
      <strong>Also needs you:</strong> {also.map(({ kind, count }) => words(kind, count)).join(" · ")}
    </p>
  );
}
