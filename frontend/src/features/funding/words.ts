/** Words of funding: a new member of a wire enum does not compile until it stands here (FS-8). */
import type { components } from "../../api/generated/funding";
import type { Worded } from "../../ui/Tag";

type Schemas = components["schemas"];

const grey = (words: string): Worded => ({ words, tag: "grey" });
const blue = (words: string): Worded => ({ words, tag: "blue" });
const yellow = (words: string): Worded => ({ words, tag: "yellow" });
const red = (words: string): Worded => ({ words, tag: "red" });

export const REQUEST_STATES: Record<Schemas["RequestState"], Worded> = {
  draft: grey("Not sent"),
  submitted: yellow("To decide"),
  under_review: blue("Being checked"),
  committed: blue("Agreed"),
  declined: red("Declined"),
  withdrawn: grey("Withdrawn"),
  lapsed: grey("Lapsed"),
  released: blue("In payment"),
  paid: grey("Paid"),
  part_evidenced: yellow("Partly accounted"),
  evidenced: grey("Accounted"),
  closed: grey("Closed"),
  cancelled: grey("Cancelled"),
};

/** A request agreed in part says so: its state alone does not. */
export function requestWords(request: Readonly<{ state: Schemas["RequestState"]; outcome: Schemas["RequestOutcome"] | null }>): Worded {
  if (request.state === "committed" && request.outcome === "part_approved") return blue("Partly agreed");
  return REQUEST_STATES[request.state];
}

export const REQUEST_OUTCOMES: Record<Schemas["RequestOutcome"], string> = {
  approved: "Agreed",
  part_approved: "Partly agreed",
  declined: "Declined",
};

export const REQUEST_KINDS: Record<Schemas["RequestKind"], string> = {
  base: "Base money",
  topup: "Top-up",
  pooled: "For several children",
  central: "Kept centrally",
  exception: "Exception",
  post16: "Past 16",
};

export const RETURN_STATES: Record<Schemas["ReturnState"], Worded> = {
  due: grey("Not due yet"),
  reminded: blue("Reminded"),
  overdue: red("Overdue"),
  escalated: red("With the head"),
  submitted: yellow("To check"),
  queried: blue("Question asked"),
  accepted: grey("Accepted"),
  waived: grey("Not needed"),
};

export const RETURN_LINE_STATES: Record<Schemas["ReturnLineState"], Worded> = {
  open: grey("Open"),
  submitted: yellow("To check"),
  queried: blue("Question asked"),
  accepted: grey("Accepted"),
  rejected: red("Not accepted"),
};

export const RATINGS: Record<Schemas["ImpactRating"], string> = {
  exceeded: "More than hoped",
  met: "Yes",
  partly: "Partly",
  too_early: "Not yet",
  not_met: "No",
  did_not_happen: "Did not happen",
};

export const BATCH_STATES: Record<Schemas["BatchState"], Worded> = {
  draft: yellow("Draft"),
  checked: yellow("Checked"),
  approved: blue("Approved"),
  exported: blue("File made"),
  confirmed: grey("Paid"),
  discarded: grey("Thrown away"),
};

export const BATCH_LINE_STATES: Record<Schemas["LineState"], Worded> = {
  open: blue("Open"),
  paid: grey("Paid"),
  rejected: red("Sent back by the bank"),
};

export const PAYMENT_STATES: Record<Schemas["PaymentState"], Worded> = {
  ready: yellow("Ready"),
  awaiting_supplier: yellow("Supplier not verified"),
  awaiting_invoice: yellow("Waits for an invoice"),
  held: red("On hold"),
  in_batch: blue("In a batch"),
  released: blue("In a payment file"),
  paid: grey("Paid"),
  rejected: red("Sent back by the bank"),
  cancelled: grey("Cancelled"),
};

export const PAYEE_STATES: Record<Schemas["PayeeState"], Worded> = {
  new: yellow("New"),
  awaiting_supplier: yellow("To verify"),
  verified: grey("Verified"),
  blocked: red("Blocked"),
};

export const PAYEE_KINDS: Record<Schemas["PayeeKind"], string> = {
  school: "School",
  provider: "Early years provider",
  supplier: "Supplier",
};

export const AWARD_KINDS: Record<Schemas["AwardKind"], string> = {
  estimated: "Estimated",
  provisional: "Provisional",
  final: "Final",
  adjusted: "Adjusted",
};

export const AWARD_STATES: Record<Schemas["AwardState"], Worded> = {
  draft: yellow("Entered, not posted"),
  posted: grey("Posted"),
  superseded: grey("Replaced"),
};

export const COUNT_STATES: Record<Schemas["CountState"], Worded> = {
  checked: yellow("Checked"),
  applied: grey("Kept as ours"),
  superseded: grey("Replaced"),
};

export const DECLINE_REASONS: Record<Schemas["ReasonCode"], string> = {
  ehcp_overlap: "The EHC plan pays for it",
  not_pep_need: "Not a need in the personal education plan",
  too_costly: "Too costly for what it brings",
  duplicate: "Asked for already",
  not_allowed: "Not allowed by the policy",
  no_money: "No money left",
  evidence_weak: "The case for it is weak",
  late: "Asked too late",
  other: "Another reason",
};

export const SPEND_CODES: Record<Schemas["SpendCode"], string> = {
  tuition_1to1: "One-to-one tuition",
  small_group: "Small group teaching",
  ta_1to1: "Teaching assistant, one to one",
  mentoring: "Mentoring",
  elsa: "Emotional literacy support",
  semh: "Social and emotional support",
  therapy: "Therapy",
  settling_to_learn: "Settling to learn",
  ep_report: "Educational psychologist’s report",
  literacy: "Literacy",
  numeracy: "Numeracy",
  books: "Books",
  revision_guides: "Revision guides",
  magazines: "Magazines",
  home_resources: "Things for learning at home",
  music: "Music",
  trips: "Trips",
  extracurricular: "Clubs and activities",
  rewards: "Rewards",
  attendance: "Attendance",
  specialist_equipment: "Special equipment",
  it_hardware: "Computer equipment",
  laptop_ks4: "Laptop, Year 10 and 11",
  staff_training: "Staff training",
  attachment_training: "Attachment training",
  uniform: "Uniform",
  transport: "Transport",
  holidays: "Holiday learning",
  base_education: "Basic schooling",
  ehcp_or_sen_notional: "Paid by the SEN budget",
  other: "Something else",
};

export const DELIVERIES: Record<Schemas["Delivery"], string> = {
  one_to_one: "One to one",
  group: "In a group",
  whole_school: "Whole school",
  item: "An item",
};

export const ACCOUNTS: Record<Schemas["Account"], string> = {
  DFE_RECEIVABLE: "Still to come from the DfE",
  CASH: "Cash",
  ADVANCED: "Paid, not yet accounted for",
  SPENT: "Accounted for",
  RECOUP_RECEIVABLE: "To come back from schools",
  UNALLOCATED: "Not yet split",
  CENTRAL_POT: "Kept centrally",
  DEVOLVED_POT: "For schools",
  CHILD_BUDGET: "Children’s budgets",
  COMMITTED: "Agreed, not yet paid",
  APPLIED: "Paid out",
  PAYABLE: "In a payment file",
  DFE_REPAYABLE: "To give back to the DfE",
  POST_YEAR_END: "Came in after the year",
};

export const JOURNALS: Record<Schemas["JournalKind"], string> = {
  J1: "Award",
  J2: "Receipt",
  J3: "Split",
  J4: "Child’s budget",
  J5: "Agreed",
  J6: "Released",
  J7: "Paid",
  J8: "Accounted for",
  J9: "Credit note",
  J10: "Asked back",
  J11: "Came back",
  J12: "School to school",
  J13: "Year end",
  J14: "Repaid",
  J15: "Late refund",
  J16: "Late refund decided",
  JR: "Reversed",
};

const TERMS: Readonly<Record<string, string>> = { AUT: "autumn", SPR: "spring", SUM: "summer" };

/** `AUT-2026` → `autumn 2026` */
export function termWords(term: string): string {
  const [season = "", year = ""] = term.split("-");
  return `${TERMS[season] ?? season} ${year}`;
}

/** `2026-27` → `2026 to 2027` */
export function yearWords(financialYear: string): string {
  const [from = "", to = ""] = financialYear.split("-");
  return `${from} to ${from.slice(0, 2)}${to}`;
}
