/** What went wrong, as the API says it (problem+json) or as the network shows it. */

export type FieldProblem = Readonly<{ pointer: string; code: string }>;

type Wire = Partial<Readonly<{ code: unknown; title: unknown; request_id: unknown; errors: unknown }>>;

const text = (value: unknown, otherwise: string) => (typeof value === "string" ? value : otherwise);

function fieldProblems(errors: unknown): readonly FieldProblem[] {
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((error: Partial<FieldProblem> | null) =>
    typeof error?.pointer === "string" && typeof error.code === "string"
      ? [{ pointer: error.pointer, code: error.code }]
      : [],
  );
}

/** Every call that did not succeed ends as one of these, whatever the body was (FP-1). */
export class Problem extends Error {
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly requestId: string | null;
  readonly errors: readonly FieldProblem[];
  readonly retryAfterSeconds: number | null;
  /** Further members of the answer, such as `existing_id` or `shortfall_pence`. */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, facts: Readonly<Record<string, unknown>> = {}, retryAfter: string | null = null) {
    const wire: Wire = facts;
    super(`${status} ${code}`);
    this.name = "Problem";
    this.status = status;
    this.code = code;
    this.title = text(wire.title, "");
    this.requestId = typeof wire.request_id === "string" ? wire.request_id : null;
    this.errors = fieldProblems(wire.errors);
    const seconds = Number(retryAfter);
    this.retryAfterSeconds = retryAfter !== null && Number.isFinite(seconds) ? seconds : null;
    this.facts = facts;
  }

  static async ofResponse(response: Response): Promise<Problem> {
    const facts = await response.json().then(
      (body: unknown) => (typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {}),
      () => ({}),
    );
    const code = text((facts as Wire).code, `http_${response.status}`);
    return new Problem(response.status, code, facts, response.headers.get("Retry-After"));
  }

  static of(error: unknown): Problem {
    if (error instanceof Problem) return error;
    if (error instanceof DOMException && error.name === "TimeoutError") return new Problem(0, "timed_out");
    if (error instanceof TypeError) return new Problem(0, "offline");
    throw error;
  }

  /** Busy or briefly away: the same call may succeed in a moment. */
  get passes(): boolean {
    return this.status === 429 || this.status === 503;
  }
}
