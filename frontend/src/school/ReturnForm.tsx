/** The agreed items, child by child; each is saved as one goes, all are sent together. */
import { useRef, useState } from "react";
import { pounds, poundsField, readMoney } from "../lib/money";
import { yearGroup } from "../lib/yearGroup";
import { Button } from "../ui/Button";
import { TextArea } from "../ui/Field";
import { Form } from "../ui/Form";
import { useSubmission } from "../ui/useSubmission";
import { LineFields, type LineTyped } from "./LineFields";
import type { Job, ReturnLine, SpendReturn } from "./job";
import { RETURN_WORDS, unspentWords } from "./returnWords";

type ReturnFormProps = Readonly<{ job: Job; one: SpendReturn; keep: (one: SpendReturn) => void; again: () => void }>;
type Lines = Readonly<Record<string, LineTyped>>;

const typedOf = (line: ReturnLine): LineTyped => ({ amount: poundsField(line.charged_to_grant_pence), rating: line.impact_rating });
const penceOf = ({ amount }: LineTyped): number | null => {
  const money = readMoney(amount);
  return "pence" in money ? money.pence : null;
};

/** Children in the order of their first item. */
function byChild(lines: readonly ReturnLine[]): readonly (readonly ReturnLine[])[] {
  const ids = [...new Set(lines.map(({ child }) => child.id))];
  return ids.map((id) => lines.filter(({ child }) => child.id === id));
}

/** Keeps what was typed at the server, line after line, each with the version the last one gave. */
function useSaving({ job, one, keep }: Pick<ReturnFormProps, "job" | "one" | "keep">) {
  const newest = useRef(one);
  const queue = useRef(Promise.resolve());
  const saved = useRef<Lines>(Object.fromEntries(one.lines.map((line) => [line.id, typedOf(line)])));

  async function saveLine(line: ReturnLine, typed: LineTyped): Promise<void> {
    const pence = penceOf(typed);
    const before = saved.current[line.id];
    if (pence === null || (before?.amount === typed.amount && before.rating === typed.rating)) return;
    const body = { charged_to_grant_pence: pence, ...(typed.rating !== null && { impact_rating: typed.rating }) };
    newest.current = await job.saveLine(newest.current, line.id, body);
    saved.current = { ...saved.current, [line.id]: typed };
  }

  return {
    newest: () => newest.current,
    /** Until what is being saved is saved: what is sent then carries the newest version. */
    settled: () => queue.current,
    /** A save that fails is tried again by Send, which says what is wrong. */
    save: (line: ReturnLine, typed: LineTyped) => {
      queue.current = queue.current.then(() => saveLine(line, typed)).catch(() => undefined);
    },
    saveAll: async (lines: Lines) => {
      await queue.current;
      for (const line of one.lines) {
        const typed = lines[line.id];
        // oxlint-disable-next-line no-await-in-loop -- each save carries the version the last one gave
        if (typed !== undefined) await saveLine(line, typed);
      }
    },
    keep,
  };
}

type Sending = Readonly<{ how: "as_agreed" | "as_typed"; lines: Lines; note: string }>;

export function ReturnForm({ job, one, keep, again }: ReturnFormProps) {
  const [lines, setLines] = useState<Lines>(() => Object.fromEntries(one.lines.map((line) => [line.id, typedOf(line)])));
  const saving = useSaving({ job, one, keep });
  const asAgreed = one.lines.every((line) => penceOf(lines[line.id] ?? typedOf(line)) === line.paid_pence && lines[line.id]?.rating !== "did_not_happen");

  async function send({ how: way, lines: typed, note }: Sending, key: string): Promise<SpendReturn> {
    if (way === "as_typed") {
      await saving.saveAll(typed);
      return job.sendReturn(saving.newest(), note, key);
    }
    await saving.settled();
    const ratings = Object.entries(typed).flatMap(([line_id, { rating }]) => (rating === null || rating === "did_not_happen" ? [] : [{ line_id, impact_rating: rating }]));
    return job.sendAsAgreed(saving.newest(), { ratings, ...(note !== "" && { note }) }, key);
  }

  const form = useSubmission(send, { words: RETURN_WORDS, done: keep });
  const change = (line: ReturnLine, typed: LineTyped) => setLines((now) => ({ ...now, [line.id]: typed }));

  function read(note: string): Sending | readonly { id: string; text: string }[] {
    const wrong = one.lines.filter((line) => penceOf(lines[line.id] ?? typedOf(line)) === null);
    if (wrong.length > 0) return wrong.map((line) => ({ id: `${line.id}-spent`, text: `Enter what was spent on ${line.description}, like 540 or 540.50` }));
    return { how: asAgreed ? "as_agreed" : "as_typed", lines, note };
  }

  return (
    <>
      {form.problem?.status === 412 && (
        <p>
          <Button kind="secondary" onClick={again}>
            Show the newest
          </Button>
        </p>
      )}
      <Form submission={form} read={(values) => read(values.text("note"))}>
        <p>The amounts are filled in as agreed. Change only what was different.</p>
        {byChild(one.lines).map((ofChild) => (
          <fieldset key={ofChild[0]?.child.id} className="onr-child">
            <legend>{`${ofChild[0]?.child.initials ?? "Child"}, ${yearGroup(ofChild[0]?.child.year_group ?? null)}`}</legend>
            {ofChild.map((line) => (
              <LineFields
                key={line.id}
                line={line}
                typed={lines[line.id] ?? typedOf(line)}
                change={(typed) => change(line, typed)}
                leave={(typed) => saving.save(line, typed)}
              />
            ))}
          </fieldset>
        ))}
        <Total one={one} lines={lines} />
        <TextArea id="note" label="Anything to add (optional, one sentence)" defaultValue={one.note ?? ""} />
        <div className="onr-buttons">
          <Button type="submit" busy={form.pending}>
            {asAgreed ? "All spent as agreed: send" : "Send"}
          </Button>
        </div>
      </Form>
    </>
  );
}

/** The status line: what the typed amounts come to against what was paid. */
function Total({ one, lines }: Readonly<{ one: SpendReturn; lines: Lines }>) {
  const spent = one.lines.reduce((sum, line) => sum + (penceOf(lines[line.id] ?? typedOf(line)) ?? 0), 0);
  const left = one.lines.reduce((sum, line) => sum + Math.max(0, line.paid_pence - (penceOf(lines[line.id] ?? typedOf(line)) ?? line.paid_pence)), 0);
  return (
    <p role="status">
      <strong>
        Total {pounds(spent)} of {pounds(one.paid_pence)}.
      </strong>{" "}
      {left > 0 ? `${pounds(left)} not spent ${unspentWords(one.rule.setting_unspent)}.` : "Nothing to give back."}
    </p>
  );
}
