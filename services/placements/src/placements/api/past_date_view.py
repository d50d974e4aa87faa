"""Builds the part of the morning page about schools that have not answered in time."""

from collections.abc import Sequence
from datetime import date

from placements.actions.desk import Desk
from placements.api.application_list import calendars_of_schools, days_past, force_of
from placements.api.shared_schemas import AllowedActionOut, ChildLabelOut, OwnerOut, SchoolLabelOut
from placements.api.today_schemas import PastDateOut, PastDateRowOut
from placements.domain.clock_units import Force
from placements.domain.letters import REMINDER
from placements.domain.permitted import Situation, listed_actions
from placements.domain.today import ROWS_SHOWN
from placements.store.application_list import ApplicationList, ListedApplication
from placements.store.today_counts import TodayCounts


async def past_date_out(
    desk: Desk, applications: ApplicationList, counts: TodayCounts, posts: Sequence[str] | None
) -> PastDateOut:
    """Counts of all, rows of those that are longest past."""
    past = await applications.all_past(posts)
    past_limit = sum(1 for row in past if force_of(desk, row) is Force.MUST)
    shown = sorted(past, key=lambda row: row.due(desk.today) or desk.today)[:ROWS_SHOWN]
    return PastDateOut(
        items=await _past_rows(desk, counts, shown),
        total=len(past),
        past_limit=past_limit,
        past_target=len(past) - past_limit,
    )


async def _past_rows(desk: Desk, counts: TodayCounts, shown: Sequence[ListedApplication]) -> list[PastDateRowOut]:
    children = await desk.children.many({row.child_id for row in shown})
    schools = await desk.schools.many({row.school_urn for row in shown})
    calendars = await calendars_of_schools(desk, shown, schools)
    contacts = await counts.last_contacts([row.id for row in shown])
    reminded = await desk.letters.last_sent({row.school_urn for row in shown}, REMINDER, desk.today)
    return [
        _past_row(
            desk,
            row,
            ChildLabelOut.of(children[row.child_id], desk.today),
            SchoolLabelOut.of(schools[row.school_urn]),
            days=days_past(desk, row, calendars),
            last_contact_on=contacts.get(row.id),
            reminded_today=row.school_urn in reminded,
        )
        for row in shown
        if row.child_id in children and row.school_urn in schools
    ]


def _past_row(
    desk: Desk,
    row: ListedApplication,
    child: ChildLabelOut,
    school: SchoolLabelOut,
    *,
    days: int | None,
    last_contact_on: date | None,
    reminded_today: bool,
) -> PastDateRowOut:
    due_on, force = row.due(desk.today), force_of(desk, row)
    assert due_on is not None
    assert force is not None
    actions = listed_actions(row.state, desk.taker.actors, Situation(reminded_today=reminded_today))
    return PastDateRowOut(
        application_id=row.id,
        version=row.version,
        reference=row.reference,
        school=school,
        child=child,
        state=row.state,
        due_on=due_on,
        school_days_past=days,
        force=force,
        last_contact_on=last_contact_on,
        owner=OwnerOut.of(row.owner_post_id),
        allowed_actions=[AllowedActionOut.of(action) for action in actions],
    )
