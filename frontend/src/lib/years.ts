/** Names of financial years for addresses and headings; what belongs to a year the API says. */

function named(from: number): string {
  return `${from}-${String((from + 1) % 100).padStart(2, "0")}`;
}

const startOf = (financialYear: string): number => Number(financialYear.slice(0, 4));

/** `2025-26` → `2026-27` */
export const nextYear = (financialYear: string): string => named(startOf(financialYear) + 1);

/** `2026-27` → `2025-26` */
export const yearBefore = (financialYear: string): string => named(startOf(financialYear) - 1);

/** `2026-27` → its three terms in order. */
export function termsOf(financialYear: string): readonly string[] {
  const from = startOf(financialYear);
  return [`SUM-${from}`, `AUT-${from}`, `SPR-${from + 1}`];
}

export const isFinancialYear = (text: string | null): text is string => text !== null && /^\d{4}-\d{2}$/.test(text);

/** The last three ends of a return year, the newest first: 31 March each. */
export function returnYearEnds(financialYear: string): readonly string[] {
  const from = startOf(financialYear);
  return [from, from - 1, from - 2].map((year) => `${year}-03-31`);
}
