/** Words of the national register of schools. */
const PHASES: Readonly<Record<string, string>> = {
  not_applicable: "No phase",
  nursery: "Nursery",
  primary: "Primary",
  middle_deemed_primary: "Middle, as primary",
  secondary: "Secondary",
  middle_deemed_secondary: "Middle, as secondary",
  sixteen_plus: "Past 16",
  all_through: "All-through",
};

const KINDS: Readonly<Record<string, string>> = {
  maintained: "Maintained school",
  academy: "Academy",
  maintained_special: "Maintained special school",
  special_academy: "Special academy",
  alternative: "Alternative provision",
  independent: "Independent school",
  nursery: "Nursery school",
  post16: "Past 16",
  other: "Other kind",
};

const STATUSES: Readonly<Record<string, string>> = {
  open: "Open",
  closed: "Closed",
  open_proposed_to_close: "Open, to close",
  proposed_to_open: "Not open yet",
};

export const phaseWords = (phase: string): string => PHASES[phase] ?? phase.replaceAll("_", " ");
export const kindWords = (kind: string): string => KINDS[kind] ?? kind.replaceAll("_", " ");
export const statusWords = (status: string): string => STATUSES[status] ?? status.replaceAll("_", " ");
export const PHASE_CHOICES = Object.entries(PHASES).map(([value, words]) => ({ value, words }));
