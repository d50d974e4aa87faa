"""What stands in the way of a step, in the order it is asked: status, school and rule, exclusion, dates, papers,
recommendation (PL-703)."""

from dataclasses import replace
from datetime import date

import pytest

from kit.kernel.ids import new_id
from placements.domain import direction_guards as guards
from placements.domain.care import Cohort
from placements.domain.chronology import _WORDS, EntryKind
from placements.domain.correspondence import Served, ServiceMethod
from placements.domain.direction import Consultation, DirectionProcess, Notice, Referral, Signature
from placements.domain.direction_errors import EVERY_BLOCK, DirectionBlocked
from placements.domain.direction_guards import Power
from placements.domain.direction_states import ProcessType
from placements.domain.direction_words import DIRECTION_WORDS
from placements.domain.school import SchoolKind

OPEN = Power(
    cohort=Cohort.LAC,
    kind=SchoolKind.MAINTAINED,
    own_authority=False,
    academies_directed=False,
    excluded_here=False,
)
EVERYTHING_WRONG = Power(
    cohort=None,
    kind=SchoolKind.ACADEMY,
    own_authority=True,
    academies_directed=False,
    excluded_here=True,
)
SERVED = date(2026, 11, 19)
SIGNED = Signature(by="somebody", role="la_signatory", same_person=False)


def a_process(**given: object) -> DirectionProcess:
    served = Served(ServiceMethod.HAND, SERVED, "signed for")
    process = DirectionProcess(
        id=new_id(),
        application_id=new_id(),
        type=ProcessType.S97A,
        rule_versions={},
        started_on=SERVED,
        consultation=Consultation(served=served, due_on=date(2026, 11, 26), signature=SIGNED),
    )
    return replace(process, **given)  # type: ignore[arg-type]


def code(block: DirectionBlocked | None) -> str | None:
    return block.code if block else None


def test_one_obstacle_after_the_other_is_named_in_the_order_of_the_specification() -> None:
    power, told = EVERYTHING_WRONG, []
    mended = [
        {"cohort": Cohort.LAC},
        {"academies_directed": True},
        {"own_authority": False, "kind": SchoolKind.INDEPENDENT},
        {"kind": SchoolKind.ACADEMY},
        {"excluded_here": False},
    ]
    for change in mended:
        told.append(code(guards.consultation_blocked(ProcessType.S97A, power, proved=False, recommended=False)))
        power = replace(power, **change)  # type: ignore[arg-type]
    told.append(code(guards.consultation_blocked(ProcessType.S97A, power, proved=False, recommended=False)))
    told.append(code(guards.consultation_blocked(ProcessType.S97A, power, proved=True, recommended=False)))
    told.append(code(guards.consultation_blocked(ProcessType.S97A, power, proved=True, recommended=True)))

    assert told == [
        "not_looked_after",
        "rule_s62_not_in_force",
        "own_authority_school",
        "school_not_directable",
        "excluded_from_school",
        "proof_missing",
        "recommendation_required",
        None,
    ]


@pytest.mark.parametrize("kind", SchoolKind)
def test_only_maintained_schools_and_academies_under_the_rule_are_directed(kind: SchoolKind) -> None:
    """PL-306."""
    for ruled in (False, True):
        power = replace(OPEN, kind=kind, academies_directed=ruled)
        directed = kind is SchoolKind.MAINTAINED or (kind is SchoolKind.ACADEMY and ruled)

        assert (guards.power_blocked(ProcessType.S97A, power) is None) is directed


@pytest.mark.parametrize(
    ("kind", "cohort", "covered"),
    [
        (ProcessType.S97A, Cohort.LAC, True),
        (ProcessType.S97A, Cohort.PLAC, False),
        (ProcessType.S97A, None, False),
        (ProcessType.S96, Cohort.PLAC, True),
        (ProcessType.S96, Cohort.IAPLAC, True),
        (ProcessType.S96, Cohort.LAC, False),
    ],
)
def test_each_power_covers_its_own_children(kind: ProcessType, cohort: Cohort | None, covered: bool) -> None:
    assert (guards.power_blocked(kind, replace(OPEN, cohort=cohort)) is None) is covered


def test_a_reference_that_is_known_comes_before_every_date() -> None:
    notice = Notice(
        served_on=SERVED,
        referral_until=date(2026, 11, 26),
        earliest_direction_on=date(2026, 11, 27),
        recipients=(),
        signature=SIGNED,
    )
    referred = a_process(notice=notice, referral=Referral(referred_on=SERVED, late=False, osa_ref="12"))
    plain = a_process(notice=notice)

    def signing(process: DirectionProcess, day: int, *, checked: bool) -> str | None:
        on = date(2026, 11, day)
        return code(guards.direction_blocked(process, OPEN, on, adjudicator_checked=checked))

    assert signing(referred, 27, checked=True) == "referral_pending"
    assert signing(plain, 26, checked=False) == "direction_too_early"
    assert signing(plain, 27, checked=False) == "adjudicator_not_checked"
    assert signing(plain, 27, checked=True) is None


def test_every_block_has_a_code_of_its_own_and_words() -> None:
    codes = [block.code for block in EVERY_BLOCK]

    assert len(set(codes)) == len(codes) == 16
    assert all(block.says.endswith(".") for block in EVERY_BLOCK)


def test_every_line_of_the_log_about_a_direction_can_be_read() -> None:
    facts = {"on": "2026-11-19", "from_on": "2026-11-27", "alone": True, "outcome": "upheld", "route": "direction_97a"}
    for kind in DIRECTION_WORDS:
        assert _WORDS[EntryKind(kind)](facts, {}), kind
