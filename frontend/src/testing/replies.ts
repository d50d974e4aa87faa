/** What a school sees and sends by its link, for tests. */
import type { components } from "../api/generated/placements";

type Schemas = components["schemas"];

export function aRefusalCode(changed: Partial<Schemas["RefusalCodeOut"]> = {}): Schemas["RefusalCodeOut"] {
  return {
    code: "BEHAVIOUR",
    label: "We expect challenging behaviour",
    group: "behaviour",
    standing: "not_a_ground",
    ground: "not_a_ground",
    given_by: "school",
    says: "Expected behaviour is no ground to refuse a child in care.",
    reference: ["School Admissions Code 2021, paragraph 3.10"],
    evidence: null,
    letter: null,
    roll_up: "other",
    ...changed,
  };
}

export function aReply(changed: Partial<Schemas["ReplyOut"]> = {}): Schemas["ReplyOut"] {
  const { code, label, group, standing, ground, says, reference, evidence } = aRefusalCode();
  return {
    reference: "A-2026-0150",
    school: { urn: 9990010, name: "Ashby Road Primary" },
    initials: "T.A.",
    year_group: "4",
    asks: "answer",
    state: "submitted",
    authority_name: "Northshire Virtual School",
    asked_on: "2026-11-12",
    answer_by: "2026-11-26",
    limit_on: "2026-12-03",
    change_until: "2026-12-03",
    requested_start: { kind: "as_soon_as_possible", on: null },
    what_helps: "A quiet corner.",
    strengths: null,
    interests: null,
    has_plan: false,
    support: ["Pupil Premium Plus."],
    facts_held: [{ key: "number_on_roll", value: "208", source: "GIAS", as_of: null }],
    reason_codes: [
      { code, label, group, standing, ground, says, reference, evidence },
      { code: "FULL_YEAR_GROUP", label: "The year group is full", group: "full", standing: "lawful", ground: "lawful", says: "A full year group is a lawful first reason.", reference: [], evidence: "Numbers" },
    ],
    questions: [],
    conditions: [{ code: "PART_TIME", label: "Part time at first" }],
    late_start_after: "2026-12-07",
    start_on: null,
    previous_answer: null,
    contact: "Sam Lund, 01632 960 123",
    ...changed,
  };
}

export function aReplySent(changed: Partial<Schemas["ReplySentOut"]> = {}): Schemas["ReplySentOut"] {
  return {
    answer: "offer",
    state: "offered",
    outcome: "offered",
    ground: null,
    says: null,
    reference: [],
    start_on: "2026-11-30",
    sent_at: "2026-11-23T10:02:00Z",
    change_until: "2026-12-03",
    receipt_sent: true,
    ...changed,
  };
}
