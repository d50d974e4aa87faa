/** The measures of one school in their fixed order: counts first, a rate only where it may be shown. */
import { share } from "../../lib/text";
import { Table, type Column } from "../../ui/Table";
import type { Result, Tally } from "./queries";
import { PHASE_GROUPS, RESULT_STATES, talliesInWords } from "./words";

/** A figure or the word why there is none. */
function figureOf({ state, num, den, rate, median_school_days: median }: Result): string {
  if (state === "facts_only" || state === "reported") {
    if (median !== null) return `${median} school days (median)`;
    if (num !== null && den !== null) return share(num, den, state === "reported" ? rate : null);
    if (num !== null) return String(num);
  }
  return RESULT_STATES[state];
}

function Said({ result }: Readonly<{ result: Result }>) {
  const { statement, note, split, grounds } = result;
  return (
    <>
      {statement !== null && <p>{statement}</p>}
      <Tallies name="Reasons" tallies={split} />
      <Tallies name="In law" tallies={grounds} />
      {note !== null && <p className="onr-quiet onr-small">{note}</p>}
    </>
  );
}

function Tallies({ name, tallies }: Readonly<{ name: string; tallies: readonly Tally[] }>) {
  if (tallies.length === 0) return null;
  return (
    <p className="onr-quiet onr-small">
      {name}: {talliesInWords(tallies)}
    </p>
  );
}

const COLUMNS: readonly Column<Result>[] = [
  {
    key: "name",
    head: "Measure",
    cell: ({ name, phase_group }) => (
      <>
        <span className="onr-table__name">{name}</span>
        {phase_group !== null && <span className="onr-quiet"> {PHASE_GROUPS[phase_group]}</span>}
      </>
    ),
  },
  { key: "figure", head: "What happened", cell: (result) => <strong>{figureOf(result)}</strong> },
  { key: "said", head: "What it means", cell: (result) => <Said result={result} /> },
];

export function Measures({ caption, results }: Readonly<{ caption: string; results: readonly Result[] }>) {
  return <Table caption={caption} columns={COLUMNS} rows={results} rowKey={({ indicator, phase_group }) => `${indicator} ${phase_group ?? ""}`} />;
}
