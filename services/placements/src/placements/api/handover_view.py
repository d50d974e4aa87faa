"""Writes the handover report: dates, waits and owners first, then names for what is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from kit.web.deps import CurrentWork
from placements.actions.counted_cases import counted_cases
from placements.actions.desk import Desk
from placements.api.handover_schemas import (
    ChangedRuleOut,
    ChildFirstOut,
    HandoverDateOut,
    HandoverOut,
    OwnedWorkOut,
    SchoolInTalksOut,
    WaitingRequestOut,
)
from placements.api.shared_schemas import SchoolLabelOut
from placements.domain.application_states import ApplicationState
from placements.domain.child import Child
from placements.domain.due_dates import SUMMARIES
from placements.domain.reports.handover import (
    OpenCase,
    OpenDate,
    OpenRequest,
    WhyFirst,
    act_this_week,
    promised,
    side_of,
    to_know_first,
    waits_for,
)
from placements.domain.school import School
from placements.store.handover import HandoverStore
from placements.store.settings import SettingsStore

_REVIEW: Final = {"provision_review": "Review of provision until there is a place"}
_LINES: Final[Mapping[WhyFirst, str]] = {
    WhyFirst.DIRECTING: "A direction is running",
    WhyFirst.PART_TIME: "At school on part-time hours",
    WhyFirst.LONGEST_WAIT: "Waiting for a full-time place",
}


@dataclass(frozen=True, slots=True)
class Named:
    """Children and schools of the report."""

    desk: Desk
    children: Mapping[UUID, Child]
    schools: Mapping[int, School]

    def date_out(self, one: OpenDate) -> HandoverDateOut:
        child = self.children[one.child_id]
        return HandoverDateOut(
            key=one.key,
            what=SUMMARIES.get(one.key) or _REVIEW[one.key],
            on=one.on,
            is_past=one.on < self.desk.today,
            force=one.force,
            by=side_of(one.key),
            initials=child.initials,
            year_group=child.year_group(self.desk.today),
            school=self.school_out(one.school_urn) if one.school_urn else None,
            reference=one.reference,
            case_id=one.case_id,
            application_id=one.application_id,
        )

    def school_out(self, urn: int) -> SchoolLabelOut:
        return SchoolLabelOut.of(self.schools[urn])


async def handover_out(desk: Desk, work: CurrentWork, since: datetime) -> HandoverOut:
    store = HandoverStore(work.connection, work.authority, desk.today)
    dates, requests = await store.dates(desk.rules), await store.requests()
    cases = await _open_cases(desk, requests)
    talks = await store.schools()
    child_ids = {one.child_id for one in dates} | {one.child_id for one in requests} | {one.child_id for one in cases}
    urns = {one.school_urn for one in dates if one.school_urn} | {one.school_urn for one in requests}
    urns |= {one.urn for one in talks}
    named = Named(desk, await desk.children.many(child_ids), await desk.schools.many(urns))
    work.audit.saw(*child_ids)
    keys: dict[UUID | None, set[str]] = {}
    for one in dates:
        keys.setdefault(one.application_id, set()).add(one.key)
    waiting = [
        out for one in requests if (out := _waiting(named, one, keys.get(one.application_id, set()))) is not None
    ]
    now, later = act_this_week(dates, desk.today), promised(dates)
    return HandoverOut(
        made_at=desk.now,
        since=since,
        act_this_week=[named.date_out(one) for one in now],
        promised=[named.date_out(one) for one in later],
        waiting_for_others=waiting,
        owned_work=[OwnedWorkOut(post_id=post, cases=count) for post, count in await store.owners()],
        children_first=[_first(named, case, why) for case, why in to_know_first(cases)],
        schools=[
            SchoolInTalksOut(
                school=named.school_out(one.urn),
                open_challenges=one.open_challenges,
                last_refused_on=one.last_refused_on,
                last_reasons=one.last_codes,
                last_ground=one.last_ground,
                next_on=one.next_on,
            )
            for one in sorted(talks, key=lambda one: (named.schools[one.urn].name, one.urn))
        ],
        changed=await _changed(desk, store, work, since),
        totals={"open_cases": len(cases), "act_this_week": len(now), "promised": len(later), "waiting": len(waiting)},
    )


async def _open_cases(desk: Desk, requests: Sequence[OpenRequest]) -> list[OpenCase]:
    states: dict[UUID, list[ApplicationState]] = {}
    for one in requests:
        states.setdefault(one.case_id, []).append(one.state)
    return [
        OpenCase(
            case_id=one.case.id,
            child_id=one.case.child_id,
            school_days=one.counters.school_days,
            states=states.get(one.case.id, ()),
            part_time=one.schooling.is_on_roll(desk.today) and not one.schooling.is_full_time(desk.today),
        )
        for one in await counted_cases(desk, await desk.cases.all_open())
    ]


def _waiting(named: Named, one: OpenRequest, open_keys: set[str]) -> WaitingRequestOut | None:
    side = waits_for(one.state, open_keys)
    if side is None:
        return None
    return WaitingRequestOut(
        application_id=one.application_id,
        reference=one.reference,
        state=one.state,
        for_whom=side,
        since=one.received_on,
        initials=named.children[one.child_id].initials,
        school=named.school_out(one.school_urn),
    )


def _first(named: Named, case: OpenCase, why: WhyFirst) -> ChildFirstOut:
    child = named.children[case.child_id]
    days = "" if case.school_days is None else f", {case.school_days} school days since the need began"
    return ChildFirstOut(
        case_id=case.case_id,
        initials=child.initials,
        year_group=child.year_group(named.desk.today),
        why=why,
        school_days=case.school_days,
        line=f"{_LINES[why]}{days}",
    )


async def _changed(desk: Desk, store: HandoverStore, work: CurrentWork, since: datetime) -> Sequence[ChangedRuleOut]:
    """Settings, rules of law that began or begin, and calendars, each with its day."""
    versions = await SettingsStore(work.connection, work.authority).versions()
    changed = []
    for newer, older in zip(versions, [*versions[1:], None], strict=False):
        if newer.set_at < since:
            break
        before = asdict(older.settings) if older else asdict(type(newer.settings)())
        changed += [
            ChangedRuleOut(kind="setting", key=key, on=newer.set_at.date(), before=before[key], after=value)
            for key, value in asdict(newer.settings).items()
            if key != "version" and before[key] != value
        ]
    rules = (await desk.legal_rules.all()).rules.values()
    changed += [
        ChangedRuleOut(kind="legal_rule", key=rule.key, on=rule.effective_from, before=None, after=rule.value)
        for rule in rules
        if rule.effective_from is not None and rule.effective_from >= since.date()
    ]
    changed += [
        ChangedRuleOut(kind="calendar", key=_calendar_key(told), on=on, before=None, after=told["academic_year"])
        for on, told in await store.calendars_since(since)
    ]
    return sorted(changed, key=lambda one: (one.on, one.kind, one.key), reverse=True)


def _calendar_key(told: Mapping[str, object]) -> str:
    return f"school:{told['urn']}" if told["urn"] else f"authority:{told['authority']}"
