/** A word of an address or a form that has to be one of a table's keys. */
export function member<K extends string>(table: Readonly<Record<K, unknown>>, text: string | null): K | undefined {
  return text !== null && Object.hasOwn(table, text) ? (text as K) : undefined;
}

/** A table of words as choices of a select or radio group, in the table's order. */
export function choicesOf<K extends string>(table: Readonly<Record<K, string>>): readonly Readonly<{ value: K; words: string }>[] {
  return (Object.entries(table) as [K, string][]).map(([value, words]) => ({ value, words }));
}
