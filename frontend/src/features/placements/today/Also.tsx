/** Other open alerts, counted, the most serious first (SC-1.5). */
import { plural } from "../../../lib/text";
import type { Today } from "../queries";

const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  no_case: ["child without a place has no case yet", "children without a place have no case yet"],
  calendar_missing: ["date not known for want of a calendar", "dates not known for want of a calendar"],
  challenge_overdue: ["refusal past our own target to challenge", "refusals past our own target to challenge"],
  start_passed: ["start has passed, not on roll", "starts have passed, not on roll"],
  no_reply_address: ["school asked without a reply address", "schools asked without a reply address"],
  offer_to_accept: ["offer waits to be accepted", "offers wait to be accepted"],
  question_to_answer: ["school has asked something", "schools have asked something"],
};

function words(kind: string, count: number): string {
  const [one, many] = KINDS[kind] ?? [kind.replaceAll("_", " "), kind.replaceAll("_", " ")];
  return plural(count, one, many);
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
