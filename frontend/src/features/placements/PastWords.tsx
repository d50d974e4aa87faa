/** "8 past the limit" in red words only where the law says must; else "3 past target". */
import type { components } from "../../api/generated/placements";
import { forceWords } from "./clockWords";

type PastWordsProps = Readonly<{ days: number | null; force: components["schemas"]["Force"] | null }>;

export function PastWords({ days, force }: PastWordsProps) {
  if (days === null || force === null) return "Not known";
  if (days === 0) return "Not past";
  if (force === "must") return <span className="onr-late onr-strong">{days} past the limit</span>;
  return `${days} past ${forceWords(force)}`;
}
