/** Small words: plurals, lists, shares. */

const NUMBERS = new Intl.NumberFormat("en-GB");

/** `12,340` */
export const count = (value: number): string => NUMBERS.format(value);

/** `1 child`, `5 children` */
export function plural(value: number, one: string, many: string): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** `a, b and c` */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** `7 of 12 (58%)`; one decimal only from 100 upwards (DL-21). The rate is the API's. */
export function share(num: number, den: number, rate: number | null): string {
  const numbers = `${count(num)} of ${count(den)}`;
  if (rate === null) return numbers;
  const percent = den >= 100 ? (rate * 100).toFixed(1) : String(Math.round(rate * 100));
  return `${numbers} (${percent}%)`;
}

/** First letter in upper case: for a word that opens a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
