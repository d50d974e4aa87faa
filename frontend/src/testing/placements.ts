/** Things of placements for tests: fixed valid values; a test says what matters to it. */
import type { components } from "../api/generated/placements";

type Schemas = components["schemas"];

export const id = (n: number) => `018f0000-0000-7000-9000-${String(n).padStart(12, "0")}`;

export const MASON: Schemas["ChildLabelOut"] = { id: id(1), name: "Mason Kerr", preferred_name: null, initials: "M.K.", year_group: "9" };
export const LILY: Schemas["ChildLabelOut"] = { id: id(2), name: "Lily Frost", preferred_name: null, initials: "L.F.", year_group: "1" };
export const BEACON: Schemas["SchoolLabelOut"] = { urn: 9990001, name: "Beacon Hill Academy" };
export const KESTREL: Schemas["SchoolLabelOut"] = { urn: 9990002, name: "Kestrel Way School" };
export const CASE_ID = id(70);

export const page = <T>(...items: T[]) => ({ items, next_cursor: null });
export const allowed = (...actions: string[]): Schemas["AllowedActionOut"][] => actions.map((action) => ({ action, enabled: true, reason: null, from_on: null }));

export function aChild(changed: Partial<Schemas["ChildOut"]> = {}): Schemas["ChildOut"] {
  return {
    seen_by: "authority",
    id: MASON.id,
    version: 3,
    la_child_id: "NS-0142",
    label: "Mason Kerr",
    is_named: true,
    first_name: "Mason",
    surname: "Kerr",
    preferred_name: null,
    initials: "M.K.",
    date_of_birth: "2013-02-14",
    sex: "M",
    upn: "A123456789012",
    former_upn: null,
    upn_unknown_reason: null,
    ethnicity: null,
    year_group: "9",
    year_group_override: null,
    year_group_override_reason: null,
    is_of_school_age: true,
    sen_status: "support",
    ehc_authority: null,
    uasc: false,
    uasc_until: null,
    host_authority: "999",
    home_postcode_sector: null,
    choice_authority: "authority",
    cohort: "lac",
    status: "no_place",
    iro_post_id: null,
    first_language: null,
    eal_stage: null,
    social_worker: { name: "Kit Brand", phone: "01632 960 111", email: null, post_id: null },
    signs_for_child: null,
    pr_holders: null,
    feed_purged_at: null,
    twice_excluded: false,
    care_placements: [],
    exclusions: [],
    reduced_timetables: [],
    warnings: [],
    open_case: { id: CASE_ID, need_from: "2026-10-02", school_days: 31 },
    owner: null,
    care_periods: [],
    rolls: [],
    allowed_actions: [],
    ...changed,
  };
}

export function aChildRow(child: Schemas["ChildLabelOut"], changed: Partial<Schemas["ChildRowOut"]> = {}): Schemas["ChildRowOut"] {
  return { child, version: 1, la_child_id: null, is_named: true, status: "no_place", care_status: "looked_after", school: null, open_case: null, owner: null, ...changed };
}

export function aClock(changed: Partial<Schemas["ClockOut"]> = {}): Schemas["ClockOut"] {
  return {
    key: "inyear_limit",
    force: "must",
    unit: "sd",
    days: 8,
    sense: "past",
    n: 15,
    from_on: "2026-10-14",
    due_on: "2026-11-11",
    local_due_on: null,
    state: "missed",
    calendar_owner: "school:9990001",
    calendar_version: 1,
    inherited: true,
    rule: { ref: "School Admissions Code 2021", version: 1 },
    ...changed,
  };
}

export function aCase(changed: Partial<Schemas["CaseOut"]> = {}): Schemas["CaseOut"] {
  return {
    id: CASE_ID,
    version: 2,
    child: MASON,
    state: "seeking",
    reason: "emergency_move",
    need_from: "2026-10-02",
    opened_on: "2026-10-02",
    emergency: true,
    emergency_reason: null,
    responsible_authority: "999",
    host_authority: "999",
    case_calendar_authority: "999",
    care_placement_type: null,
    care_move_planned_on: null,
    expected_length: "unknown",
    current_school_urn: null,
    attending: null,
    child_view: null,
    carer_view: null,
    considered_with: [],
    transport_considered: null,
    transport_note: null,
    owner: null,
    closed_on: null,
    closed_reason: null,
    school_days: 31,
    counters: { days_off_roll: 31, days_no_provision: 31, days_part_time: 0, days_unregistered_ap: 0 },
    clocks: [],
    application_ids: [],
    delay_reasons: [],
    post16_asked_on: null,
    dates: [],
    facts: [],
    approvals: [],
    interim_provisions: [],
    notes: [],
    allowed_actions: [],
    ...changed,
  };
}

export function aDecision(changed: Partial<Schemas["DecisionOut"]> = {}): Schemas["DecisionOut"] {
  return {
    id: id(50),
    outcome: "refused",
    first: true,
    decided_on: "2026-11-23",
    logged_on: "2026-11-23",
    received_through: "reply_link",
    channel: "formal",
    reasons: [{ code: "BEHAVIOUR", label: "We expect challenging behaviour" }],
    ground: "not_a_ground",
    reference: ["School Admissions Code 2021, paragraph 3.10"],
    narrative: null,
    evidence: [],
    appeal_information: "not_stated",
    start_on: null,
    hours_per_week: null,
    conditions: [],
    school_days: 23,
    late_by_school_days: 8,
    overturned_by: null,
    annotation: null,
    ...changed,
  };
}

export function anApplication(changed: Partial<Schemas["ApplicationOut"]> = {}): Schemas["ApplicationOut"] {
  return {
    seen_by: "authority",
    id: id(10),
    version: 5,
    reference: "A-2026-0142",
    case_id: CASE_ID,
    child: MASON,
    school: BEACON,
    rank: 1,
    route: "in_year_lac",
    next_route: null,
    stream: "in_year",
    entry_academic_year: "2026-27",
    year_group: "9",
    requested_start: { kind: "as_soon_as_possible", on: null },
    why_this_school: null,
    alternatives: [],
    distance_km: null,
    inspection_note: null,
    attachments: [],
    external_ref: null,
    continues_id: null,
    continued_in_id: null,
    review_on: null,
    questions: [],
    challenges: [],
    appeals: [],
    corrections: [],
    recommendation: null,
    direction: null,
    plan: null,
    priority: null,
    answer_counts_as: "none",
    strengths: null,
    interests: null,
    what_helps: null,
    child_view: null,
    carer_view: null,
    visit_on: null,
    nearest_reason: null,
    state: "submitted",
    flags: [],
    submitted_at: "2026-10-14T14:40:00Z",
    received_on: "2026-10-14",
    receipt_proof: "not_proved",
    incomplete_reason: null,
    accepted_on: null,
    accepted_by: null,
    start_on: null,
    hours_per_week: null,
    first_day_on: null,
    delay_cause: null,
    closed_on: null,
    close_reason: null,
    owner: null,
    clocks: [],
    steps: [
      { key: "received", status: "done", on: "2026-10-14" },
      { key: "limit", status: "missed", on: "2026-11-11" },
      { key: "answer", status: "now", on: null },
      { key: "on_roll", status: "next", on: null },
    ],
    answer: null,
    decisions: [],
    letters: [],
    facts: [],
    siblings: [],
    incomplete: [],
    warnings: [],
    allowed_actions: [],
    ...changed,
  };
}

export function anApplicationRow(changed: Partial<Schemas["ApplicationRowOut"]> = {}): Schemas["ApplicationRowOut"] {
  return {
    id: id(10),
    version: 5,
    reference: "A-2026-0142",
    case_id: CASE_ID,
    child: MASON,
    school: BEACON,
    state: "submitted",
    flags: [],
    received_on: "2026-11-09",
    due_on: "2026-11-18",
    force: "should",
    school_days_past: 3,
    owner: null,
    allowed_actions: [],
    ...changed,
  };
}

export function aSchoolRow({ urn, name }: Schemas["SchoolLabelOut"]): Schemas["SchoolRowOut"] {
  return { urn, name, version: 1, kind: "academy", phase: "secondary", status: "open", authority: { code: "999", name: "Northshire" }, town: "Northport", postcode: null, closed_on: null, successors: [] };
}

export const DEADLINES: Schemas["DeadlinesOut"] = {
  school_urn: BEACON.urn,
  received_on: "2026-11-23",
  target_on: "2026-12-07",
  local_target_on: null,
  limit_on: "2026-12-14",
  calendar_owner: "authority:999",
  calendar_version: 1,
  inherited: false,
  reference: [],
};

export const LETTER: Schemas["LetterPreviewOut"] = {
  template_key: "L1",
  template_version: 1,
  title: "Request for a school place",
  parts: [{ part: "ask", text: "Please offer the child a place." }],
  legal_basis: [],
  recipients: ["admissions@beaconhill.test"],
  mail_subject: "A school place for a child in care",
  mail_text: "Answer in a minute.",
};
