/** What happened, newest first; never empty where it is shown. */
import type { ReactNode } from "react";

export type TimelineEntry = Readonly<{
  key: string;
  title: ReactNode;
  by?: string;
  at: string;
  text?: ReactNode;
  /** A date that passed by itself rather than something a person did. */
  clock?: boolean;
}>;

export function Timeline({ entries }: Readonly<{ entries: readonly TimelineEntry[] }>) {
  return (
    <ol className="onr-timeline">
      {entries.map(({ key, title, by, at, text, clock }) => (
        <li key={key} className={clock === true ? "onr-timeline__clock" : undefined}>
          <p>
            <strong>{title}</strong> {by !== undefined && <span className="onr-quiet onr-small">{by}</span>}
          </p>
          <p className="onr-quiet onr-small">{at}</p>
          {text !== undefined && <p>{text}</p>}
        </li>
      ))}
    </ol>
  );
}
