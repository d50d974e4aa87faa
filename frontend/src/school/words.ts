/** Words of the page on which a school answers. */
import type { components } from "../api/generated/placements";
import type { FormWords } from "../ui/fieldErrors";

type Schemas = components["schemas"];

export const ANSWERS: Record<Schemas["ReplyAnswer"], string> = {
  offer: "Yes, we can offer a full-time place",
  offer_with_conditions: "Yes, but with conditions",
  refuse: "No",
  question: "We need to ask something first",
};

export const REASON_GROUPS: Record<Schemas["ReasonGroup"], string> = {
  full: "The school is full",
  needs: "The child’s needs",
  behaviour: "Behaviour and history",
  information: "Information and funding",
  other: "Another reason",
};

/** In place of a verdict: what the reason is worth for this child (PL-711). */
export const GROUNDS: Record<Schemas["Ground"], string> = {
  lawful: "You may give this reason.",
  conditional: "This is a reason only if the facts bear it out.",
  not_a_ground: "This is not a ground to refuse a child in care.",
  not_a_refusal: "This is not a refusal: the authority decides.",
};

const FACTS: Readonly<Record<string, string>> = {
  number_on_roll: "on roll",
  capacity: "places in the whole school",
  pan: "the admission number",
  nor: "on roll in this year group",
};

export const factWords = (key: string): string => FACTS[key] ?? key.replaceAll("_", " ");

export const REPLY_WORDS: FormWords = {
  names: { answer: "the answer", start_on: "the date the child can start", reason_code: "the reason", comment: "your words" },
  errors: {
    "answer missing": "Choose an answer",
    "start_on missing": "Enter the date the child can start",
    "start_on bad_format": "Enter a real date",
    "start_on out_of_range": "Enter a date from today to a year ahead",
    "reason_code missing": "Choose a reason",
    "comment missing": "Write your question",
    "comment too_short": "Say in 20 characters or more what the reason is",
  },
  problems: {
    link_closed: "An answer is no longer needed here. Thank you, you have nothing to do.",
    step_not_allowed: "The authority has acted on your first answer already. Call the contact below to change it.",
    code_not_usable: "This reason cannot be used here. Choose another one.",
  },
};
