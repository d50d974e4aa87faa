/** The idempotency key of one filled form (FS-19). */

function randomKey(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * One key per filled form: made at the first submit, kept for retries and after signing in again,
 * renewed only when a value changed or the submit succeeded.
 */
export class FormKey {
  #values: string | null = null;
  #key = "";

  for(body: unknown): string {
    const values = JSON.stringify(body) ?? "";
    if (values !== this.#values) {
      this.#values = values;
      this.#key = randomKey();
    }
    return this.#key;
  }

  succeeded(): void {
    this.#values = null;
  }
}
