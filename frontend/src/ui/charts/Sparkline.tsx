/** A line of a few values; its first and last value stand in words beside it (DL-11). */

const WIDTH = 200;
const HEIGHT = 36;
const EDGE = 4;

type SparklineProps = Readonly<{ values: readonly number[]; sentence: string }>;

function points(values: readonly number[]): readonly (readonly [number, number])[] {
  const top = Math.max(...values, 1);
  const step = (WIDTH - 2 * EDGE) / Math.max(values.length - 1, 1);
  return values.map((value, at) => [EDGE + at * step, HEIGHT - EDGE - (value / top) * (HEIGHT - 2 * EDGE)] as const);
}

export function Sparkline({ values, sentence }: SparklineProps) {
  const line = points(values);
  const last = line.at(-1);
  if (!last) return null;
  return (
    <svg className="onr-spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={sentence}>
      <polyline
        points={line.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")}
        fill="none"
        stroke="#505a5f"
        strokeWidth="2"
        strokeLinejoin="round"
      />
      <circle cx={last[0]} cy={last[1]} r="4" fill="#12436d" />
    </svg>
  );
}
