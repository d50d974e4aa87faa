"""What placements and funding tell of invented schools and children, written short for the tests that read it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from kit.kernel.days import Span
from kit.kernel.events import ReceivedEvent
from kit.kernel.ids import new_id

HOME: Final = "999"
LARKFIELD: Final = 9990012
BEACON_HILL: Final = 9990013
GREENBANK: Final = 9990014
NATIONAL: Final = "000"
RECORDED_AT: Final = datetime(2026, 11, 22, 23, 58, 10, tzinfo=UTC)


def told(kind: str, version: int, on: date, payload: Mapping[str, Any], *, authority: str = HOME) -> ReceivedEvent:
    """One event as a feed hands it over."""
    return ReceivedEvent(
        event_id=new_id(),
        type=kind,
        version=version,
        occurred_on=on,
        recorded_at=RECORDED_AT,
        authority=authority,
        payload=payload,
    )


def a_school(
    urn: int = LARKFIELD,
    name: str = "Larkfield High (demo)",
    *,
    type_code: int = 28,
    phase_code: int = 4,
    version: int = 1,
    authority: str = HOME,
    **more: Any,
) -> ReceivedEvent:
    """A secondary academy unless said otherwise."""
    described: dict[str, Any] = {
        "urn": urn,
        "name": name,
        "authority": authority,
        "establishment_number": "4001",
        "type_code": type_code,
        "kind": "academy",
        "phase_code": phase_code,
        "status_code": 1,
        "trust_uid": "17001",
        "trust_name": "Larkfield Trust (demo)",
        "number_on_roll": 1020,
        "capacity": 1100,
        **more,
    }
    return told("school.changed", version, date(2026, 9, 1), described, authority=NATIONAL)


def a_child(
    child: UUID, *, year_group: str = "7", since: date = date(2020, 1, 1), until: date | None = None
) -> list[ReceivedEvent]:
    """Registered and looked after."""
    facts = {
        "child_id": str(child),
        "initials": "A.B.",
        "year_group": year_group,
        "academic_year": "2026-27",
        "cohort_year": 2014,
        "sen": None,
        "uasc": False,
        "host_authority": HOME,
    }
    interval = {
        "status": "looked_after",
        "from": since.isoformat(),
        "to": until.isoformat() if until else None,
        "short_break": False,
        "end_reason": "ended" if until else None,
    }
    return [
        told("child.registered", 1, since, facts),
        told("child.care_changed", 1, since, {"child_id": str(child), "intervals": [interval]}),
    ]


def on_roll(child: UUID, urn: int = LARKFIELD, since: date = date(2026, 9, 1)) -> ReceivedEvent:
    interval = {
        "school_urn": urn,
        "from": since.isoformat(),
        "to": None,
        "kind": "main",
        "full_time": True,
        "hours_per_week": None,
        "end_reason": None,
        "end_reason_by": None,
    }
    return told("child.roll_changed", 2, since, {"child_id": str(child), "intervals": [interval]})


def school_days(span: Span, without: Iterable[date] = ()) -> list[date]:
    """Every weekday but the ones named: enough of a calendar to count with."""
    closed = set(without)
    return [day for day in span.days() if day.weekday() < 5 and day not in closed]


def a_calendar(
    academic_year: str = "2026-27", *, urn: int | None = None, authority: str = HOME, without: Sequence[date] = ()
) -> ReceivedEvent:
    """A year in which every weekday is a school day but the ones named."""
    start = int(academic_year[:4])
    span = Span(date(start, 8, 1), date(start + 1, 7, 31))
    days = school_days(span, without)
    return told(
        "calendar.published",
        1,
        date(start, 6, 1),
        {
            "calendar_id": str(new_id()),
            "authority": authority,
            "urn": urn,
            "academic_year": academic_year,
            "covers_from": span.first.isoformat(),
            "covers_to": span.last.isoformat(),
            "terms": [],
            "non_school_days": [],
            "school_days": [day.isoformat() for day in days],
        },
    )


class AskedFor:
    """One application and what became of it; each step is the next version."""

    def __init__(
        self,
        received_on: date,
        *,
        child: UUID | None = None,
        urn: int = LARKFIELD,
        year_group: str = "7",
        stream: str = "in_year",
        is_test: bool = False,
        with_child: bool = True,
    ) -> None:
        self.id = new_id()
        self.child = child or new_id()
        self.events: list[ReceivedEvent] = a_child(self.child, year_group=year_group) if with_child else []
        self._version = 0
        self._add(
            "application.submitted",
            received_on,
            case_id=str(new_id()),
            child_id=str(self.child),
            school_urn=urn,
            stream=stream,
            route="in_year_lac",
            year_group=year_group,
            received_on=received_on.isoformat(),
            target_on=None,
            limit_on=None,
            host_authority=HOME,
            maintaining_authority=HOME,
            submitted_by=str(new_id()),
            is_test=is_test,
        )

    def answered(
        self,
        outcome: str,
        on: date,
        *codes: str,
        school_days: int | None = 8,
        ground: str | None = None,
        first: bool = True,
        overturned_by: str | None = None,
    ) -> "AskedFor":
        late = max(0, school_days - 15) or None if school_days is not None else None
        return self._add(
            "application.decided",
            on,
            outcome=outcome,
            first=first,
            decided_on=on.isoformat(),
            reason_codes=list(codes),
            ground=ground,
            channel="formal",
            received_through="reply_link",
            school_days=school_days,
            late_by_school_days=late,
            overturned_by=overturned_by,
            annotated=False,
            recorded_by=str(new_id()),
        )

    def lifted(self, on: date) -> "AskedFor":
        return self._add("application.condition_lifted", on, lifted_on=on.isoformat())

    def started(self, on: date, urn: int = LARKFIELD) -> "AskedFor":
        return self._add(
            "application.on_roll", on, school_urn=urn, first_day_on=on.isoformat(), school_days=20, delay_cause=None
        )

    def closed(self, side: str, on: date) -> "AskedFor":
        return self._add(
            "application.closed", on, state="on_roll", closed_on=on.isoformat(), close_side=side, close_reason=None
        )

    def corrected(self, wrong: ReceivedEvent, **better: Any) -> "AskedFor":
        """A new event of the same type that takes the place of the wrong one."""
        payload = {**wrong.payload, **better, "supersedes": str(wrong.event_id)}
        return self._add(wrong.type, wrong.occurred_on, **payload)

    def _add(self, kind: str, on: date, **facts: Any) -> "AskedFor":
        self._version += 1
        self.events.append(told(kind, self._version, on, {"application_id": str(self.id), **facts}))
        return self

    @property
    def last(self) -> ReceivedEvent:
        return self.events[-1]


def a_return(
    due_on: date,
    *,
    received_on: date | None = None,
    urn: int = LARKFIELD,
    asked_on: date | None = None,
    scheme: str = "LAC",
) -> list[ReceivedEvent]:
    """A PP+ return of the school, in or not."""
    money = {"financial_year": "2026-27", "scheme": scheme, "term": "AUT", "school_urn": urn}
    ids = {**money, "return_id": str(new_id())}
    asked = asked_on or due_on - timedelta(days=40)
    events = [told("pp_return.requested", 1, asked, {**ids, "due_on": due_on.isoformat(), "children": 1})]
    if received_on:
        late = max(0, (received_on - due_on).days)
        in_time = {"due_on": due_on.isoformat(), "received_on": received_on.isoformat(), "days_late": late}
        more = {"overdue_reminders": 0, "escalations": 0, "as_agreed": True}
        events.append(told("pp_return.received", 2, received_on, {**ids, **in_time, **more}))
    return events


def money_paid(child: UUID, pence: int, on: date, *, urn: int = LARKFIELD) -> ReceivedEvent:
    ids = {"financial_year": "2026-27", "scheme": "LAC", "term": "AUT", "school_urn": urn, "payment_id": str(new_id())}
    about = {"child_id": str(child), "year_group": "7", "phase": "secondary", "sen": None}
    return told("pp_allocation.paid", 1, on, {**ids, **about, "pence": pence, "paid_on": on.isoformat()})


def money_spent(child: UUID, pence: int, on: date, *, urn: int = LARKFIELD) -> ReceivedEvent:
    ids = {"financial_year": "2026-27", "scheme": "LAC", "term": "AUT", "school_urn": urn, "line_id": str(new_id())}
    about = {"child_id": str(child), "year_group": "7", "phase": "secondary", "sen": None}
    more = {"target_id": None, "eef_code": None, "tier": None, "review_on": None}
    return told("pp_spend.recorded", 1, on, {**ids, **about, "pence": pence, **more})
