/** The staff app's clients: the session cookie goes along by itself, the CSRF value by middleware. */
import createClient, { type ClientOptions, type Middleware } from "openapi-fetch";
import { fetched } from "./fetching";
import type { paths as Accountability } from "./generated/accountability";
import type { paths as Funding } from "./generated/funding";
import type { paths as Gateway } from "./generated/gateway";
import type { paths as Placements } from "./generated/placements";
import { Problem } from "./problem";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

let csrf: string | null = null;

/** The session's CSRF value, asked once and held until the session changes. */
async function csrfValue(): Promise<string> {
  if (csrf === null) {
    const { data } = await gateway.GET("/api/gateway/v1/session");
    csrf = data?.csrf ?? "";
  }
  return csrf;
}

/** After signing in or out the next unsafe call asks for the new value. */
export function forgetCsrf(): void {
  csrf = null;
}

const SESSION_CHANGED = new Set([401, 403]);

const withCsrf: Middleware = {
  onRequest: async ({ request }) => {
    if (!SAFE.has(request.method)) request.headers.set("Onroll-Csrf", await csrfValue());
    return request;
  },
  onError: ({ error }) => {
    if (error instanceof Problem && SESSION_CHANGED.has(error.status)) forgetCsrf();
  },
};

const options: ClientOptions = { baseUrl: globalThis.location.origin, credentials: "same-origin", fetch: fetched };
export const gateway = createClient<Gateway>(options);
export const placements = createClient<Placements>(options);
export const funding = createClient<Funding>(options);
export const accountability = createClient<Accountability>(options);
for (const client of [gateway, placements, funding, accountability]) client.use(withCsrf);

/** An answer that a 2xx always carries; its absence is a broken contract, not an empty screen. */
export function answered<T>({ data }: { data?: T }): T {
  if (data === undefined) throw new Problem(0, "empty_answer");
  return data;
}
