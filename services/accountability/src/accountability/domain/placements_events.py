"""What accountability reads of the placements feed (section 3.2), as data."""

from collections.abc import Mapping
from typing import Final

from accountability.domain.shapes import (
    Field,
    Shape,
    a_code,
    a_count,
    a_date,
    a_flag,
    a_month,
    a_urn,
    an_authority,
    an_id,
    an_instant,
    list_of,
    may,
    must,
    one_of,
    records,
    words,
)

SOURCE: Final = "placements"

YEAR_GROUPS: Final = ("N", "R", *map(str, range(1, 15)))
STREAMS: Final = ("in_year", "phase_round", "ehcp_consultation", "managed_move", "fair_access", "other")
OUTCOMES: Final = ("offered", "conditional", "refused", "no_response")
GROUNDS: Final = ("lawful", "conditional", "not_a_ground", "not_a_refusal")
CHANNELS: Final = ("reply_link", "account", "letter", "email", "phone", "meeting", "api", "import", "system")
CLOSE_SIDES: Final = ("admitted", "school", "authority", "child", "other_offer", "duplicate")

_CORRECTION: Final = {"supersedes": may(an_id)}
_CHILD: Final = {
    "child_id": must(an_id),
    "year_group": must(one_of(*YEAR_GROUPS)),
    "academic_year": must(a_code),
    "sen": may(one_of("none", "support", "ehcp")),
    "uasc": may(a_flag),
    "host_authority": may(an_authority),
}
_CASE: Final = {"case_id": must(an_id), "child_id": must(an_id), "host_authority": may(an_authority)}
_APPLICATION: Final = {"application_id": must(an_id)}
_CARE: Final = records(
    status=must(one_of("looked_after", "previously_looked_after")),
    to=may(a_date),
    short_break=must(a_flag),
    end_reason=may(one_of("ended", "transferred", "order", "other")),
    **{"from": must(a_date)},
)
_ROLL: Final = records(
    school_urn=must(a_urn),
    to=may(a_date),
    kind=must(one_of("main", "subsidiary")),
    end_reason=may(a_code),
    end_reason_by=may(one_of("authority", "school")),
    **{"from": must(a_date)},
)
_ASK: Final = {
    "ask_id": must(an_id),
    "school_urn": must(a_urn),
    "kind": must(one_of("answer_request", "account_for_money", "confirm_contacts", "right_of_reply", "other")),
    "sent_at": must(an_instant),
    "counts_as_email": must(a_flag),
}
_STEPS: Final = (
    *("consulting", "notice_served", "with_adjudicator", "directed"),
    *("not_directed", "sos_requested", "abandoned"),
)


def _shape(subject: str, **fields: Field) -> Shape:
    return Shape(subject, {**fields, **_CORRECTION})


USED: Final[Mapping[str, Shape]] = {
    "child.registered": _shape("child_id", **_CHILD),
    "child.changed": _shape("child_id", **_CHILD),
    "child.care_changed": _shape("child_id", child_id=must(an_id), intervals=_CARE),
    "child.roll_changed": _shape("child_id", child_id=must(an_id), intervals=_ROLL),
    "child.merged": _shape("child_id", child_id=must(an_id), into_child_id=must(an_id)),
    "child.closed": _shape("child_id", child_id=must(an_id), reason=must(one_of("left_care", "moved_area", "other"))),
    "case.opened": _shape("case_id", **_CASE, need_from_on=may(a_date)),
    "case.placed": _shape("case_id", **_CASE, placed_on=must(a_date)),
    "case.closed": _shape("case_id", **_CASE, closed_on=must(a_date), close_reason=may(a_code)),
    "case.days_counted": _shape(
        "case_id",
        case_id=must(an_id),
        month=must(a_month),
        days_off_roll=must(a_count),
        days_no_provision=must(a_count),
        days_part_time=must(a_count),
        days_unregistered_ap=must(a_count),
    ),
    "application.submitted": _shape(
        "application_id",
        **_APPLICATION,
        case_id=may(an_id),
        child_id=must(an_id),
        school_urn=must(a_urn),
        stream=must(one_of(*STREAMS)),
        year_group=must(one_of(*YEAR_GROUPS)),
        received_on=must(a_date),
        submitted_by=may(a_code),
        is_test=may(a_flag),
    ),
    "application.decided": _shape(
        "application_id",
        **_APPLICATION,
        outcome=must(one_of(*OUTCOMES)),
        first=must(a_flag),
        decided_on=must(a_date),
        reason_codes=may(list_of(a_code)),
        school_days=may(a_count),
        ground=may(one_of(*GROUNDS)),
        channel=may(one_of("formal", "informal")),
        received_through=may(one_of(*CHANNELS)),
        late_by_school_days=may(a_count),
        overturned_by=may(a_code),
        recorded_by=may(a_code),
    ),
    "application.condition_lifted": _shape("application_id", **_APPLICATION, lifted_on=must(a_date)),
    "application.challenged": _shape("application_id", **_APPLICATION, challenged_on=must(a_date), route=may(a_code)),
    "application.direction_step": _shape(
        "application_id", **_APPLICATION, process=may(a_code), step=must(one_of(*_STEPS)), step_on=must(a_date)
    ),
    "application.on_roll": _shape(
        "application_id",
        **_APPLICATION,
        school_urn=may(a_urn),
        first_day_on=must(a_date),
        school_days=may(a_count),
        delay_cause=may(one_of("school", "authority", "transport", "carer", "child")),
    ),
    "application.closed": _shape(
        "application_id",
        **_APPLICATION,
        state=may(a_code),
        closed_on=must(a_date),
        close_side=must(one_of(*CLOSE_SIDES)),
        close_reason=may(a_code),
    ),
    "consultation.answered": _shape(
        "application_id",
        **_APPLICATION,
        answered_on=must(a_date),
        reply=must(one_of("can_meet", "cannot_meet", "no_reply")),
    ),
    "consultation.named": _shape("application_id", **_APPLICATION, named_on=must(a_date), same_school=must(a_flag)),
    "refusal.informal_noted": _shape(
        "child_id",
        child_id=must(an_id),
        school_urn=must(a_urn),
        noted_on=must(a_date),
        reason_codes=may(list_of(a_code)),
    ),
    "school.changed": _shape(
        "urn",
        urn=must(a_urn),
        name=must(words),
        authority=must(an_authority),
        establishment_number=may(a_code),
        type_code=must(a_count),
        phase_code=may(a_count),
        status_code=must(a_count),
        open_on=may(a_date),
        close_on=may(a_date),
        reason_opened=may(a_count),
        trust_uid=may(words),
        trust_name=may(words),
        trust_joined_on=may(a_date),
        low_age=may(a_count),
        high_age=may(a_count),
        number_on_roll=may(a_count),
        admissions_policy=may(words),
    ),
    "school.contact_changed": _shape("urn", urn=must(a_urn), purpose=must(a_code), mailbox=may(words)),
    "school.link_changed": _shape(
        "urn", urn=must(a_urn), link_urn=must(a_urn), link_type=must(words), established_on=may(a_date)
    ),
    "calendar.published": _shape(
        "calendar_id",
        calendar_id=must(an_id),
        authority=must(an_authority),
        urn=may(a_urn),
        academic_year=must(a_code),
        covers_from=must(a_date),
        covers_to=must(a_date),
        terms=records(term=must(a_code), starts_on=must(a_date), ends_on=must(a_date)),
        school_days=must(list_of(a_date)),
    ),
    "ask.sent": _shape("ask_id", **_ASK),
    "ask.answered": _shape("ask_id", ask_id=must(an_id), seconds=must(a_count)),
    "event.retracted": _shape("retracts", retracts=must(an_id), reason_code=may(a_code)),
}

IGNORED: Final = frozenset({"case.care_moved", "timetable.reduced", "exclusion.recorded", "legal_rule.changed"})
