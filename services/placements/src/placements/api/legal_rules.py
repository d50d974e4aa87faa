"""The law as data: clocks, dated rules and their sources; and who may enter a date."""

from typing import Annotated

from fastapi import Depends, Path, Request

from kit.db.work import Work
from kit.web.answers import answers
from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.guarded import service_router
from placements.actions.change_legal_rule import RuleChanger
from placements.actions.change_legal_rule import change_legal_rule as change
from placements.actions.desk import Desk
from placements.api.deps import StaffDesk
from placements.api.legal_rule_schemas import (
    ClockRuleDetailOut,
    ClockRulesOut,
    LegalRefOut,
    LegalRefsOut,
    LegalRuleIn,
    LegalRuleOut,
    LegalRulesOut,
    RuleWishOut,
)
from placements.domain.clock_rules import NOT_BEFORE, ClockRule
from placements.domain.legal_rules import LegalRule, RuleChange
from placements.store import seeds
from placements.store.legal_rules import LegalRuleStore, RuleWish

router = service_router("placements", "/v1", tags=["rules"])


async def _only_authority(request: Request) -> str | None:
    """The authority this installation serves alone, as it was set when the app was built."""
    only: str | None = request.app.state.only_authority
    return only


OnlyAuthority = Annotated[str | None, Depends(_only_authority)]
Key = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{1,39}$", description="Such as cwsa_s62.")]


@router.get("/clock-rules")
async def list_clock_rules(desk: StaffDesk) -> ClockRulesOut:
    """Every clock: how long it runs, in which kind of day, and how binding it is (section 10)."""
    return ClockRulesOut(
        version=desk.rules.version, items=[_clock_out(desk, rule) for rule in desk.rules.rules.values()]
    )


@router.get("/legal-rules")
async def list_legal_rules(work: CurrentWork) -> LegalRulesOut:
    """Rules of law that begin on a date, with what waits for a second person (section 12)."""
    store = LegalRuleStore(work.connection, work.authority)
    wishes = await store.wishes()
    rules = (await store.all()).rules.values()
    return LegalRulesOut(items=[_rule_out(work, rule, wishes.get(rule.key)) for rule in rules])


@router.get("/legal-refs")
async def list_legal_refs() -> LegalRefsOut:
    """Where each rule stands in law, as it may be printed (PL-818)."""
    refs = seeds.legal_refs()
    return LegalRefsOut(
        version=refs.version,
        items=[
            LegalRefOut(
                key=ref.key,
                instrument=ref.instrument,
                paragraph=ref.paragraph if ref.confirmed else None,
                printed=ref.printed,
                says=ref.says,
                effective_from=ref.effective_from,
                effective_to=ref.effective_to,
                confirmed=ref.confirmed,
            )
            for ref in refs.refs.values()
        ],
    )


@router.put("/legal-rules/{key}", responses=answers(403, 409))
async def change_legal_rule(
    key: Key, rule: LegalRuleIn, version: ExpectedVersion, only_authority: OnlyAuthority, work: CurrentWork
) -> LegalRuleOut:
    """Enter or change the date of a rule. A head's change takes effect when a second head sends the same."""
    caller, store = work.caller, LegalRuleStore(work.connection, work.authority)
    who = RuleChanger(
        id=caller.subject,
        roles=frozenset(caller.roles),
        authority=caller.authority,
        only_authority=only_authority,
    )
    wanted = RuleChange(**rule.model_dump())
    today, now = work.clock.today(), work.clock.now()
    changed = await change(store, work.outbox, who, key, version, wanted, today=today, now=now)
    return _rule_out(work, changed, (await store.wishes()).get(key))


def _rule_out(work: Work, rule: LegalRule, wish: RuleWish | None) -> LegalRuleOut:
    return LegalRuleOut(
        key=rule.key,
        version=rule.version,
        value=rule.value,
        effective_from=rule.effective_from,
        in_force=rule.holds_on(work.clock.today()),
        note=rule.note,
        source=rule.source,
        confirmed=rule.confirmed,
        wish=_wish_out(wish) if wish else None,
    )


def _wish_out(wish: RuleWish) -> RuleWishOut:
    change = wish.change
    return RuleWishOut(
        value=change.value,
        effective_from=change.effective_from,
        note=change.note,
        source=change.source,
        confirmed=change.confirmed,
        wished_on=wish.wished_at.date(),
    )


def _clock_out(desk: Desk, rule: ClockRule) -> ClockRuleDetailOut:
    local = desk.settings.local_targets.get(rule.key) if rule.local else None
    return ClockRuleDetailOut(
        key=rule.key,
        n=rule.n,
        unit=rule.unit_for(desk.settings),
        anchor=rule.anchor,
        inclusive=rule.inclusive_for(desk.settings),
        calendar=rule.calendar,
        not_before=rule.kind == NOT_BEFORE,
        force=rule.force,
        stopped_by=sorted(rule.stop),
        may_be_shortened=rule.local,
        repeats=rule.repeat,
        display_only=rule.display_only,
        local_n=local.n if local else None,
        local_unit=local.unit if local else None,
        reference=seeds.legal_refs().refs[rule.ref].printed if rule.ref else None,
        version=rule.version,
    )
