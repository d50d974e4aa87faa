/** How every call leaves the browser: to our own origin, at most 20 seconds, any failure a Problem. */
import { Problem } from "./problem";

const TIME_LIMIT_MS = 20_000;

/** Looked up at each call, so that tests can stub it; the one place that fetches. */
export async function fetched(request: Request): Promise<Response> {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(TIME_LIMIT_MS)]);
  const response = await globalThis.fetch(new Request(request, { signal }));
  if (!response.ok) throw await Problem.ofResponse(response);
  return response;
}
