/** A part of a page with its heading and its four faces (FS-9). */
import { useId, type ReactNode } from "react";
import { Faces, type FacesProps } from "./Faces";

type PanelProps = FacesProps &
  Readonly<{
    heading: string;
    /** How it is ordered, or another quiet word beside the heading. */
    aside?: ReactNode;
    /** Links on the heading's line, such as CSV. */
    links?: ReactNode;
    boxed?: boolean;
  }>;

export function Panel({ heading, aside, links, boxed = false, ...faces }: PanelProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={boxed ? "onr-box" : undefined}>
      <div className="onr-panel__head">
        <h2 id={id}>{heading}</h2>
        {aside !== undefined && <small>{aside}</small>}
        {links !== undefined && <div className="onr-row onr-no-print">{links}</div>}
      </div>
      <Faces {...faces} />
    </section>
  );
}
