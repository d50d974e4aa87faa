/** What a page needs to know of the person who looks: posts, roles, and whom to ask for access. */
import { createContext, use } from "react";

/** So that their own work can be called "You". */
export const OwnPosts = createContext<readonly string[]>([]);

/** Names of the people behind posts; work is kept by post, and only the gateway knows names. */
export const Colleagues = createContext<ReadonlyMap<string, string>>(new Map());

export const AccessContact = createContext<string | null>(null);

/** For what a menu or a page offers to whom; every right is the server's to decide. */
export const OwnRoles = createContext<readonly string[]>([]);

export function useHasRole(...roles: readonly string[]): boolean {
  return use(OwnRoles).some((role) => roles.includes(role));
}
