/** A small form above a list: explicit Apply, what is chosen as removable chips, Clear (DL-14). */
import { useId, type ReactNode, type SubmitEvent } from "react";
import { Button } from "./Button";

type FilterProps = Readonly<{
  /** The chosen values, all of them, empty ones included. */
  onApply: (chosen: Readonly<Record<string, string>>) => void;
  children: ReactNode;
  label: string;
  /** The button's word. */
  apply?: string;
}>;

export function Filter({ onApply, children, label, apply = "Apply" }: FilterProps) {
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    onApply(Object.fromEntries([...data].map(([name, value]) => [name, typeof value === "string" ? value.trim() : ""])));
  }
  return (
    <form className="onr-filter" role="search" aria-label={label} onSubmit={submit} noValidate>
      {children}
      <Button type="submit" kind="secondary">
        {apply}
      </Button>
    </form>
  );
}

type ChipsProps = Readonly<{ chips: readonly Readonly<{ key: string; words: string; without: ReactNode }>[]; clear: ReactNode }>;

/** `without` is a link to the same list without that one filter. */
export function Chips({ chips, clear }: ChipsProps) {
  const id = useId();
  if (chips.length === 0) return null;
  return (
    <div className="onr-row onr-no-print">
      <span id={id} className="govuk-visually-hidden">
        Chosen filters
      </span>
      <ul className="onr-chips" aria-labelledby={id}>
        {chips.map(({ key, words, without }) => (
          <li key={key}>
            <span className="onr-tag">{words}</span> {without}
          </li>
        ))}
        <li>{clear}</li>
      </ul>
    </div>
  );
}
