/** Words for who people are and what sign-in answers. */
import type { FormWords } from "../../ui/fieldErrors";
import { STAFF_PROBLEMS } from "../../ui/staffProblems";
import type { Role } from "./queries";

export const ROLE_WORDS: Record<Role, string> = {
  vsh: "virtual school head",
  vs_officer: "caseworker",
  vs_finance: "finance officer",
  la_signatory: "director, signs for the authority",
  la_admissions: "admissions officer",
  send_officer: "SEND officer",
  social_worker: "social worker",
  iro: "independent reviewing officer",
  la_user_admin: "user administrator",
  la_auditor: "auditor",
  designated_teacher: "designated teacher",
  school_head: "headteacher",
  school_admissions: "school admissions",
  trust_user: "trust lead",
  inspector: "reader",
  la_system: "authority system",
  platform_operator: "platform operator",
};

export const SIGN_IN_WORDS: FormWords = {
  names: { email: "your e-mail address", password: "your password" },
  problems: {
    ...STAFF_PROBLEMS,
    sign_in_failed: "The e-mail address or the password is not right.",
    rate_limited: "Too many tries. Sign-in is closed for 15 minutes for this address.",
  },
};
