/** What a page needs to know of the person who looks: their posts, and whom to ask for access. */
import { createContext } from "react";

/** So that their own work can be called "You". */
export const OwnPosts = createContext<readonly string[]>([]);

export const AccessContact = createContext<string | null>(null);
