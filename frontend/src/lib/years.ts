/** Names of financial years, for addresses and headings; what belongs to a year the API says. */

/** `2026-27` for a day from 1 April 2026 to 31 March 2027. */
export function financialYearOf(on: string): string {
  const [year = 0, month = 0] = on.split("-").map(Number);
  const from = month >= 4 ? year : year - 1;
  return `${from}-${String((from + 1) % 100).padStart(2, "0")}`;
}

/** `2025-26` → `2026-27` */
export function nextYear(financialYear: string): string {
  const from = Number(financialYear.slice(0, 4)) + 1;
  return `${from}-${String((from + 1) % 100).padStart(2, "0")}`;
}

/** `2026-27` → `2025-26` */
export function yearBefore(financialYear: string): string {
  const from = Number(financialYear.slice(0, 4)) - 1;
  return `${from}-${String((from + 1) % 100).padStart(2, "0")}`;
}

export const isFinancialYear = (text: string | null): text is string => text !== null && /^\d{4}-\d{2}$/.test(text);
