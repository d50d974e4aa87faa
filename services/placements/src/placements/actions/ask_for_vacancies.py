"""A school is asked how many places a year group has, and its answer is kept as a fact about the school."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from kit.kernel.days import academic_year_of
from kit.kernel.errors import InvalidInput, StaleVersion
from kit.kernel.ids import new_id
from placements.actions.describe_school import keep_school_facts
from placements.actions.desk import Desk
from placements.domain.clock_rules import due_dates
from placements.domain.errors import SchoolClosed, SchoolUnknown
from placements.domain.school_facts import YearGroupFacts
from placements.domain.vacancy import VacancyRequest, VacancyRequestNotFound, VacancyState

CLOCK: Final = "vacancy_reply"
SOURCE: Final = "School's answer about vacancies"


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyReply:
    places: int
    pan: int | None
    nor: int | None
    replied_on: date | None = None


async def ask_for_vacancies(desk: Desk, school_urn: int, year_group: str, sent_on: date | None) -> VacancyRequest:
    """Due two school days after the day it was sent (Code 2.23). Raises SchoolUnknown, SchoolClosed, InvalidInput."""
    school = await desk.schools.get(school_urn)
    if school is None:
        raise SchoolUnknown
    if not school.is_open:
        raise SchoolClosed
    sent = sent_on or desk.today
    if sent > desk.today:
        raise InvalidInput("out_of_range", "/sent_on")
    request = VacancyRequest(
        id=new_id(), school_urn=school_urn, year_group=year_group, sent_on=sent, sent_by=desk.taker.id, due_on=None
    )
    request = await counted(desk, request, school.authority)
    await desk.vacancies.add(request, desk.now)
    return request


async def reply_about_vacancies(desk: Desk, request_id: UUID, version: int, reply: VacancyReply) -> VacancyRequest:
    """Numbers that came along become facts about the school (PL-309).

    Raises VacancyRequestNotFound, StaleVersion, VacancyAnswered, InvalidInput.
    """
    request = await desk.vacancies.get_to_change(request_id)
    if request is None:
        raise VacancyRequestNotFound
    if request.version != version:
        raise StaleVersion
    on = reply.replied_on or desk.today
    if not request.sent_on <= on <= desk.today:
        raise InvalidInput("out_of_range", "/replied_on")
    answered = request.answer(places=reply.places, pan=reply.pan, nor=reply.nor, on=on, by=desk.taker.id)
    await desk.vacancies.save(answered, desk.now)
    await _keep_numbers(desk, answered, on)
    return answered


async def recount_vacancies(desk: Desk) -> int:
    """How many open questions are due on another day by the calendars as they are now (PL-315)."""
    held = await desk.vacancies.unanswered()
    schools = await desk.schools.many({request.school_urn for request in held})
    moved = 0
    for request in held:
        fresh = await counted(desk, request, schools[request.school_urn].authority)
        if request.state_on(desk.today) is VacancyState.OPEN and fresh != request:
            await desk.vacancies.save(replace(fresh, version=request.version + 1), desk.now)
            moved += fresh.due_on != request.due_on
    return moved


async def counted(desk: Desk, request: VacancyRequest, authority: str) -> VacancyRequest:
    """The same, due by the school's calendar as it is now; without one there is no day (PL-314)."""
    calendar = await desk.calendars.resolve(request.school_urn, authority)
    due_on = due_dates(desk.rules[CLOCK], request.sent_on, calendar, desk.settings).due_on
    year = calendar.year_of(due_on or request.sent_on)
    return replace(
        request,
        due_on=due_on,
        calendar_owner=year.owner if year else None,
        calendar_version=year.version if year else None,
        inherited=bool(year and year.inherited),
    )


async def _keep_numbers(desk: Desk, answered: VacancyRequest, on: date) -> None:
    if answered.pan is None and answered.nor is None:
        return
    year = academic_year_of(on)
    facts = await desk.school_facts.get(answered.school_urn)
    bare = YearGroupFacts(academic_year=year, year_group=answered.year_group, as_of=on, source=SOURCE)
    held = facts.of_year(year, answered.year_group) or bare
    row = replace(
        held,
        pan=held.pan if answered.pan is None else answered.pan,
        nor=held.nor if answered.nor is None else answered.nor,
        as_of=on,
        source=SOURCE,
    )
    await keep_school_facts(desk, answered.school_urn, [row], None)
