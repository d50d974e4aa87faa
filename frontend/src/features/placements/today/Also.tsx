/** Other open alerts, counted, the most serious first (SC-1.5). */
import { plural } from "../../../lib/text";
import type { Today } from "../queries";

const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  part_time_too_long: ["child part time for over 4 weeks", "children part time for over 4 weeks"],
  start_passed: ["child started, not on roll", "children started, not on roll"],
  no_case: ["child without a place has no case yet", "children without a place have no case yet"],
  unnamed: ["child has no name yet", "children have no name yet"],
  calendar_missing: ["date not known for want of a calendar", "dates not known for want of a calendar"],
  pep_missing: ["personal education plan missing", "personal education plans missing"],
  question_open: ["question of a school is open", "questions of schools are open"],
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
