/** The day the words are written for ("Today, 08:12"); the server's day where it says one. */
import { createContext, use } from "react";
import { londonToday } from "../lib/dates";

export const Today = createContext<string | null>(null);

export function useToday(): string {
  return use(Today) ?? londonToday();
}
