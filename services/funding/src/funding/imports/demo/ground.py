"""What has to stand before money moves: policy, finance codes, rates, awards and their instalments (section 25)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from funding.actions.awards import AwardToEnter, enter_award, post_award, record_receipt
from funding.actions.rates import confirm_rate, enter_rate
from funding.domain.awards.award import AwardFigures, AwardKind
from funding.domain.policies.policy import Policy
from funding.domain.rates import RateNotSet, rate_in_force
from funding.domain.schemes import Scheme
from funding.domain.when import When
from funding.domain.years import FinancialYear
from funding.imports.demo.cast import Cast
from funding.imports.policies import DEMO_POLICY, keep_finance_codes, publish_policy
from funding.store.records import Records

DEMO_RATE_PENCE = 263_000
DEMO_RATE_SOURCE = "demo figure, not a DfE rate"
_MORNING = time(10, 0, tzinfo=UTC)


def morning(day: date) -> When:
    """Ten o'clock of a day in the past."""
    return When(datetime.combine(day, _MORNING), day)


async def publish(records: Records, years: Iterable[FinancialYear], published_by: str) -> list[Policy]:
    """The policy of section 25 for each year, and codes for the finance system."""
    await keep_finance_codes(records, "VS100", "47100")
    return [
        await publish_policy(records, year, DEMO_POLICY, published_by, morning(year.starts_on).at) for year in years
    ]


async def ensure_rate(records: Records, cast: Cast, year: FinancialYear) -> None:
    """A year without a confirmed rate gets the demonstration's own, marked as such."""
    try:
        rate_in_force(await records.rates.known(), Scheme.LAC, year)
    except RateNotSet:
        rate = await enter_rate(
            records, cast.finance, Scheme.LAC, year, year.starts_on, DEMO_RATE_PENCE, DEMO_RATE_SOURCE
        )
        await confirm_rate(records, cast.vsh, rate.id, rate.version)


async def post_year(records: Records, cast: Cast, year: FinancialYear, children: int, today: date) -> None:
    """The award of a year, posted in its first days, and the instalments that have come since."""
    await ensure_rate(records, cast, year)
    over = today > year.ends_on
    entered = AwardToEnter(
        financial_year=year,
        kind=AwardKind.FINAL if over else AwardKind.PROVISIONAL,
        figures=AwardFigures(scheme=Scheme.LAC, children_count=children, award_pence=None),
        source="invented award letter",
        notified_on=year.starts_on,
    )
    award = await enter_award(records, cast.finance, entered)
    await post_award(records, cast.vsh, award.id, award.version, morning(year.starts_on))
    for receipt in await records.awards.receipts(year, Scheme.LAC):
        if receipt.expected_on <= today:
            await record_receipt(
                records,
                cast.finance,
                receipt.id,
                receipt.version,
                receipt.expected_pence,
                receipt.expected_on,
                f"DFE-{year}-{receipt.instalment}",
                morning(receipt.expected_on),
            )
