/** The clocks of a case or an application as the API counted them. */
import { Clock, Clocks } from "../../ui/Clock";
import { clockDetail, clockTone, clockWords, ruleWords } from "./clockWords";
import type { Clock as ClockReading } from "./queries";

type ClockRowProps = Readonly<{ clocks: readonly ClockReading[]; label: string }>;

/** A date kept is history: it stands in the timeline, not among the clocks. */
const isShown = ({ state }: ClockReading): boolean => state !== "met";

export function ClockRow({ clocks, label }: ClockRowProps) {
  const shown = clocks.filter(isShown);
  if (shown.length === 0) return null;
  return (
    <Clocks label={label}>
      {shown.map((clock) => (
        <Clock
          key={`${clock.key} ${clock.from_on}`}
          number={clock.days}
          words={clockWords(clock)}
          detail={clockDetail(clock)}
          tone={clockTone(clock)}
          rule={ruleWords(clock)}
        />
      ))}
    </Clocks>
  );
}
