"""Puts returns together with what is known of their children, schools and the authority's rule."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from funding.api.fields import ChildRefOut, SchoolRefOut
from funding.api.request_answers import child_ref
from funding.api.return_schemas import ReturnLineOut, ReturnOut, ReturnSummaryOut, SpendRuleOut
from funding.domain.allowed_actions import on_return
from funding.domain.children import Child
from funding.domain.people import Actor
from funding.domain.returns.spend_return import SpendReturn
from funding.domain.schemes import Scheme
from funding.store.policies import NO_POLICY
from funding.store.records import Records
from funding.store.schools import School

_DERIVED = {"school", "term", "rule", "lines", "unspent_pence", "allowed_actions", "days_late"}
_PLAIN = [name for name in ReturnOut.model_fields if name not in _DERIVED]
_PLAIN_OF_SUMMARY = [name for name in ReturnSummaryOut.model_fields if name not in _DERIVED | {"children"}]


async def shown(records: Records, one: SpendReturn, actor: Actor, today: date, *, is_school: bool) -> ReturnOut:
    children = await records.children.some(one.children)
    schools = await records.schools.some([one.school_urn])
    return ReturnOut(
        **{name: getattr(one, name) for name in _PLAIN},
        school=_school(one.school_urn, schools.get(one.school_urn)),
        term=str(one.term),
        days_late=one.days_late_on(today),
        unspent_pence=sum(max(0, line.paid_pence - line.charged_to_grant_pence) for line in one.lines),
        rule=await _rule(records, one, today),
        lines=[ReturnLineOut.of(line, _child(line.child_id, children.get(line.child_id))) for line in one.lines],
        allowed_actions=on_return(one, actor, is_school=is_school),
    )


async def summaries(
    records: Records, returns: Sequence[SpendReturn], actor: Actor, today: date, *, is_school: bool
) -> list[ReturnSummaryOut]:
    schools = await records.schools.some(one.school_urn for one in returns)
    return [
        ReturnSummaryOut(
            **{name: getattr(one, name) for name in _PLAIN_OF_SUMMARY},
            school=_school(one.school_urn, schools.get(one.school_urn)),
            term=str(one.term),
            days_late=one.days_late_on(today),
            children=len(one.children),
            allowed_actions=on_return(one, actor, is_school=is_school),
        )
        for one in returns
    ]


async def _rule(records: Records, one: SpendReturn, today: date) -> SpendRuleOut:
    policy = await records.policies.in_force(Scheme.LAC, one.term.financial_year, today)
    parameters = policy.params if policy else NO_POLICY
    return SpendRuleOut(
        policy_version=policy.policy_version if policy else None,
        setting_unspent=parameters.word("yearend.setting_unspent"),
        receipt_threshold_pence=parameters.receipt_threshold_pence,
    )


def _school(urn: int, school: School | None) -> SchoolRefOut:
    return SchoolRefOut(urn=urn, name=school.name if school else None)


def _child(child_id: UUID, child: Child | None) -> ChildRefOut:
    return child_ref(child) if child else ChildRefOut(id=str(child_id), initials=None, year_group=None)
