"""Rates that are known, awards that are whole, splits that lose no penny, instalments that follow the award."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.money import LEE, MORGAN, YEAR, an_id
from funding.domain.awards.award import (
    Award,
    AwardFigures,
    AwardKind,
    AwardNotWhole,
    AwardState,
    SchemeClosed,
    award_pence,
    require_forward,
)
from funding.domain.awards.posting import journals_of_posting
from funding.domain.awards.receipts import first_instalments, last_instalment_after, owed_to_dfe_pence
from funding.domain.awards.split import Split, SplitShort, split_award
from funding.domain.ledger.accounts import Account
from funding.domain.policies.parameters import Parameters
from funding.domain.rates import Rate, RateNotSet, RateOrigin, difference_from_seed, rate_in_force
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear
from funding.store.rates import shipped_rates
from kit.kernel.errors import SecondPersonRequired, StepNotAllowed
from kit.kernel.money import equal_parts

PERCENT = Parameters({"retention.mode": "percent", "retention.bp": 2000})


def an_award(children: int, **more: object) -> Award:
    award = Award(
        id=an_id(children),
        scheme=Scheme.LAC,
        financial_year=YEAR,
        kind=AwardKind.PROVISIONAL,
        children_count=children,
        rate_pence=263_000,
        award_pence=children * 263_000,
        source="DfE letter",
        notified_on=None,
        state=AwardState.DRAFT,
        entered_by=LEE.id,
        posted_by=None,
        policy_id=None,
        split=split_award(children * 263_000, children, PERCENT),
        version=1,
    )
    return replace(award, **more)  # type: ignore[arg-type]


def test_fu_s01_a_smaller_final_award_moves_only_the_difference_and_the_last_instalment() -> None:
    provisional = an_award(400).post(MORGAN, split_award(105_200_000, 400, PERCENT), None)
    final = an_award(388, kind=AwardKind.FINAL).post(MORGAN, split_award(102_044_000, 388, PERCENT), None)
    receipts = first_instalments([an_id(n) for n in range(4)], Scheme.LAC, YEAR, provisional.award_pence)

    (adjustment,) = journals_of_posting(final, provisional, MORGAN.id, date(2025, 12, 15))

    assert provisional.split == Split(21_040_000, 84_160_000)
    assert final.split == Split(20_408_800, 81_635_200)
    assert {line.account: line.pence for line in adjustment.lines} == {
        Account.DFE_RECEIVABLE: -3_156_000,
        Account.CENTRAL_POT: 631_200,
        Account.DEVOLVED_POT: 2_524_800,
    }
    assert [receipt.expected_pence for receipt in receipts] == [26_300_000] * 4
    assert last_instalment_after(receipts, 102_044_000).expected_pence == 23_144_000


def test_the_first_award_fills_the_pots_through_one_account() -> None:
    award = an_award(400)

    drafts = journals_of_posting(award, None, MORGAN.id, date(2025, 6, 30))

    assert [draft.kind for draft in drafts] == ["J1", "J3"]
    assert all(sum(line.pence for line in draft.lines) == 0 for draft in drafts)


def test_what_was_paid_beyond_the_award_is_owed_to_the_dfe() -> None:
    receipts = first_instalments([an_id(n) for n in range(4)], Scheme.LAC, YEAR, 100)

    changed = [*receipts[:3], last_instalment_after(receipts, 60)]

    assert changed[-1].expected_pence == 0
    assert owed_to_dfe_pence(changed, 60) == 15


@given(st.integers(0, 10**12), st.integers(0, 10_000), st.integers(0, 2_000))
def test_every_split_conserves_the_award(pence: int, basis_points: int, children: int) -> None:
    for mode in ("none", "percent", "fixed_per_child"):
        params = Parameters({"retention.mode": mode, "retention.bp": basis_points, "retention.pence": 5_000})

        split = split_award(pence, children, params)

        assert split.central_pence + split.devolved_pence == pence
        assert split.central_pence >= 0
        assert split.devolved_pence >= 0


def test_the_remainder_is_kept_when_the_base_of_every_child_is_covered() -> None:
    params = Parameters({"retention.mode": "remainder", "base.pence_by_term": {"SUM": 61_000, "AUT": 55_000}})

    assert split_award(1_578_000, 6, params) == Split(1_578_000 - 6 * 116_000, 6 * 116_000)
    with pytest.raises(SplitShort) as short:
        split_award(600_000, 6, params)
    assert short.value.shortfall_pence == 96_000


def test_fu_s12_a_year_in_thirds_loses_no_penny() -> None:
    assert equal_parts(200_000, 3) == [66_667, 66_667, 66_666]


def test_an_award_is_the_count_times_the_rate() -> None:
    def of(count: int | None, pence: int | None, scheme: Scheme = Scheme.LAC) -> int:
        return award_pence(AwardFigures(scheme=scheme, children_count=count, award_pence=pence), 263_000)

    assert of(6, None) == of(6, 1_578_000) == 1_578_000
    assert of(None, 900_000, Scheme.POST16) == 900_000
    for count, pence in ((6, 1_578_001), (None, 1_578_000)):
        with pytest.raises(AwardNotWhole):
            of(count, pence)
    with pytest.raises(SchemeClosed):
        of(6, 87_000, Scheme.RECOVERY)


def test_kinds_of_award_only_go_forward() -> None:
    require_forward(AwardKind.PROVISIONAL, AwardKind.ESTIMATED)
    require_forward(AwardKind.ADJUSTED, AwardKind.ADJUSTED)

    for kind, posted in ((AwardKind.PROVISIONAL, AwardKind.FINAL), (AwardKind.FINAL, AwardKind.FINAL)):
        with pytest.raises(StepNotAllowed):
            require_forward(kind, posted)


def test_who_entered_an_award_never_posts_it() -> None:
    with pytest.raises(SecondPersonRequired):
        an_award(6).post(LEE, Split(0, 1_578_000), None)


def test_fu_s08_the_rate_of_a_year_is_the_one_that_was_published_and_an_unknown_one_blocks() -> None:
    known = shipped_rates()

    assert rate_in_force(known, Scheme.LAC, FinancialYear(2024)).pence == 257_000
    assert rate_in_force(known, Scheme.LAC, FinancialYear(2025)).pence == 263_000
    with pytest.raises(RateNotSet) as unknown:
        rate_in_force(known, Scheme.LAC, FinancialYear(2026))
    assert (unknown.value.scheme, str(unknown.value.financial_year)) == ("LAC", "2026-27")


def test_a_figure_nobody_vouches_for_counts_as_none() -> None:
    with pytest.raises(RateNotSet):
        rate_in_force(shipped_rates(), Scheme.EYPP, FinancialYear(2022))


def test_a_rate_inside_a_year_starts_on_its_day() -> None:
    year = FinancialYear(2023)
    later = [replace(rate, verified=True) for rate in shipped_rates()]

    assert rate_in_force(later, Scheme.EYPP, year, date(2023, 8, 31)).pence == 62
    assert rate_in_force(later, Scheme.EYPP, year, date(2023, 9, 1)).pence == 66


def an_own_rate(pence: int) -> Rate:
    return Rate(
        id=an_id(1),
        scheme=Scheme.LAC,
        financial_year=YEAR,
        effective_from=YEAR.starts_on,
        unit="child_year",
        pence=pence,
        cap_minutes=None,
        verified=False,
        source="technical note",
        note=None,
        origin=RateOrigin.AUTHORITY,
        entered_by=LEE.id,
        confirmed_by=None,
        version=1,
    )


def test_an_own_rate_beats_the_shipped_one_once_a_second_person_confirmed_it() -> None:
    own = an_own_rate(264_000)

    assert rate_in_force([*shipped_rates(), own], Scheme.LAC, YEAR).pence == 263_000
    assert rate_in_force([*shipped_rates(), own.confirm(MORGAN)], Scheme.LAC, YEAR).pence == 264_000
    with pytest.raises(SecondPersonRequired):
        own.confirm(LEE)
    with pytest.raises(StepNotAllowed):
        own.confirm(MORGAN).confirm(MORGAN)


def test_a_figure_that_differs_from_ours_is_told_with_both() -> None:
    differs = difference_from_seed(an_own_rate(264_000), shipped_rates())

    assert differs is not None
    assert (differs.seed_pence, differs.pence) == (263_000, 264_000)
    assert difference_from_seed(an_own_rate(263_000), shipped_rates()) is None
