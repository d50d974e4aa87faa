"""Keeps of schools what payments and returns ask: name, type, area, mailboxes, and the authority's own calendar."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from funding.feeds.payloads import checked, day, days, items, optional, text, uuid, whole
from funding.store.records import Records
from funding.store.schools import PublishedCalendar, School, SchoolContact
from kit.db.work import Work
from kit.kernel.events import ReceivedEvent

check_school = checked(
    {
        "urn": whole,
        "name": text(200),
        "type_code": whole,
        "authority": text(3),
        "status_code": whole,
        "trust_uid": optional(text(20)),
    }
)
check_contact = checked({"urn": whole, "purpose": text(40), "mailbox": optional(text(254))})
check_calendar = checked(
    {
        "calendar_id": uuid,
        "urn": optional(whole),
        "academic_year": text(7),
        "covers_from": day,
        "covers_to": day,
        "terms": items({"term": text(10), "starts_on": day, "ends_on": day}),
        "school_days": days,
    }
)


async def keep_schools(work: Work, events: Sequence[ReceivedEvent]) -> None:
    """The register is the nation's: its events come under authority 000."""
    schools = [School(**{name: event.payload[name] for name in School.__slots__}) for event in events]
    await Records(work.connection, work.authority).schools.keep_schools(schools)


async def keep_contacts(work: Work, events: Sequence[ReceivedEvent]) -> None:
    contacts = [
        SchoolContact(event.payload["urn"], event.payload["purpose"], event.payload["mailbox"], event.recorded_at)
        for event in events
    ]
    await Records(work.connection, work.authority).schools.keep_contacts(contacts)


async def keep_calendars(work: Work, events: Sequence[ReceivedEvent]) -> None:
    """Only the authority's own: a school's calendar sets no date of funding (section 9)."""
    schools = Records(work.connection, work.authority).schools
    for event in events:
        if event.payload["urn"] is None:
            await schools.keep_calendar(_calendar(event.payload))


def _calendar(payload: Mapping[str, Any]) -> PublishedCalendar:
    return PublishedCalendar(
        academic_year=payload["academic_year"],
        covers_from=date.fromisoformat(payload["covers_from"]),
        covers_to=date.fromisoformat(payload["covers_to"]),
        halves=tuple(
            (half["term"], date.fromisoformat(half["starts_on"]), date.fromisoformat(half["ends_on"]))
            for half in payload["terms"]
        ),
        school_days=tuple(date.fromisoformat(one) for one in payload["school_days"]),
    )
