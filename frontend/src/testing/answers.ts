/** A typed table of answers in place of the network; a call nobody prepared fails the test by name (FS-23). */
import type { paths as Accountability } from "../api/generated/accountability";
import type { paths as Funding } from "../api/generated/funding";
import type { paths as Gateway } from "../api/generated/gateway";
import type { paths as Placements } from "../api/generated/placements";

type Services = { placements: Placements; funding: Funding; accountability: Accountability; gateway: Gateway };
type Method = "get" | "post" | "put" | "patch" | "delete";
type Operation<S extends keyof Services, P extends keyof Services[S], M extends Method> = Services[S][P] extends Record<M, infer O> ? O : never;
type Json<R> = R extends { content: { "application/json": infer J } } ? J : undefined;
type Good<O> = O extends { responses: infer R } ? { [K in keyof R & (200 | 201 | 202 | 204)]: Json<R[K]> }[keyof R & (200 | 201 | 202 | 204)] : never;

export type Call = Readonly<{ method: string; path: string; query: string; headers: Headers; body: unknown }>;
type Answer = Readonly<{ method: string; pattern: RegExp; name: string; reply: (call: Call) => Response | Promise<Response> }>;

const UNSAFE = new Set(["POST", "PUT", "PATCH", "DELETE"]);
let table: Answer[] = [];
let seen: Call[] = [];
let unexpected: string[] = [];

export function clearAnswers(): void {
  table = [];
  seen = [];
  unexpected = [];
}

/** Calls that no answer was prepared for. */
export const unexpectedCalls = (): readonly string[] => unexpected;

/** What was sent, oldest first; reads and the session left out. */
export const changes = (): readonly Call[] => seen.filter(({ method }) => UNSAFE.has(method));
export const calls = (): readonly Call[] => seen;

function register(method: string, path: string, reply: Answer["reply"]): void {
  const pattern = new RegExp(`^${path.replace(/\{[^}]+\}/g, "[^/]+")}$`);
  table.unshift({ method: method.toUpperCase(), pattern, name: `${method} ${path}`, reply });
}

const json = (body: unknown, status: number, type: string, headers: Record<string, string> = {}) =>
  new Response(body === undefined ? null : JSON.stringify(body), { status, headers: { "Content-Type": type, ...headers } });

/** Prepares the answer to one operation; a later one for the same path wins. */
export function answer<S extends keyof Services, M extends Method, P extends keyof Services[S] & string>(
  _service: S,
  method: M,
  path: P,
  body: Good<Operation<S, P, M>> | ((call: Call) => Good<Operation<S, P, M>>),
): void {
  register(method, path, (call) => {
    const given = typeof body === "function" ? (body as (call: Call) => unknown)(call) : body;
    return json(given, given === undefined ? 204 : 200, "application/json");
  });
}

type Failure = Readonly<{ status: number; code: string; errors?: readonly { pointer: string; code: string }[]; retryAfter?: number; facts?: Record<string, unknown> }>;

/** Prepares a problem+json in place of an answer. */
export function refuse<S extends keyof Services, P extends keyof Services[S] & string>(
  _service: S,
  method: Method,
  path: P,
  { status, code, errors, retryAfter, facts }: Failure,
): void {
  const body = { type: `/problems/${code}`, title: code, status, code, request_id: "7f3a", ...(errors && { errors }), ...facts };
  register(method, path, () => json(body, status, "application/problem+json", retryAfter === undefined ? {} : { "Retry-After": String(retryAfter) }));
}

/** Prepares an answer that never comes. */
export function hang<S extends keyof Services, P extends keyof Services[S] & string>(_service: S, method: Method, path: P): void {
  register(method, path, () => new Promise<Response>(() => undefined));
}

/** Prepares an answer without any body, as a broken proxy gives it (FP-1). */
export function emptyAnswer<S extends keyof Services, P extends keyof Services[S] & string>(_service: S, method: Method, path: P, status: number): void {
  register(method, path, () => new Response(null, { status }));
}

async function bodyOf(request: Request): Promise<unknown> {
  if (!UNSAFE.has(request.method)) return undefined;
  if (!request.headers.get("Content-Type")?.includes("json")) return undefined;
  return request.clone().json();
}

export async function stubbedFetch(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const call: Call = { method: request.method, path: pathname, query: search, headers: request.headers, body: await bodyOf(request) };
  seen.push(call);
  const found = table.find(({ method, pattern }) => method === request.method && pattern.test(pathname));
  if (!found) {
    unexpected.push(`${request.method} ${pathname}`);
    return json({ code: "internal_error", request_id: "none" }, 500, "application/problem+json");
  }
  return found.reply(call);
}
