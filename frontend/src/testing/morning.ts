/** The morning page for tests: fixed valid values; a test says what matters to it. */
import type { components } from "../api/generated/placements";
import { BEACON, CASE_ID, MASON, allowed, id } from "./placements";

type Schemas = components["schemas"];

export function pastDate(changed: Partial<Schemas["PastDateRowOut"]> = {}): Schemas["PastDateRowOut"] {
  return {
    application_id: id(10),
    version: 3,
    reference: "A-2026-0142",
    school: BEACON,
    child: MASON,
    state: "submitted",
    due_on: "2026-11-11",
    school_days_past: 8,
    force: "must",
    last_contact_on: null,
    owner: null,
    allowed_actions: allowed("send_reminders"),
    ...changed,
  };
}

export function aMorning(changed: Partial<Schemas["TodayOut"]> = {}): Schemas["TodayOut"] {
  return {
    today: "2026-11-23",
    is_school_day: true,
    school_day_number: 53,
    school_days_in_year: 190,
    term: "autumn",
    term_ends_on: "2026-12-18",
    school_days_left_in_term: 18,
    holiday_until: null,
    without_place: { items: [], total: 0, school_days_lost: 0 },
    past_date: { items: [], total: 0, past_limit: 0, past_target: 0 },
    days_lost_by_week: [11, 28, 5].map((school_days, at) => ({ week: `2026-11-0${at + 1}`, school_days })),
    also: [],
    coming: [],
    ...changed,
  };
}

export function withoutPlace(changed: Partial<Schemas["WithoutPlaceRowOut"]> = {}): Schemas["WithoutPlaceRowOut"] {
  return {
    case_id: CASE_ID,
    child: MASON,
    school_days: 31,
    since: "2026-10-02",
    reason: "emergency_move",
    next_step: { code: "wait_for_answer", by: "school" },
    owner: null,
    allowed_actions: [],
    ...changed,
  };
}
