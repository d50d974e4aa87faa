/** By when a school answers a request it has today, as the API counts it (DL-20). */
import { useQuery } from "@tanstack/react-query";
import { Problem } from "../../../api/problem";
import { weekdayDate } from "../../../lib/dates";
import { useToday } from "../../../ui/today";
import { PLACEMENT_PROBLEMS } from "../problemWords";
import { deadlinesQuery } from "../queries";

export function Deadlines({ schoolUrn, name }: Readonly<{ schoolUrn: number; name?: string }>) {
  const today = useToday();
  const dates = useQuery(deadlinesQuery(schoolUrn, today));
  if (dates.data === undefined) return <NotKnown error={dates.error} />;
  const { target_on, local_target_on, limit_on, inherited } = dates.data;
  return (
    <p>
      {name === undefined ? "Answer due" : `${name} answers`} by <strong>{weekdayDate(local_target_on ?? target_on)}</strong> (target); the limit is{" "}
      {weekdayDate(limit_on)}.{inherited && <span className="onr-quiet"> Counted by the authority’s calendar: the school has given none.</span>}
    </p>
  );
}

function NotKnown({ error }: Readonly<{ error: unknown }>) {
  if (error === null) return null;
  return <p className="onr-quiet">{PLACEMENT_PROBLEMS[Problem.of(error).code] ?? "When the answer is due cannot be shown right now."}</p>;
}
