/** Who sits here, for every screen below the frame. */
import { createContext, use } from "react";
import type { Role, Session } from "../features/gateway/queries";

export const SignedIn = createContext<Session | null>(null);

/** The session of the person signed in; only screens below the frame ask. */
export function useSession(): Session {
  const session = use(SignedIn);
  if (session === null) throw new Error("This screen stands outside the frame.");
  return session;
}

/** Whether one of the person's roles is among these. */
export function useIs(...roles: readonly Role[]): boolean {
  return useSession().roles.some((role) => roles.includes(role));
}
