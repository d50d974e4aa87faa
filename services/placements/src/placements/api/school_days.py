"""School days counted for anybody who asks: no reader has to count them."""

from typing import Annotated

from fastapi import Query

from kit.kernel.days import Calendar, add_school_days, school_days_between
from kit.kernel.errors import InvalidInput
from kit.web.answers import answers
from kit.web.fields import IsoDate
from kit.web.guarded import service_router
from placements.actions.desk import Desk
from placements.api.calendar_schemas import SchoolDaysOut
from placements.api.deps import StaffDesk
from placements.domain.errors import CalendarMissing

MOST_COUNTED = 400

router = service_router("placements", "/v1/school-days", tags=["calendars"])


@router.get("", responses=answers(422))
async def count_school_days(
    desk: StaffDesk,
    owner: Annotated[
        str,
        Query(
            pattern=r"^(authority:[0-9]{3}|school:[1-9][0-9]{5,6})$",
            description="`authority:` and its code, or `school:` and its URN.",
        ),
    ],
    from_on: Annotated[IsoDate, Query(alias="from", description="The day before the first that may count.")],
    n: Annotated[int | None, Query(ge=1, le=MOST_COUNTED, description="How many school days later.")] = None,
    to: Annotated[IsoDate | None, Query(description="The last day that may count; instead of `n`.")] = None,
) -> SchoolDaysOut:
    """The nth school day after a day, or how many lie between two days, by the calendar that counts (PL-313)."""
    if (n is None) == (to is None):
        raise InvalidInput("missing", "query/n")
    calendar = await _calendar(desk, owner)
    to_on = to if n is None else add_school_days(from_on, n, calendar)
    counted = None if to_on is None else school_days_between(from_on, to_on, calendar)
    year = calendar.year_of(to_on) if to_on else None
    if to_on is None or counted is None or year is None:
        raise CalendarMissing
    return SchoolDaysOut(
        owner=owner,
        from_on=from_on,
        to_on=to_on,
        school_days=counted,
        calendar_owner=year.owner,
        calendar_version=year.version,
        inherited=year.inherited,
    )


async def _calendar(desk: Desk, owner: str) -> Calendar:
    kind, _, code = owner.partition(":")
    if kind == "authority":
        return await desk.calendars.resolve(None, code)
    school = await desk.schools.get(int(code))
    if school is None:
        raise InvalidInput("school_unknown", "query/owner")
    return await desk.calendars.resolve(school.urn, school.authority)
