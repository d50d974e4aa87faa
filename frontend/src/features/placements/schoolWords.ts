/** Words of the national register of schools. */
import type { components } from "../../api/generated/placements";
import type { SchoolRow } from "./queries";

type Schemas = components["schemas"];

export const PHASES: Record<Schemas["Phase"], string> = {
  nursery: "Nursery",
  primary: "Primary",
  middle_deemed_primary: "Middle, as primary",
  secondary: "Secondary",
  middle_deemed_secondary: "Middle, as secondary",
  all_through: "All-through",
  sixteen_plus: "Past 16",
  not_applicable: "No phase",
};

export const KINDS: Record<Schemas["SchoolKind"], string> = {
  maintained: "Maintained school",
  academy: "Academy",
  maintained_special: "Maintained special school",
  special_academy: "Special academy",
  alternative: "Alternative provision",
  independent: "Independent school",
  nursery: "Nursery school",
  post16: "Past 16",
  other: "Another kind of setting",
};

export const STATUSES: Record<Schemas["SchoolStatus"], string> = {
  open: "Open",
  closed: "Closed",
  open_proposed_to_close: "Open, to close",
  proposed_to_open: "Not open yet",
};

export const CONTACT_ROLES: Record<Schemas["ContactRole"], string> = {
  admissions: "Admissions",
  designated_teacher: "Designated teacher",
  head: "Head",
  pupil_premium: "Pupil Premium Plus",
  office: "Office",
  chair_of_governors: "Chair of governors",
  clerk: "Clerk",
  trust_ceo: "Trust leader",
  trust_admissions: "Trust admissions",
  admissions_team: "Admissions team",
  virtual_school: "Virtual school",
  send_team: "SEND team",
  legal: "Legal",
};

/** `Secondary, Northport, Northshire`: what tells two schools of one name apart. */
export function whereWords({ phase, town, authority }: Pick<SchoolRow, "phase" | "town" | "authority">): string {
  return [PHASES[phase], town, authority.name ?? authority.code].filter(Boolean).join(", ");
}
