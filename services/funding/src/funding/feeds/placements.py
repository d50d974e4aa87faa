"""What placements tells of children, schools and calendars, and what is known and passed over (section 9)."""

from typing import Final

from funding.feeds import children, schools
from funding.store.records import Records
from funding.store.tables import METADATA
from kit.db.foundation import foundation
from kit.db.work import Work
from kit.feed.consumer import Consumer
from kit.feed.source import Feed
from kit.feed.subscription import Guard, Handler, Subscription, is_practice
from kit.web.runtime import Runtime

_CHILD: Final = Guard("child", "child_id")
"""Registration, change and closing write the same columns."""

_FACTS: Final = Handler(children.keep_facts, _CHILD, children.check_facts)

IGNORED: Final = frozenset(
    {
        "case.opened",
        "case.care_moved",
        "case.placed",
        "case.closed",
        "case.days_counted",
        "application.submitted",
        "application.decided",
        "application.condition_lifted",
        "application.challenged",
        "application.direction_step",
        "application.on_roll",
        "application.closed",
        "consultation.answered",
        "consultation.named",
        "timetable.reduced",
        "exclusion.recorded",
        "refusal.informal_noted",
        "ask.sent",
        "ask.answered",
        "legal_rule.changed",
        "event.retracted",
        "school.link_changed",
    }
)
"""No money hangs on them; a payee follows its school's successor only by a person's hand."""


async def _forget(work: Work) -> None:
    records = Records(work.connection, work.authority)
    await records.children.forget_all()
    await records.schools.forget_all()


SUBSCRIPTION: Final = Subscription(
    handlers={
        "child.registered": _FACTS,
        "child.changed": _FACTS,
        "child.closed": Handler(children.close, _CHILD, children.check_child),
        "child.merged": Handler(children.close, _CHILD, children.check_child),
        "child.care_changed": Handler(children.keep_care, Guard("child.care", "child_id"), children.check_care),
        "child.roll_changed": Handler(children.keep_rolls, Guard("child.roll", "child_id"), children.check_rolls),
        "school.changed": Handler(schools.keep_schools, Guard("school", "urn"), schools.check_school),
        "school.contact_changed": Handler(schools.keep_contacts, None, schools.check_contact),
        "calendar.published": Handler(schools.keep_calendars, Guard("calendar", "calendar_id"), schools.check_calendar),
    },
    forget=_forget,
    ignored=IGNORED,
    passes_over=is_practice,
)


def consumer(runtime: Runtime, feed: Feed) -> Consumer:
    """The reader of the placements feed."""
    return Consumer(
        "funding.feed.placements", feed, SUBSCRIPTION, runtime.database, foundation(METADATA), runtime.clock
    )
