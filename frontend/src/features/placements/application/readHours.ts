/** Hours a week as typed: whole, or left out for full time. */
import type { FieldError } from "../../../ui/fieldErrors";
import type { Typed } from "../../../ui/Form";

export function readHours(values: Typed): Readonly<{ hours: number | null } | { error: FieldError }> {
  const text = values.text("hours_per_week");
  if (text === "") return { hours: null };
  if (!/^\d{1,2}$/.test(text)) return { error: { id: "hours_per_week", text: "Enter the hours a week as a whole number" } };
  return { hours: Number(text) };
}
