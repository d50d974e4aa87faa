"""Places schools have: ask, list and keep the answer."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import Query

from kit.web.answers import answers
from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.guarded import service_router
from kit.web.paging import Page, WantedPage
from placements.actions.ask_for_vacancies import ask_for_vacancies, reply_about_vacancies
from placements.api.deps import StaffDesk, school_reach_of
from placements.api.vacancy_schemas import VacancyReplyIn, VacancyRequestIn, VacancyRequestOut
from placements.domain.vacancy import VacancyRequest
from placements.store.vacancies import VacanciesOfSchools

router = service_router("placements", "/v1/vacancy-requests", tags=["vacancies"])


@router.get("")
async def list_vacancy_requests(
    desk: StaffDesk,
    work: CurrentWork,
    page: WantedPage,
    school_urn: Annotated[int | None, Query(ge=1, le=9_999_999, description="To one school.")] = None,
    answered: Annotated[bool | None, Query(description="Only those answered, or only those open.")] = None,
) -> Page[VacancyRequestOut]:
    """Questions about vacancies, the newest first: those the authority asked, or those a school was asked by all."""
    before = UUID(page.after[0]) if page.after else None
    rows: Sequence[tuple[str, VacancyRequest]]
    if work.caller.is_of_school:
        asked = VacanciesOfSchools(work.connection, school_reach_of(work.caller))
        rows = await asked.page(answered=answered, before=before, rows=page.rows)
    else:
        own = await desk.vacancies.page(school_urn=school_urn, answered=answered, before=before, rows=page.rows)
        rows = [(desk.authority, request) for request in own]
    shown, more = rows[: page.limit], len(rows) > page.limit
    items = [VacancyRequestOut.of(request, authority, desk.today) for authority, request in shown]
    return Page(items=items, next_cursor=page.cursor(shown[-1][1].id) if more else None)


@router.post("", status_code=201, responses=answers(409, 422))
async def request_vacancies(request: VacancyRequestIn, desk: StaffDesk) -> VacancyRequestOut:
    """Ask a school how many places a year group has; it has two school days to answer (Code 2.23)."""
    asked = await ask_for_vacancies(desk, request.school_urn, request.year_group, request.sent_on)
    return VacancyRequestOut.of(asked, desk.authority, desk.today)


@router.post("/{vacancy_request_id}/reply", tags=["school"], responses=answers(404, 409, 412, 422, 428))
async def reply_to_vacancy_request(
    vacancy_request_id: UUID, reply: VacancyReplyIn, version: ExpectedVersion, desk: StaffDesk
) -> VacancyRequestOut:
    """Write down the school's answer; its numbers become facts about the school."""
    answered = await reply_about_vacancies(desk, vacancy_request_id, version, reply.value())
    return VacancyRequestOut.of(answered, desk.authority, desk.today)
