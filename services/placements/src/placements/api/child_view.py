"""Builds answers about children as they stand today."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeVar

from kit.kernel.days import Calendar, school_days_between
from placements.actions.desk import Desk
from placements.api.child_change_schemas import SocialWorkerOut
from placements.api.child_interval_schemas import (
    CarePeriodOut,
    CarePlacementOut,
    ExclusionOut,
    ReducedTimetableOut,
    RollOut,
    schools_of,
)
from placements.api.child_schemas import ChildOut, ChildRowOut, OpenCaseOut
from placements.api.shared_schemas import AllowedActionOut, ChildLabelOut, OwnerOut, SchoolLabelOut
from placements.domain.care import cohort_on
from placements.domain.case_actions import actions_on_record
from placements.domain.child import Child
from placements.domain.child_actions import child_actions
from placements.domain.child_record import ChildRecord
from placements.domain.exclusions import twice_excluded
from placements.domain.roll import Roll
from placements.domain.school import School
from placements.domain.upn_warnings import upn_warnings
from placements.store.child_list import ListedChild

T = TypeVar("T", RollOut, ExclusionOut, ReducedTimetableOut)

_PLAIN: Final = frozenset(ChildOut.model_fields) & frozenset(Child.__dataclass_fields__)


async def child_out(desk: Desk, listed: ListedChild, record: ChildRecord) -> ChildOut:
    """The casework record; `listed` is the same child's row of the list."""
    child, today = record.child, desk.today
    exclusions = (await desk.child_records.exclusions_of([child.id])).get(child.id, ())
    timetables = (await desk.child_records.timetables_of([child.id])).get(child.id, ())
    urns = {roll.school_urn for roll in record.rolls}
    urns |= {one.school_urn for one in exclusions} | {one.school_urn for one in timetables}
    schools = await desk.schools.many(urns)
    taker = desk.taker
    actions = child_actions(taker.actors, has_open_case=listed.open_case_id is not None)
    owners = {child.owner_post_id, await _case_owner(desk, listed)}
    actions += actions_on_record(taker.actors, taker.posts, owners, child.social_worker_post_id)
    return ChildOut(
        seen_by="authority",
        **{name: getattr(child, name) for name in _PLAIN},
        label=child.label,
        is_named=child.is_named,
        initials=child.initials,
        year_group=child.year_group(today),
        is_of_school_age=child.is_of_school_age(today),
        cohort=cohort_on(record.care, today),
        status=listed.status,
        open_case=_open_case(listed, await _calendars(desk, [listed]), today),
        owner=OwnerOut.of(child.owner_post_id),
        social_worker=_social_worker(child),
        twice_excluded=twice_excluded(exclusions, today),
        care_periods=[CarePeriodOut.model_validate(period) for period in record.care],
        care_placements=[CarePlacementOut.model_validate(home) for home in record.homes],
        rolls=[roll_out(roll, schools) for roll in record.rolls],
        exclusions=[_at_school(ExclusionOut, one, schools) for one in exclusions],
        reduced_timetables=[_at_school(ReducedTimetableOut, one, schools) for one in timetables],
        warnings=upn_warnings(child, today, await desk.authorities.codes()),
        allowed_actions=[AllowedActionOut.of(action) for action in actions],
    )


async def child_rows(desk: Desk, listed: Sequence[ListedChild]) -> list[ChildRowOut]:
    """In the order given; calendars are resolved once an authority."""
    calendars = await _calendars(desk, listed)
    return [_row(child, calendars, desk.today) for child in listed]


def _row(listed: ListedChild, calendars: Mapping[str, Calendar], today: date) -> ChildRowOut:
    return ChildRowOut(
        child=ChildLabelOut(
            id=listed.id,
            name=listed.name,
            preferred_name=listed.preferred_name,
            initials=listed.initials,
            year_group=listed.year_group,
        ),
        version=listed.version,
        la_child_id=listed.la_child_id,
        is_named=listed.is_named,
        status=listed.status,
        care_status=listed.care_status,
        school=_school(listed),
        open_case=_open_case(listed, calendars, today),
        owner=OwnerOut.of(listed.owner_post_id),
    )


def _school(listed: ListedChild) -> SchoolLabelOut | None:
    if listed.school_urn is None:
        return None
    return SchoolLabelOut(urn=listed.school_urn, name=listed.school_name or str(listed.school_urn))


async def _calendars(desk: Desk, listed: Sequence[ListedChild]) -> dict[str, Calendar]:
    codes = {child.case_calendar_authority for child in listed} - {None}
    return {code: await desk.calendars.resolve(None, code) for code in codes if code}


def _open_case(listed: ListedChild, calendars: Mapping[str, Calendar], today: date) -> OpenCaseOut | None:
    if listed.open_case_id is None or listed.need_from is None:
        return None
    calendar = calendars[listed.case_calendar_authority or ""]
    return OpenCaseOut(
        id=listed.open_case_id,
        need_from=listed.need_from,
        school_days=school_days_between(listed.need_from, today, calendar),
    )


async def _case_owner(desk: Desk, listed: ListedChild) -> str | None:
    case = await desk.cases.get(listed.open_case_id) if listed.open_case_id else None
    return case.owner_post_id if case else None


def _social_worker(child: Child) -> SocialWorkerOut:
    return SocialWorkerOut(
        name=child.social_worker_name,
        phone=child.social_worker_phone,
        email=child.social_worker_email,
        post_id=child.social_worker_post_id,
    )


def roll_out(roll: Roll, schools: Mapping[int, School]) -> RollOut:
    return _at_school(RollOut, roll, schools)


def _at_school(shape: type[T], held: Any, schools: Mapping[int, School]) -> T:
    """Something that is about one school, which is shown by name."""
    plain = {name: getattr(held, name) for name in shape.model_fields if name != "school"}
    return shape(school=schools_of(schools, held.school_urn), **plain)
