/** Words of accountability: a figure and its state, never a verdict. */
import type { components } from "../../api/generated/accountability";
import type { Worded } from "../../ui/Tag";

type Schemas = components["schemas"];

/** What is said in place of a rate. The sentences of a reported figure come from the API. */
export const RESULT_STATES: Record<Schemas["ResultState"], string> = {
  na: "Does not apply to this type of school",
  missing: "We do not receive this",
  no_activity: "Nothing in this period",
  facts_only: "Too few for a rate",
  reported: "",
  suppressed: "Hidden: too few children, too few authorities, or not released",
};

export const FACT_STATUSES: Record<Schemas["FactStatus"], Worded> = {
  not_shared: { words: "Not shared yet", tag: "grey" },
  corrected: { words: "Corrected", tag: "blue" },
};

export const PHASE_GROUPS: Record<Schemas["PhaseGroup"], string> = {
  primary: "Primary",
  secondary: "Secondary",
  nursery: "Nursery",
  post_16: "Past 16",
  special: "Special",
  ap: "Alternative provision",
  all: "All phases",
};

export const SCHOOL_GROUPS: Record<Schemas["SchoolGroup"], string> = {
  mainstream: "Mainstream school",
  special: "Special school",
  ap: "Alternative provision",
  nursery: "Nursery school",
  post_16: "Past 16",
  out_of_scope: "Another kind of setting",
};

const TALLIES: Readonly<Record<string, string>> = {
  offered: "offered",
  conditional: "offered with conditions",
  refused: "refused",
  no_response: "did not answer in time",
  full: "the school is full",
  needs: "the child’s needs",
  behaviour: "behaviour and history",
  none_given: "no reason given",
  other: "another reason",
  lawful: "a lawful first reason",
  not_a_ground: "not a ground for a child in care",
  not_a_refusal: "not a refusal",
  school: "by the school",
  authority: "by the authority",
  child: "by the child’s side",
  other_offer: "another offer came first",
};

export const tallyWords = (code: string): string => TALLIES[code] ?? code.replaceAll("_", " ");

const SOURCES: Readonly<Record<string, string>> = {
  placements: "Place requests",
  funding: "Pupil Premium Plus",
  imports: "Imported file",
};

export const sourceWords = (source: string): string => SOURCES[source] ?? source;

/** Counts by code, each with its number behind: "no reason given (2), another reason (1)". */
export const talliesInWords = (tallies: readonly Schemas["TallyOut"][]): string => tallies.map(({ code, num }) => `${tallyWords(code)} (${num})`).join(", ");

const SHARES: Readonly<Record<string, string>> = {
  not_shared: "Not shared with the school yet",
  draft: "Not shared with the school yet",
  shared: "With the school",
  replied: "The school has replied",
};

export const shareWords = (state: string): string => SHARES[state] ?? state.replaceAll("_", " ");
