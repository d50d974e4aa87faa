/** Next and back to the start by cursor; the total where the API gives it. */
import type { ReactNode } from "react";

type PagerProps = Readonly<{ shown: number; total?: number | undefined; first?: ReactNode; next?: ReactNode }>;

export function Pager({ shown, total, first, next }: PagerProps) {
  if (first === undefined && next === undefined) return null;
  return (
    <nav className="onr-row onr-panel__foot onr-no-print" aria-label="Pages">
      {first}
      <span className="onr-quiet">{total === undefined ? `${shown} shown` : `${shown} of ${total} shown`}</span>
      {next}
    </nav>
  );
}
