/** Things of funding for tests: fixed valid values; a test says what matters to it. */
import type { components } from "../api/generated/funding";

type Schemas = components["schemas"];

const id = (n: number) => `018f0000-0000-7000-a000-${String(n).padStart(12, "0")}`;

export const TIA = { id: id(4), initials: "T.A.", year_group: "4" };
export const ASHBY = { urn: 9990010, name: "Ashby Road Primary" };

export function anOverview(changed: Partial<Schemas["OverviewOut"]> = {}): Schemas["OverviewOut"] {
  return {
    financial_year: "2026-27",
    scheme: "LAC",
    award: { id: id(80), kind: "provisional", children_count: 184, rate_pence: 263_000, award_pence: 48_392_000 },
    policy_version: 3,
    central_pot_pence: 0,
    devolved_pot_pence: 12_000_000,
    child_budgets_pence: 0,
    paid_pence: 19_840_000,
    agreed_pence: 8_226_600,
    asked_pence: 2_903_500,
    free_pence: 17_421_900,
    evidenced_pence: 18_850_000,
    advanced_pence: 990_000,
    received_pence: 24_196_000,
    receivable_pence: 24_196_000,
    must_be_allocated_by: "2027-03-31",
    school_days_left: 71,
    left_pence: 17_020_000,
    requests_to_decide: { count: 0, pence: 0 },
    payments_ready: { count: 0, pence: 0 },
    returns_not_accounted: [],
    returns_not_accounted_total: 0,
    ...changed,
  };
}

export function notAccounted(changed: Partial<Schemas["NotAccountedOut"]> = {}): Schemas["NotAccountedOut"] {
  return {
    return_id: id(61),
    school_urn: 9990020,
    school_name: "Fernley Primary",
    term: "SUM-2026",
    due_on: "2026-11-16",
    state: "overdue",
    days_late: 7,
    children: 3,
    paid_pence: 270_000,
    accounted_pence: 30_000,
    chases: 3,
    allowed_actions: ["remind"],
    version: 2,
    ...changed,
  };
}

export function aRequestLine(changed: Partial<Schemas["RequestLineOut"]> = {}): Schemas["RequestLineOut"] {
  return {
    id: id(33),
    position: 1,
    spend_code: "tuition_1to1",
    description: "maths, one hour a week",
    provider: null,
    delivery: "one_to_one",
    target_id: null,
    eef_code: null,
    tier: null,
    group_size: null,
    sessions: null,
    minutes_each: null,
    unit_cost_pence: null,
    total_pence: 54_000,
    asked_pence: 54_000,
    total_reason: "10 sessions of £54",
    start_on: "2026-11-30",
    end_on: "2027-02-12",
    sessions_by_financial_year: [],
    funding_sources: [],
    ehcp_overlap: false,
    ehcp_text: null,
    baseline: null,
    attachment_ref: null,
    already_started: false,
    decision: null,
    ...changed,
  };
}

export function aMoneyRequest(changed: Partial<Schemas["RequestOut"]> = {}): Schemas["RequestOut"] {
  return {
    id: id(31),
    kind: "topup",
    scheme: "LAC",
    financial_year: "2026-27",
    term: "AUT-2026",
    state: "submitted",
    outcome: null,
    child: TIA,
    shares: [],
    school: ASHBY,
    pay_to: "school",
    payee_id: null,
    fund: "devolved",
    need: "Number facts to 20.",
    reason: null,
    expected_outcome: null,
    exit_strategy: null,
    child_view: null,
    central_category: null,
    central_purpose: null,
    asked_pence: 54_000,
    approved_pence: null,
    paid_pence: 0,
    lines: [aRequestLine()],
    policy_version: 3,
    asked_by: id(90),
    submitted_at: "2026-11-18T10:00:00Z",
    decided_by: null,
    decided_at: null,
    allowed_actions: ["decide"],
    version: 2,
    ...changed,
  };
}

export function aBatchLine(changed: Partial<Schemas["BatchLineOut"]> = {}): Schemas["BatchLineOut"] {
  return {
    line_no: 1,
    payee_id: id(40),
    payee_name: "Ashby Road Primary",
    supplier_no: "S1001",
    school_urn: ASHBY.urn,
    posting_type: "topup",
    financial_year: "2026-27",
    term: "AUT-2026",
    pence: 54_000,
    payment_ref: "PPP-AUT26-000001",
    narrative: "PP+",
    cost_centre: "4711",
    account: "8801",
    project: "PP26",
    tax_code: "OS",
    state: "open",
    paid_on: null,
    document_no: null,
    reason: null,
    ...changed,
  };
}

export function aBatch(changed: Partial<Schemas["BatchOut"]> = {}): Schemas["BatchOut"] {
  return {
    id: id(36),
    scheme: "LAC",
    state: "checked",
    lines: [aBatchLine(), aBatchLine({ line_no: 2, payee_name: "Dene Valley High", pence: 120_000, payment_ref: "PPP-AUT26-000002" })],
    failures: [],
    pence: 174_000,
    created_by: id(90),
    created_at: "2026-11-20T09:00:00Z",
    checked_by: null,
    approved_by: null,
    approved_at: null,
    exported_at: null,
    file_sha256: null,
    allowed_actions: ["approve"],
    version: 4,
    ...changed,
  };
}

export function aReturnLine(changed: Partial<Schemas["ReturnLineOut"]> = {}): Schemas["ReturnLineOut"] {
  return {
    id: id(51),
    child: TIA,
    description: "1:1 tuition, maths",
    spend_code: "tuition_1to1",
    tier: null,
    eef_code: null,
    target_id: null,
    scheme: "LAC",
    financial_year: "2026-27",
    service_from: "2026-09-01",
    service_to: "2026-12-18",
    paid_pence: 54_000,
    charged_to_grant_pence: 54_000,
    school_contribution_pence: 0,
    saved: false,
    impact_rating: null,
    review_on: null,
    state: "open",
    rejected_for: null,
    evidenced_pence: 0,
    ...changed,
  };
}

export function aReturn(changed: Partial<Schemas["ReturnOut"]> = {}): Schemas["ReturnOut"] {
  return {
    id: id(61),
    school: ASHBY,
    term: "AUT-2026",
    due_on: "2027-01-08",
    extended_to: null,
    state: "due",
    days_late: 0,
    asked_on: "2026-12-18",
    reminders: 0,
    overdue_reminders: 0,
    escalations: 0,
    paid_pence: 90_000,
    charged_pence: 90_000,
    unspent_pence: 0,
    note: null,
    as_agreed: false,
    opened_at: null,
    submitted_at: null,
    submitted_by_role: null,
    seconds_to_complete: null,
    accepted_on: null,
    rule: { policy_version: 3, setting_unspent: "offset", receipt_threshold_pence: null },
    lines: [aReturnLine(), aReturnLine({ id: id(52), description: "Mentor, weekly", paid_pence: 36_000, charged_to_grant_pence: 36_000 })],
    allowed_actions: [],
    version: 2,
    ...changed,
  };
}
