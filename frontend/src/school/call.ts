/**
 * The school pages' own small client: typed by the contract like the staff app's, a tenth of its size,
 * because these pages have to arrive quickly on a slow line (PG-1).
 */
import { fetched } from "../api/fetching";
import type { paths as Funding } from "../api/generated/funding";
import type { paths as Gateway } from "../api/generated/gateway";
import type { paths as Placements } from "../api/generated/placements";

type Paths = Gateway & Placements & Funding;
type Method = "get" | "post" | "patch";
type Operation<P extends keyof Paths, M extends Method> = Paths[P][M];
type Json<R> = R extends { content: { "application/json": infer J } } ? J : undefined;
type Answer<O> = O extends { responses: infer R } ? { [K in keyof R & (200 | 201 | 202 | 204)]: Json<R[K]> }[keyof R & (200 | 201 | 202 | 204)] : never;
type Body<O> = O extends { requestBody: { content: { "application/json": infer J } } } ? J : undefined;
type Part<O, Name extends string> = O extends { parameters: Record<Name, infer Value> } ? Value : undefined;

type Call<O> = Readonly<{ body?: Body<O>; path?: Part<O, "path">; header?: Part<O, "header"> }>;

/** Calls one operation without any cookie; `bearer` is the permission of this tab's one job. */
export async function call<P extends keyof Paths & string, M extends Method>(
  method: M,
  path: P,
  bearer: string | null,
  { body, path: parts, header }: Call<Operation<P, M>> = {},
): Promise<Answer<Operation<P, M>>> {
  const url = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String((parts as Record<string, unknown> | undefined)?.[name])));
  const headers = new Headers(header as Record<string, string> | undefined);
  if (bearer !== null) headers.set("Authorization", `Bearer ${bearer}`);
  if (body !== undefined) headers.set("Content-Type", "application/json");
  const request = new Request(globalThis.location.origin + url, {
    method: method.toUpperCase(),
    headers,
    credentials: "omit",
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const response = await fetched(request);
  return (response.status === 200 || response.status === 201 ? await response.json() : undefined) as Answer<Operation<P, M>>;
}
