/** Pairs of a word and what we hold for it. */
import type { ReactNode } from "react";

export type Fact = Readonly<{ key: string; name: ReactNode; value: ReactNode }>;

export function Facts({ facts }: Readonly<{ facts: readonly Fact[] }>) {
  return (
    <dl className="onr-facts">
      {facts.map(({ key, name, value }) => (
        <div key={key}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Two to four facts side by side, above a form. */
export function Strip({ facts }: Readonly<{ facts: readonly Fact[] }>) {
  return (
    <dl className="onr-strip">
      {facts.map(({ key, name, value }) => (
        <div key={key}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
