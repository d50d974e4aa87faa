"""The rules people and programs may read before they ask."""

from typing import Annotated

from fastapi import Query

from kit.kernel.errors import InvalidInput
from kit.web.answers import answers
from kit.web.fields import IsoDate
from kit.web.guarded import service_router
from placements.actions.desk import Desk
from placements.api.deps import StaffDesk
from placements.api.rule_schemas import ConditionOut, DeadlinesOut, RefusalCodeOut, RefusalCodesOut
from placements.domain.clock_rules import due_dates
from placements.domain.errors import CalendarMissing
from placements.domain.refusal_codes import RefusalCode, RefusalCohort
from placements.store import seeds

router = service_router("placements", "/v1", tags=["rules"])


@router.get("/refusal-codes")
async def list_refusal_codes(
    cohort: Annotated[RefusalCohort, Query(description="For which children.")] = RefusalCohort.LAC,
) -> RefusalCodesOut:
    """The reasons a school may give, and what each is worth in law for a child of this cohort (section 9.1)."""
    codes = seeds.refusal_codes()
    return RefusalCodesOut(
        cohort=cohort,
        version=codes.version,
        items=[_code_out(code, cohort) for code in codes.codes.values()],
        conditions=[
            ConditionOut(code=one.code, label=one.label, reason=one.reason) for one in codes.conditions.values()
        ],
    )


@router.get("/deadlines", responses=answers(422))
async def show_deadlines(
    desk: StaffDesk,
    school_urn: Annotated[int, Query(ge=1, le=9_999_999, description="The school that would be asked.")],
    received_on: Annotated[IsoDate, Query(description="The day the school has the request.")],
) -> DeadlinesOut:
    """By when a school would have to answer a request it receives on a day, on its own calendar (Code 2.30)."""
    school = await desk.schools.get(school_urn)
    if school is None:
        raise InvalidInput("school_unknown", "query/school_urn")
    return await _deadlines(desk, school_urn, school.authority, received_on)


async def _deadlines(desk: Desk, urn: int, authority: str, received_on: IsoDate) -> DeadlinesOut:
    calendar = await desk.calendars.resolve(urn, authority)
    target = due_dates(desk.rules["inyear_target"], received_on, calendar, desk.settings)
    limit = due_dates(desk.rules["inyear_limit"], received_on, calendar, desk.settings)
    year = calendar.year_of(limit.due_on) if limit.due_on else None
    if target.due_on is None or limit.due_on is None or year is None:
        raise CalendarMissing
    return DeadlinesOut(
        school_urn=urn,
        received_on=received_on,
        target_on=target.due_on,
        local_target_on=target.local_due_on,
        limit_on=limit.due_on,
        calendar_owner=year.owner,
        calendar_version=year.version,
        inherited=year.inherited,
        reference=seeds.legal_refs().printed(["code_2_30"]),
    )


def _code_out(code: RefusalCode, cohort: RefusalCohort) -> RefusalCodeOut:
    return RefusalCodeOut(
        code=code.code,
        label=code.label,
        group=code.group,
        standing=code.standing[cohort],
        ground=code.ground_for(cohort),
        given_by=code.by,
        says=code.says,
        reference=seeds.legal_refs().printed(code.refs),
        evidence=code.evidence,
        letter=code.letter,
        roll_up=code.roll_up,
    )
