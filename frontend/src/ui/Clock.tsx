/** A running count with its unit, its date in words and, on demand, the rule it follows. */
import type { ReactNode } from "react";

export type ClockTone = "running" | "late" | "done";

type ClockProps = Readonly<{
  /** The number the API counted; null where it cannot be counted. */
  number: number | null;
  words: string;
  detail: ReactNode;
  tone: ClockTone;
  rule: ReactNode;
}>;

export function Clocks({ children, label }: Readonly<{ children: ReactNode; label: string }>) {
  return (
    <ul className="onr-clocks" aria-label={label}>
      {children}
    </ul>
  );
}

export function Clock({ number, words, detail, tone, rule }: ClockProps) {
  return (
    <li className={`onr-clock onr-clock--${tone}`}>
      <p>
        {number !== null && <strong>{number}</strong>} {words}
      </p>
      <p className="onr-quiet onr-small">{detail}</p>
      <details className="onr-small onr-no-print">
        <summary>Which rule</summary>
        {rule}
      </details>
    </li>
  );
}
