/** Money is whole pence; text becomes pence without ever passing through a float. */

const POUNDS = new Intl.NumberFormat("en-GB");

/** `£1,234` or `£1,234.50` */
export function pounds(pence: number): string {
  const sign = pence < 0 ? "-" : "";
  const whole = Math.floor(Math.abs(pence) / 100);
  const rest = Math.abs(pence) % 100;
  return `${sign}£${POUNDS.format(whole)}${rest === 0 ? "" : `.${String(rest).padStart(2, "0")}`}`;
}

/** `1234.50`: what a money field is prefilled with. */
export function poundsField(pence: number): string {
  return `${Math.floor(pence / 100)}.${String(pence % 100).padStart(2, "0")}`;
}

export type ReadMoney = Readonly<{ pence: number } | { problem: "empty" | "not_money" | "too_many_decimals" }>;

/** Reads `540`, `540.00`, `£540`, `1,200`; more than two decimals is an error, not a rounding. */
export function readMoney(text: string): ReadMoney {
  const plain = text.trim().replace(/^£\s*/, "").replace(/,(?=\d{3}(\D|$))/g, "");
  if (plain === "") return { problem: "empty" };
  const parts = /^(\d{1,10})(?:\.(\d*))?$/.exec(plain);
  if (!parts) return { problem: "not_money" };
  const [, whole = "0", decimals = ""] = parts;
  if (decimals.length > 2) return { problem: "too_many_decimals" };
  return { pence: Number(whole) * 100 + Number(decimals.padEnd(2, "0")) };
}
