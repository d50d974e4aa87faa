/** From the server's 422 to our own words at the field (FS-20); the server's text is never shown. */
import { Problem } from "../api/problem";

export type FieldError = Readonly<{ id: string | null; text: string }>;

/**
 * Words of one form. A field is named by its property's path with dashes (`ratings-0-impact_rating`);
 * a number inside may be written as `*`.
 */
export type FormWords = Readonly<{
  /** What a field is called in "Check the start date". */
  names: Readonly<Record<string, string>>;
  /** By `field code`, by `field`, then by `code`. */
  errors?: Readonly<Record<string, string>>;
  /** Properties this form does not ask for, but that its operation needs. */
  elsewhere?: Readonly<Record<string, string>>;
  /** Words for the problem codes of this form's own operation, such as `application_duplicate`. */
  problems?: Readonly<Record<string, string>>;
}>;

const UNKNOWN = "Sorry, we could not save that. Nothing was lost: try again.";

const GENERAL: Readonly<Record<string, string>> = {
  offline: "You are offline. What you typed is still here: try again when you are back.",
  timed_out: "It took too long and we do not know whether it arrived. Press the button again: it will not happen twice.",
  not_found: "This has moved or is not yours to see.",
  step_not_allowed: "This has moved on meanwhile. The page now shows where it stands.",
  stale: "Somebody changed this meanwhile. The page now shows the newest; what you typed is still here. Send it again if it still holds.",
  idempotency_in_progress: "We are still working on it. Wait a moment and press the button again: it will not happen twice.",
  rate_limited: "Busy. What you typed is still here: try again in a moment.",
  busy: "Busy. What you typed is still here: try again in a moment.",
};

const BY_CODE: Readonly<Record<string, (name: string) => string>> = {
  missing: (name) => `Enter ${name}`,
  too_long: (name) => `Shorten ${name}`,
  too_short: (name) => `Say a little more: ${name}`,
  control_character: (name) => `Check ${name}: it holds a character we cannot keep`,
};

/** `/ratings/0/impact_rating` → `ratings-0-impact_rating` */
export function idOf(pointer: string): string {
  return pointer.replace(/^\//, "").replaceAll("/", "-");
}

const general = (id: string) => id.replace(/-\d+(?=-|$)/g, "-*");

function wordsFor(id: string, code: string, { names, errors = {} }: FormWords): string {
  const plain = general(id);
  const own = errors[`${id} ${code}`] ?? errors[`${plain} ${code}`] ?? errors[id] ?? errors[plain] ?? errors[code];
  if (own !== undefined) return own;
  const name = names[id] ?? names[plain] ?? "this answer";
  return (BY_CODE[code] ?? ((field: string) => `Check ${field}`))(name);
}

function known(id: string, { names, errors = {} }: FormWords): boolean {
  return [id, general(id)].some((one) => one in names || one in errors);
}

/** The sentences of one failed submit, each with the field it belongs to or none. */
export function errorsOf(problem: Problem, words: FormWords): readonly FieldError[] {
  const own = words.problems?.[problem.code];
  if (problem.status === 422 && problem.errors.length > 0 && own === undefined) {
    return problem.errors.map(({ pointer, code }) => {
      const id = idOf(pointer);
      const elsewhere = words.elsewhere?.[id];
      if (elsewhere !== undefined) return { id: null, text: elsewhere };
      return { id: known(id, words) ? id : null, text: wordsFor(id, code, words) };
    });
  }
  return [{ id: null, text: own ?? GENERAL[problem.code] ?? UNKNOWN }];
}
