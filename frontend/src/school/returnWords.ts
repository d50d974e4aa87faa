/** Words of the page on which a school accounts for money. */
import type { FormWords } from "../ui/fieldErrors";
import type { Rating } from "./job";

/** The four the page offers, in the order people think (SC-22.1). */
export const OFFERED_RATINGS = ["met", "partly", "too_early", "did_not_happen"] as const satisfies readonly Rating[];

export const RATINGS: Record<Rating, string> = {
  exceeded: "More than hoped",
  met: "Yes",
  partly: "Partly",
  too_early: "Not yet",
  not_met: "No",
  did_not_happen: "Did not happen",
};

/** What happens to money that was not spent, by the authority's policy. */
const UNSPENT: Readonly<Record<string, string>> = {
  retain: "stays with you for the child",
  return: "is given back",
  offset: "is taken off the next payment",
};

export const unspentWords = (rule: string): string => UNSPENT[rule] ?? "is settled with you";

const TERMS: Readonly<Record<string, string>> = { AUT: "autumn", SPR: "spring", SUM: "summer" };

export function termWords(term: string): string {
  const [season = "", year = ""] = term.split("-");
  return `${TERMS[season] ?? season} ${year}`;
}

export const RETURN_WORDS: FormWords = {
  names: { note: "what you add", charged_to_grant_pence: "the amount spent" },
  problems: { step_not_allowed: "This has been sent already. You have nothing else to do.", stale: "A colleague changed this meanwhile. The page now shows the newest: check it and send again." },
};
