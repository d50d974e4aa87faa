/** How every call leaves the browser: to our own origin, at most 20 seconds, any failure a Problem. */
import type { ClientOptions, Middleware } from "openapi-fetch";
import { Problem } from "./problem";

const TIME_LIMIT_MS = 20_000;
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

export const isUnsafe = (request: Request): boolean => !SAFE.has(request.method);

// oxlint-disable-next-line no-restricted-globals -- the one place that fetches; looked up at each call, so that tests can stub it
const send = (request: Request) => globalThis.fetch(request);

export function clientOptions(credentials: RequestCredentials): ClientOptions {
  return { baseUrl: globalThis.location.origin, credentials, fetch: send };
}

export const everyCall: Middleware = {
  onRequest: ({ request }) =>
    new Request(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(TIME_LIMIT_MS)]) }),
  onResponse: async ({ response }) => {
    if (!response.ok) throw await Problem.ofResponse(response);
  },
};
