"""Rules of a child's and a case's records: approvals, guidance, exclusions, addresses in text, mergers, round dates."""

from datetime import date
from typing import Any

import pytest

from factories.placing import a_case, an_application
from kit.kernel.errors import InvalidInput, SecondPersonRequired
from kit.kernel.ids import new_id
from placements.domain.approvals import (
    Approval,
    ApprovalDecided,
    ApprovalDecision,
    ApprovalKind,
    Gates,
    not_approved,
)
from placements.domain.authority_settings import DEFAULT_SETTINGS
from placements.domain.care import CarePeriod, CareStatus
from placements.domain.cases import Case, CaseReason, Considered, ConsideredWith
from placements.domain.child import Child, ChoiceAuthority, Sex, UpnUnknownReason
from placements.domain.child_record import ChildRecord
from placements.domain.errors import StepNotForActor
from placements.domain.exclusions import Exclusion, ExclusionStatus, excluded_from, twice_excluded
from placements.domain.fixed_dates import dates_of_round, is_late_application, next_year_group
from placements.domain.guidance import GuidanceFacts, guidance_warnings
from placements.domain.merging import merge
from placements.domain.protected_address import holds_address
from placements.domain.restricted import Restricted, RestrictedFacts, refuse_restricted
from placements.domain.roll import Roll
from placements.domain.steps import Actor
from placements.domain.upn_warnings import upn_warnings
from placements.store.seeds import fixed_dates

TODAY = date(2026, 11, 9)
SIGNATORY, HEAD = frozenset({Actor.SIGNATORY}), frozenset({Actor.VSH, Actor.OFFICER})


def a_child(**given: Any) -> Child:
    facts: dict[str, Any] = {
        "id": new_id(),
        "first_name": "Mason",
        "surname": "Kerr",
        "date_of_birth": date(2014, 3, 1),
        "sex": Sex.MALE,
        "upn_unknown_reason": UpnUnknownReason.UN4,
        "choice_authority": ChoiceAuthority.AUTHORITY,
    }
    return Child(**{**facts, **given})


def an_approval(kind: ApprovalKind = ApprovalKind.KS4_MOVE, **given: Any) -> Approval:
    facts: dict[str, Any] = {
        "id": new_id(),
        "case_id": new_id(),
        "kind": kind,
        "requested_by": "officer",
        "requested_on": TODAY,
        "consulted_designated_teacher": True,
        "consulted_iro": True,
    }
    return Approval(**{**facts, **given})


YES = ApprovalDecision.APPROVED


@pytest.mark.parametrize(
    ("kind", "actors", "by", "given", "refused"),
    [
        (ApprovalKind.KS4_MOVE, HEAD, "head", {}, StepNotForActor),
        (ApprovalKind.INSPECTION_EXCEPTION, SIGNATORY, "signatory", {}, StepNotForActor),
        (ApprovalKind.KS4_MOVE, SIGNATORY, "officer", {}, SecondPersonRequired),
        (ApprovalKind.KS4_MOVE, SIGNATORY, "signatory", {"consulted_iro": False}, InvalidInput),
        (ApprovalKind.KS4_MOVE, SIGNATORY, "signatory", {"consulted_designated_teacher": False}, InvalidInput),
        (ApprovalKind.OUT_OF_COUNTY, HEAD, "head", {"decision": YES, "decided_by": "x"}, ApprovalDecided),
    ],
)
def test_an_approval_that_may_not_be_given(
    kind: ApprovalKind, actors: frozenset[Actor], by: str, given: dict[str, Any], refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        an_approval(kind, **given).decide(YES, None, by, actors, TODAY)


def test_a_move_may_be_declined_though_nobody_was_consulted() -> None:
    declined = an_approval(consulted_iro=False).decide(
        ApprovalDecision.DECLINED, "Ask the IRO first.", "signatory", SIGNATORY, TODAY
    )

    assert (declined.decision, declined.decided_by) == (ApprovalDecision.DECLINED, "signatory")


def test_an_exception_holds_for_one_school_and_a_move_for_the_case() -> None:
    gates = Gates(ks4_move=True, adverse_inspection=True, out_of_county=False)
    given = [
        an_approval(decision=YES, decided_by="s"),
        an_approval(ApprovalKind.INSPECTION_EXCEPTION, school_urn=1, decision=YES, decided_by="h"),
    ]

    assert not_approved(gates.needed, given, 1) == []
    assert not_approved(gates.needed, given, 2) == [ApprovalKind.INSPECTION_EXCEPTION]
    assert not_approved(gates.needed, [], 1) == gates.needed


CONSIDERED = tuple((person, Considered.YES) for person in ConsideredWith)


def calm_case(**given: Any) -> Case:
    return a_case(**{"considered_with": CONSIDERED, "reason": CaseReason.OTHER, **given})


@pytest.mark.parametrize(
    ("application", "case", "child", "facts", "warning"),
    [
        ({"hours_per_week": 12}, {}, {}, {}, "part_time"),
        ({"year_group": "10"}, {}, {}, {}, "critical_year"),
        ({}, {"current_school_urn": 1}, {}, {}, "transport_not_considered"),
        ({}, {}, {}, {"is_nearest": False}, "not_nearest"),
        ({}, {"considered_with": CONSIDERED[:4]}, {}, {}, "choice_incomplete"),
        ({}, {}, {"choice_authority": ChoiceAuthority.UNKNOWN}, {}, "choice_authority_unknown"),
        ({"visit_on": None}, {}, {}, {}, "no_visit"),
        ({}, {"host_authority": "801"}, {}, {}, "host_not_told"),
    ],
)
def test_pl_512_each_check_warns_alone(
    application: dict[str, Any], case: dict[str, Any], child: dict[str, Any], facts: dict[str, Any], warning: str
) -> None:
    asked = an_application(**{"visit_on": TODAY, **application})

    found = guidance_warnings(asked, calm_case(**case), a_child(**child), DEFAULT_SETTINGS, GuidanceFacts(**facts))

    assert found == [warning]


def test_pl_512_what_is_settled_warns_no_more() -> None:
    parent = (ConsideredWith.BIRTH_PARENT, Considered.NOT_APPROPRIATE)
    case = calm_case(
        considered_with=(*(one for one in CONSIDERED if one[0] is not parent[0]), parent),
        host_authority="801",
        current_school_urn=1,
        transport_considered=True,
    )
    asked = an_application(visit_on=TODAY, nearest_reason="The nearest is full.", hours_per_week=25)

    facts = GuidanceFacts(host_told=True, is_nearest=False)

    assert guidance_warnings(asked, case, a_child(), DEFAULT_SETTINGS, facts) == []


def excluded(on: str, status: ExclusionStatus = ExclusionStatus.UPHELD, urn: int = 1) -> Exclusion:
    return Exclusion(id=new_id(), school_urn=urn, on=date.fromisoformat(on), status=status)


@pytest.mark.parametrize(
    ("listed", "today", "twice"),
    [
        (["2025-01-10", "2025-11-03"], "2027-11-02", True),
        (["2025-01-10", "2025-11-03"], "2027-11-03", False),
        (["2025-11-03"], "2026-11-03", False),
        (["2015-01-10", "2025-11-03"], "2026-11-03", True),
        (["2024-02-29", "2024-02-29"], "2026-02-28", True),
        (["2024-02-29", "2024-02-29"], "2026-03-01", False),
    ],
)
def test_ssfa_87_twice_excluded_for_two_years_after_the_last(listed: list[str], today: str, twice: bool) -> None:
    assert twice_excluded([excluded(on) for on in listed], date.fromisoformat(today)) is twice


@pytest.mark.parametrize("status", [one for one in ExclusionStatus if one is not ExclusionStatus.UPHELD])
def test_an_exclusion_that_was_undone_never_counts(status: ExclusionStatus) -> None:
    listed = [excluded("2026-01-12"), excluded("2026-05-12", status)]

    assert not twice_excluded(listed, TODAY)
    assert not excluded_from([excluded("2026-05-12", status)], 1)
    assert excluded_from([excluded("2026-05-12")], 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She moved to ab12cd last week", True),
        ("SW1A 1AA", True),
        ("Near harebell-court.", True),
        ("Number 14 is fine", False),
        ("Year 10, KS4, form 7B2", False),
        ("Ashby", False),
    ],
)
def test_se_85_a_likely_address_in_text(text: str, found: bool) -> None:
    assert holds_address(text, "14 Harebell Court\nAshby") is found


@pytest.mark.parametrize(
    ("actors", "posts", "reads"),
    [
        ({Actor.VSH}, (), True),
        ({Actor.OFFICER}, ("owner",), True),
        ({Actor.OFFICER}, ("case-owner",), True),
        ({Actor.OFFICER}, ("another",), False),
        ({Actor.OFFICER}, ("worker",), False),
        ({Actor.SOCIAL_WORKER}, ("worker",), True),
        ({Actor.SOCIAL_WORKER}, ("owner",), False),
        ({Actor.SIGNATORY}, ("owner",), False),
    ],
)
def test_pl_204_who_reads_what_is_restricted(actors: set[Actor], posts: tuple[str, ...], reads: bool) -> None:
    child = a_child(owner_post_id="owner", social_worker_post_id="worker")

    if reads:
        refuse_restricted(child, "case-owner", frozenset(actors), posts)
    else:
        with pytest.raises(RestrictedFacts):
            refuse_restricted(child, "case-owner", frozenset(actors), posts)


def test_a_child_without_owner_is_nobodys_own() -> None:
    with pytest.raises(RestrictedFacts):
        refuse_restricted(a_child(), None, frozenset({Actor.OFFICER}), ())


def test_a_protected_address_is_looked_at_again_within_twelve_months() -> None:
    blank = Restricted(child_id=new_id())

    assert blank.protect_address("risk", date(2027, 11, 9), "post", TODAY).address_protected
    for day in (TODAY, date(2027, 11, 11)):
        with pytest.raises(InvalidInput):
            blank.protect_address("risk", day, "post", TODAY)


def care(first: str, last: str | None = None) -> CarePeriod:
    return CarePeriod(
        id=new_id(),
        status=CareStatus.LOOKED_AFTER,
        from_on=date.fromisoformat(first),
        to_on=date.fromisoformat(last) if last else None,
        source="tests",
    )


def test_pl_328_the_kept_record_takes_what_it_lacks_and_what_lies_beside_its_own() -> None:
    early, over = care("2020-01-06", "2021-01-06"), care("2024-06-03")
    roll = Roll(id=new_id(), school_urn=1, first_day_on=date(2024, 9, 2))
    kept = ChildRecord(child=a_child(ethnicity=None, former_upn=None, upn="H801200001001"), care=(care("2024-01-08"),))
    merged = ChildRecord(
        child=a_child(ethnicity="WBRI", la_child_id="T1", upn="B801200005001"), care=(early, over), rolls=(roll,)
    )

    merger = merge(kept, merged, "Registered twice.")

    assert (merger.kept.child.la_child_id, merger.kept.child.ethnicity) == ("T1", "WBRI")
    assert (merger.kept.child.upn, merger.kept.child.former_upn) == ("H801200001001", "B801200005001")
    assert merger.taken.care == (early,)
    assert merger.kept.rolls == (roll,)
    assert (merger.tombstone.merged_into, merger.tombstone.la_child_id) == (kept.child.id, None)


def test_pl_320_a_number_that_looks_odd_is_told() -> None:
    known = {"801"}
    warned = [
        upn_warnings(child, TODAY, known)
        for child in (
            a_child(upn="A80120000501A", upn_unknown_reason=None),
            a_child(upn="T838400020001", upn_unknown_reason=None),
            a_child(upn_unknown_reason=UpnUnknownReason.UN1),
            a_child(upn_unknown_reason=UpnUnknownReason.UN1, date_of_birth=date(2024, 1, 1)),
            a_child(),
        )
    ]

    assert warned == [["upn_temporary"], ["upn_authority_unknown"], ["upn_missing"], [], []]


def test_section_10_the_dates_of_the_round_for_2027() -> None:
    dates = fixed_dates()

    assert list(dates_of_round(dates, "7", 2027, has_plan=False).values()) == [date(2026, 10, 31), date(2027, 3, 1)]
    assert list(dates_of_round(dates, "R", 2027, has_plan=False).values()) == [date(2027, 1, 15), date(2027, 4, 16)]
    assert list(dates_of_round(dates, "7", 2027, has_plan=True).values()) == [date(2027, 2, 15)]
    assert not is_late_application(dates, "7", 2027, date(2026, 10, 31))
    assert is_late_application(dates, "7", 2027, date(2026, 11, 1))
    assert [next_year_group(group) for group in ("N", "R", "6", "11")] == ["R", "1", "7", None]
