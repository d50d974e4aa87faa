/** Words of placements: a new member of a wire enum does not compile until it stands here (FS-8). */
import type { components } from "../../api/generated/placements";
import type { Worded } from "../../ui/Tag";

type Schemas = components["schemas"];
export type ApplicationState = Schemas["ApplicationState"];

const grey = (words: string): Worded => ({ words, tag: "grey" });
const blue = (words: string): Worded => ({ words, tag: "blue" });
const yellow = (words: string): Worded => ({ words, tag: "yellow" });
const red = (words: string): Worded => ({ words, tag: "red" });
const purple = (words: string): Worded => ({ words, tag: "purple" });

export const APPLICATION_STATES: Record<ApplicationState, Worded> = {
  draft: grey("Not sent"),
  ready: yellow("Ready to send"),
  submitted: blue("With the school"),
  acknowledged: blue("Received by the school"),
  offered: yellow("Place offered"),
  conditional: yellow("Offered with conditions"),
  refused: red("Refused"),
  no_response: red("No answer in time"),
  challenged: purple("Challenged"),
  consulting: purple("Consulting on a direction"),
  notice_served: purple("Notice served"),
  with_adjudicator: purple("With the adjudicator"),
  sos_requested: purple("Secretary of State asked"),
  directed: purple("Directed"),
  not_directed: grey("Not directed"),
  accepted: blue("Offer accepted"),
  start_agreed: blue("Start agreed"),
  on_roll: grey("On roll"),
  declined: grey("We declined"),
  withdrawn: grey("Withdrawn"),
  superseded: grey("Replaced"),
  duplicate: grey("Duplicate"),
  ehcp_consulting: blue("EHC plan: consulting"),
  ehcp_responded: blue("EHC plan: answered"),
  ehcp_named: blue("EHC plan: school named"),
  fap_referred: blue("Fair access: referred"),
  fap_allocated: blue("Fair access: place found"),
};

export const FLAGS: Record<Schemas["ApplicationFlag"], string> = {
  info_requested: "The school has asked something",
  overdue: "Past its date",
  under_appeal: "Under appeal",
  evidence_missing: "No figures given",
  late_referral: "Referred late",
  directed_not_admitted: "Directed, not admitted",
  named_not_admitted: "Named, not admitted",
  limit_moved: "Limit moved, calendar changed",
  reason_conflicts_with_facts: "Reason does not match what we hold",
  external_duplicate: "Also asked through another portal",
  late_application: "Late application",
};

export const CASE_STATES: Record<Schemas["CaseState"], Worded> = {
  open: yellow("No school asked"),
  seeking: blue("Schools asked"),
  offer_pending_start: blue("Waiting to start"),
  placed: grey("On roll, full time"),
  placed_part_time: yellow("On roll, part time"),
  closed: grey("Closed"),
};

export const CASE_REASONS: Record<Schemas["CaseReason"], string> = {
  new_to_care: "New into care",
  care_move: "Moved placement",
  emergency_move: "Moved placement, emergency",
  uasc_arrival: "Arrived alone from abroad",
  permanent_exclusion: "Permanently excluded",
  school_breakdown: "School place broke down",
  return_home_plan: "Plan to return home",
  phase_transfer: "Changes phase of school",
  adoption_or_order: "Adoption or court order",
  school_closing: "School is closing",
  other: "Another reason",
};

export const NEXT_STEPS: Record<Schemas["NextStep"], string> = {
  open_case: "Open a case",
  ask_school: "No school asked yet",
  send_request: "Request drafted, not sent",
  wait_for_answer: "Waiting for the school’s answer",
  challenge_or_ask_another: "Refused or silent: ask another school",
  decide_on_conditions: "Decide on the conditions",
  follow_direction: "Direction is running",
  accept_offer: "Place offered: accept it",
  agree_start: "Accepted: agree the start",
  confirm_first_day: "Start agreed: confirm the first day",
};

export const PROGRESS: Record<Schemas["ProgressKey"], string> = {
  received: "Asked",
  acknowledged: "Received",
  target: "Answer due, target",
  limit: "Answer due, limit",
  answer: "School’s answer",
  accepted: "Offer accepted",
  start_agreed: "Start agreed",
  on_roll: "On roll",
};

export const OUTCOMES: Record<Schemas["Outcome"], string> = {
  offered: "Yes, full time",
  conditional: "Yes, with conditions",
  refused: "No",
  no_response: "No answer in time",
};

/** What a ground means for the child, said plainly. */
export const GROUNDS: Record<Schemas["Ground"], string> = {
  lawful: "A lawful first reason. A direction can still overrule it.",
  conditional: "A reason only if the facts bear it out.",
  not_a_ground: "Not a ground to refuse a child in care.",
  not_a_refusal: "Not a refusal: the authority decides.",
};

export const RECEIVED_THROUGH: Record<Schemas["ReceivedThrough"], string> = {
  reply_link: "By reply link",
  account: "Signed in",
  letter: "By letter",
  email: "By e-mail",
  phone: "By phone",
  meeting: "In a meeting",
  api: "By the authority’s system",
  import: "By import",
  system: "By the calendar",
};

/** Ways an answer reaches staff who write it down. */
export const LOGGED_THROUGH = ["email", "phone", "letter", "meeting"] as const satisfies readonly Schemas["ReceivedThrough"][];

export const ACCEPTED_BY: Record<Schemas["AcceptedBy"], string> = {
  virtual_school: "The virtual school",
  social_worker: "The social worker",
  carer: "The carer",
  parent: "A parent",
  young_person: "The young person",
};

export const DELAY_CAUSES: Record<Schemas["DelayCause"], string> = {
  school: "The school",
  authority: "The authority",
  transport: "Transport",
  carer: "The carer",
  child: "The child was not able to",
};

export const DECLINE_REASONS: Record<Schemas["DeclineReason"], string> = {
  child_wish: "The child does not want it",
  carer_wish: "The carer does not want it",
  other_school_preferred: "Another school is preferred",
  too_far: "It is too far",
  needs_not_met: "It does not meet the child’s needs",
  other: "Another reason",
};

export const SUPERSESSION_REASONS: Record<Schemas["SupersessionReason"], string> = {
  care_move: "The child has moved",
  placed: "The child has a place",
  other_school_allocated: "Another school was found for the child",
};

export const WITHDRAWAL_REASONS: Record<Schemas["WithdrawalReason"], string> = {
  other_school_chosen: "Another school was chosen",
  child_wish: "The child does not want it",
  parent_request: "A parent asked for it",
  left_care: "The child is no longer in care",
  entered_in_error: "It was entered by mistake",
  ehcp_not_named: "The EHC plan names another school",
  post16: "The child is past 16",
  left_england: "The child has left England",
  died: "The child has died",
};

export const PLACE_STATUS: Record<Schemas["PlaceStatus"], Worded> = {
  no_place: red("No school place"),
  part_time: yellow("Part time"),
  at_risk: yellow("Place at risk"),
  on_roll: grey("On roll"),
};

export const REASON_GROUPS: Record<Schemas["ReasonGroup"], string> = {
  full: "The school is full",
  needs: "The child’s needs",
  behaviour: "Behaviour and history",
  information: "Information and funding",
  other: "Another reason",
};

/** What the school would like to know and the request does not say yet. */
const INCOMPLETE: Readonly<Record<string, string>> = {
  "child.ethnicity": "ethnicity",
  "child.first_language": "first language",
  "child.sen_status": "special educational needs",
  "child.pr_holders": "who holds parental responsibility",
  "child.signs_for_child": "who signs for the child",
  "case.care_placement_type": "the kind of care placement",
  "case.expected_length": "how long the care placement is expected to last",
  "case.transport_considered": "whether transport was thought of",
  "application.alternatives": "which other schools were thought of",
  "application.attachments.pep": "the latest personal education plan",
  "case.child_view": "the child’s view",
  "case.carer_view": "the carer’s view",
  "application.what_helps": "what helps the child learn",
  "application.why_this_school": "why this school",
  "application.strengths": "the child’s strengths",
  "application.interests": "the child’s interests",
};

const PAPER = "application.attachments.";

export function incompleteWords(code: string): string {
  const plain = (text: string): string => text.replaceAll("_", " ");
  if (INCOMPLETE[code] !== undefined) return INCOMPLETE[code];
  return code.startsWith(PAPER) ? `a paper the host authority wants (${plain(code.slice(PAPER.length))})` : plain(code.replace(/^\w+\./, ""));
}

const WARNINGS: Readonly<Record<string, string>> = {
  critical_year: "The child is in Year 6, 10 or 11: a change of school weighs more.",
  transport_not_considered: "Nobody has noted whether transport would keep the present school.",
  choice_authority_unknown: "Who may choose the school is not known.",
  choice_incomplete: "The choice has not been talked over with everybody yet.",
  no_visit: "The school has not been visited.",
  part_time: "The hours offered are below full time.",
  not_nearest: "It is not the nearest suitable school, and nobody has noted why.",
  host_not_told: "The authority where the child lives has not been told of the placement.",
  admissions_profile_missing: "Nobody has noted which papers the host authority wants.",
  inspection_note_missing: "The school requires improvement: note how vulnerable pupils are supported there.",
};

export const warningWords = (code: string): string => WARNINGS[code] ?? code.replaceAll("_", " ");
