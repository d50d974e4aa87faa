/** The few numbers a page opens with, each of the same weight, each with its "so what". */
import type { ReactNode } from "react";

export function Tiles({ children, label }: Readonly<{ children: ReactNode; label: string }>) {
  return (
    <ul className="onr-tiles" aria-label={label}>
      {children}
    </ul>
  );
}

type TileProps = Readonly<{
  number: string;
  words: string;
  detail?: ReactNode;
  /** late: something is past its date; calm: nothing to do. Said in the words as well. */
  tone?: "late" | "normal" | "calm";
  chart?: ReactNode;
}>;

export function Tile({ number, words, detail, tone = "normal", chart }: TileProps) {
  return (
    <li className={`onr-tile onr-tile--${tone}`}>
      <p>
        <span className="onr-tile__number">{number}</span>
        <br />
        {words}
      </p>
      {detail !== undefined && <p className="onr-tile__detail">{detail}</p>}
      {chart !== undefined && <div className="onr-tile__chart">{chart}</div>}
    </li>
  );
}
