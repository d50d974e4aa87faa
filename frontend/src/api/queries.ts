/** Server state of the staff app: one query client, one hook for everything that changes something. */
import { QueryClient, useQueryClient } from "@tanstack/react-query";
import createQueries from "openapi-react-query";
import { useCallback } from "react";
import { accountability, funding, gateway, placements } from "./client";
import { Problem } from "./problem";

export const $gateway = createQueries(gateway);
export const $placements = createQueries(placements);
export const $funding = createQueries(funding);
export const $accountability = createQueries(accountability);

const SECOND = 1000;

/** Reads are tried twice, and only when the network failed or the service was busy (FS-14). */
function tryAgain(failures: number, error: unknown): boolean {
  const problem = Problem.of(error);
  return failures < 1 && (problem.passes || problem.code === "offline");
}

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30 * SECOND,
        gcTime: 300 * SECOND,
        refetchOnWindowFocus: true,
        retry: tryAgain,
        retryDelay: (_failures, error) => (Problem.of(error).retryAfterSeconds ?? 1) * SECOND,
      },
    },
  });
}

/** Forgets what was read from these paths; what is on screen is read again. */
export function useRefresh(): (...pathPrefixes: readonly string[]) => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    async (...pathPrefixes) => {
      await client.invalidateQueries({
        predicate: ({ queryKey }) => pathPrefixes.some((prefix) => String(queryKey[1]).startsWith(prefix)),
      });
    },
    [client],
  );
}

const MOVED_ON = new Set([409, 412]);

/**
 * One change: sends it, then refreshes the paths it touches. When the server says that the thing has
 * moved on meanwhile, the paths are refreshed too, so that the page offers what is possible now.
 */
export function useChange<Body, Answer>(
  send: (body: Body, key: string) => Promise<Answer>,
  ...refreshes: readonly string[]
): (body: Body, key: string) => Promise<Answer> {
  const refresh = useRefresh();
  return async (body, key) => {
    try {
      const answer = await send(body, key);
      await refresh(...refreshes);
      return answer;
    } catch (error) {
      if (MOVED_ON.has(Problem.of(error).status)) await refresh(...refreshes);
      throw error;
    }
  };
}

type Filled<Q> = { [K in keyof Q]?: Exclude<Q[K], null | undefined> };

/** A query without what was not chosen: an empty filter is no filter. */
export function filled<Q extends Record<string, unknown>>(query: Q): Filled<Q> {
  const chosen = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return Object.fromEntries(chosen) as Filled<Q>;
}

/** The header of a change to what was read in this version. */
export function asRead(version: number) {
  return { "If-Match": `"${version}"` } as const;
}

/** The headers of a step on something that changes: which version was read, and the form's key. */
export function step(version: number, key: string) {
  return { "If-Match": `"${version}"`, "Idempotency-Key": key } as const;
}

/** The header of what makes something new. */
export function once(key: string) {
  return { "Idempotency-Key": key } as const;
}
