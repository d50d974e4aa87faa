"""The four instalments in which a grant is paid (FU-710)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Self
from uuid import UUID

from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear
from kit.kernel.errors import StepNotAllowed
from kit.kernel.money import equal_parts

INSTALMENTS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantReceipt:
    """One quarter of an award: what is expected when, and what came."""

    id: UUID
    scheme: Scheme
    financial_year: FinancialYear
    instalment: int
    expected_on: date
    expected_pence: int
    received_on: date | None
    received_pence: int | None
    reference: str | None
    version: int

    def receive(self, pence: int, received_on: date, reference: str) -> Self:
        if self.received_on is not None:
            raise StepNotAllowed("received", "receive")
        return replace(
            self,
            received_on=received_on,
            received_pence=pence,
            reference=reference,
            version=self.version + 1,
        )


def expected_days(year: FinancialYear) -> tuple[date, date, date, date]:
    """31 July, 31 October, 31 January and 31 March: usual days, not confirmed by a source (FU-710)."""
    return date(year.start, 7, 31), date(year.start, 10, 31), date(year.start + 1, 1, 31), year.ends_on


def first_instalments(ids: Sequence[UUID], scheme: Scheme, year: FinancialYear, award_pence: int) -> list[GrantReceipt]:
    """Four instalments by largest remainder when the first award of a year is posted."""
    parts = zip(ids, expected_days(year), equal_parts(award_pence, INSTALMENTS), strict=True)
    return [
        GrantReceipt(
            id=receipt_id,
            scheme=scheme,
            financial_year=year,
            instalment=number,
            expected_on=expected_on,
            expected_pence=pence,
            received_on=None,
            received_pence=None,
            reference=None,
            version=1,
        )
        for number, (receipt_id, expected_on, pence) in enumerate(parts, start=1)
    ]


def last_instalment_after(receipts: Sequence[GrantReceipt], award_pence: int) -> GrantReceipt:
    """A changed award changes only the last instalment: the award less the other three, at least nothing."""
    *others, last = sorted(receipts, key=lambda receipt: receipt.instalment)
    rest = award_pence - sum(receipt.expected_pence for receipt in others)
    return replace(last, expected_pence=max(0, rest), version=last.version + 1)


def owed_to_dfe_pence(receipts: Sequence[GrantReceipt], award_pence: int) -> int:
    """What the instalments come to beyond the award."""
    return max(0, sum(receipt.expected_pence for receipt in receipts) - award_pence)
