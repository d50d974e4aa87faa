/** Parts of one whole as a bar; every part stands in words with its own mark (DL-10, DL-11). */

const WIDTH = 1000;
const GAP = 3;
/** A sum that is there can be seen, however small beside the others. */
const LEAST = 2;
const COLOURS = ["#12436d", "#28a197", "#801650", "#f46a25"] as const;

export type Part = Readonly<{ key: string; words: string; value: number; shown: string }>;

type StackedBarProps = Readonly<{ parts: readonly Part[]; sentence: string }>;

/** The last part is what is left: an outline, so that it reads as empty. */
export function StackedBar({ parts, sentence }: StackedBarProps) {
  const total = parts.reduce((sum, { value }) => sum + Math.max(value, 0), 0);
  if (total === 0) return null;
  const starts = parts.map((_, at) => parts.slice(0, at).reduce((sum, { value }) => sum + Math.max(value, 0), 0));
  return (
    <figure>
      <svg className="onr-bar" viewBox={`0 0 ${WIDTH} 28`} preserveAspectRatio="none" role="img" aria-label={sentence}>
        {parts.map(({ key, value }, at) => {
          const width = (Math.max(value, 0) / total) * WIDTH;
          const x = ((starts[at] ?? 0) / total) * WIDTH;
          return <Segment key={key} x={x} width={value > 0 ? Math.max(width - GAP, LEAST) : 0} at={at} isLast={at === parts.length - 1} />;
        })}
      </svg>
      <ul className="onr-key">
        {parts.map(({ key, words, shown }, at) => (
          <li key={key}>
            <svg width="14" height="14" aria-hidden="true">
              <Segment x={0.5} width={13} height={13} at={at} isLast={at === parts.length - 1} />
            </svg>
            {words} <strong>{shown}</strong>
          </li>
        ))}
      </ul>
    </figure>
  );
}

type SegmentProps = Readonly<{ x: number; width: number; height?: number; at: number; isLast: boolean }>;

function Segment({ x, width, height = 27, at, isLast }: SegmentProps) {
  const colour = COLOURS[at % COLOURS.length] ?? COLOURS[0];
  return (
    <rect
      x={x}
      y={0.5}
      width={width}
      height={height}
      fill={isLast ? "#fff" : colour}
      stroke={isLast ? "#505a5f" : colour}
      vectorEffect="non-scaling-stroke"
    />
  );
}
