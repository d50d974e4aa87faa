"""Builds the rows of lists of applications: children and schools are named in one question each."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from kit.kernel.days import NO_CALENDAR, Calendar, school_days_between
from placements.actions.desk import Desk
from placements.api.application_schemas import ApplicationRowOut
from placements.api.shared_schemas import AllowedActionOut, ChildLabelOut, OwnerOut, SchoolLabelOut
from placements.domain.child import Child
from placements.domain.clock_units import Force
from placements.domain.letters import REMINDER
from placements.domain.permitted import Situation, listed_actions
from placements.domain.school import School
from placements.store.application_list import ListedApplication


async def application_rows(desk: Desk, listed: Sequence[ListedApplication]) -> list[ApplicationRowOut]:
    """In the order given."""
    children = await desk.children.many({row.child_id for row in listed})
    schools = await desk.schools.many({row.school_urn for row in listed})
    calendars = await calendars_of_schools(desk, listed, schools)
    reminded = await desk.letters.last_sent({row.school_urn for row in listed}, REMINDER, desk.today)
    return [
        _row(desk, row, children, schools, calendars, reminded_today=row.school_urn in reminded)
        for row in listed
        if row.child_id in children and row.school_urn in schools
    ]


async def calendars_of_schools(
    desk: Desk, listed: Sequence[ListedApplication], schools: Mapping[int, School]
) -> Mapping[int | None, Calendar]:
    """Calendars of the schools whose date has passed: nothing is counted for the others."""
    wanted: dict[int | None, str] = {
        row.school_urn: schools[row.school_urn].authority
        for row in listed
        if row.school_urn in schools and is_past(desk, row)
    }
    return await desk.calendars.resolve_many(wanted) if wanted else {}


def is_past(desk: Desk, row: ListedApplication) -> bool:
    due_on = row.due(desk.today)
    return due_on is not None and due_on < desk.today


def force_of(desk: Desk, row: ListedApplication) -> Force | None:
    """`must` once the limit has passed, else that of the target (PL-802)."""
    if row.due(desk.today) is None:
        return None
    past_limit = row.limit_on is not None and desk.today > row.limit_on
    return desk.rules["inyear_limit" if past_limit else "inyear_target"].force


def days_past(desk: Desk, row: ListedApplication, calendars: Mapping[int | None, Calendar]) -> int | None:
    due_on = row.due(desk.today)
    if due_on is None or not is_past(desk, row):
        return None if due_on is None else 0
    return school_days_between(due_on, desk.today, calendars.get(row.school_urn, NO_CALENDAR))


def _row(
    desk: Desk,
    row: ListedApplication,
    children: Mapping[UUID, Child],
    schools: Mapping[int, School],
    calendars: Mapping[int | None, Calendar],
    *,
    reminded_today: bool,
) -> ApplicationRowOut:
    actions = listed_actions(row.state, desk.taker.actors, Situation(reminded_today=reminded_today))
    return ApplicationRowOut(
        id=row.id,
        version=row.version,
        reference=row.reference,
        case_id=row.case_id,
        child=ChildLabelOut.of(children[row.child_id], desk.today),
        school=SchoolLabelOut.of(schools[row.school_urn]),
        state=row.state,
        flags=row.flags_on(desk.today),
        received_on=row.received_on,
        due_on=row.due(desk.today),
        force=force_of(desk, row),
        school_days_past=days_past(desk, row, calendars),
        owner=OwnerOut.of(row.owner_post_id),
        allowed_actions=[AllowedActionOut.of(action) for action in actions],
    )
