/** Our words for what placements may refuse (section 23 of its specification). */
import { STAFF_PROBLEMS } from "../../ui/staffProblems";

const GUARDS: Readonly<Record<string, string>> = {
  approval_missing: "It needs an approval first: a move in Year 10 or 11 is agreed by a director.",
  attachment_missing: "Say why it goes out without what is missing, in 20 characters or more.",
  school_closed: "This school is closed.",
  not_looked_after: "The child is no longer in care.",
  not_for_lac: "Fair access panels are not for children in care.",
  reminder_too_soon: "The school was reminded today already.",
  rule_s62_not_in_force: "The power to direct academies is not in force yet.",
  use_direction: "The authority directs this school itself: no need to ask the Secretary of State.",
  own_authority_school: "The authority decides on admissions to this school itself.",
  school_not_directable: "This school cannot be directed.",
  excluded_from_school: "The child was permanently excluded from this school.",
  recommendation_required: "The virtual school head recommends it first.",
  consultation_open: "The consultation is still open.",
  recipients_incomplete: "Somebody who has to get the notice is missing.",
  proof_missing: "The proof of delivery is missing.",
  direction_too_early: "The time in which the school may go to the adjudicator is not over.",
  referral_pending: "The adjudicator has not decided yet.",
  adjudicator_not_checked: "Ask the adjudicator’s office first whether the school has gone there.",
  notice_period_running: "The school may still go to the adjudicator.",
  bundle_incomplete: "Parts of the bundle are neither filled nor marked.",
  no_reply_address: "No reply address is known for this school. Add one to its contacts first.",
};

export const PLACEMENT_PROBLEMS: Readonly<Record<string, string>> = {
  ...STAFF_PROBLEMS,
  ...GUARDS,
  application_duplicate: "This school has been asked for this child already.",
  case_already_open: "A case is open for this child already.",
  calendar_missing: "No calendar covers these days yet, so no date can be given. Add the calendar first.",
  code_not_usable: "This reason cannot be used here.",
  conditions_required: "Name at least one condition.",
  received_on_in_future: "The school cannot have received it in the future.",
  proof_required: "Say how we know that the school received it earlier.",
  merge_field_missing: "The letter cannot be made: something it needs is not known yet.",
  school_unknown: "We know no school with this number.",
  upn_in_use: "Another child has this number.",
  name_change_blocked: "This name cannot be changed here.",
};

/** Why an action is shown but not open yet (UI-9). */
export function reasonWords(code: string | null): string {
  if (code === null) return "";
  if (code === "incomplete") return "Something is not known yet that the school has to be told: see the child’s page.";
  return GUARDS[code] ?? code.replaceAll("_", " ");
}
