"""Awards and their instalments on the wire."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from pydantic import Field

from funding.api.fields import SourceText, YearText
from funding.domain.awards.award import Award, AwardKind, AwardState
from funding.domain.awards.receipts import GrantReceipt
from funding.domain.schemes import Scheme
from kit.web.fields import InModel, IsoDate, Line, OutModel, Pence


class AwardIn(InModel):
    """For LAC the count, or the count and the DfE's sum; for the other schemes the sum."""

    scheme: Annotated[Scheme, Field(strict=False)]
    financial_year: YearText
    kind: Annotated[AwardKind, Field(strict=False)]
    children_count: Annotated[int, Field(ge=0, le=100_000)] | None = None
    award_pence: Pence | None = None
    source: SourceText
    notified_on: IsoDate | None = None


class GrantReceiptOut(OutModel):
    """One quarter of an award."""

    id: UUID
    scheme: Scheme
    financial_year: YearText
    instalment: int
    expected_on: IsoDate
    expected_pence: int
    received_on: IsoDate | None
    received_pence: int | None
    reference: str | None
    allowed_actions: list[str]
    version: int

    @classmethod
    def of(cls, receipt: GrantReceipt, allowed_actions: list[str]) -> "GrantReceiptOut":
        return cls(
            id=receipt.id,
            scheme=receipt.scheme,
            financial_year=str(receipt.financial_year),
            instalment=receipt.instalment,
            expected_on=receipt.expected_on,
            expected_pence=receipt.expected_pence,
            received_on=receipt.received_on,
            received_pence=receipt.received_pence,
            reference=receipt.reference,
            allowed_actions=allowed_actions,
            version=receipt.version,
        )


class GrantReceiptIn(InModel):
    """What the bank shows."""

    received_on: IsoDate
    received_pence: Annotated[Pence, Field(gt=0)]
    reference: Annotated[Line, Field(max_length=40)]


class AwardOut(OutModel):
    """An award; the split and the instalments are there once it is posted."""

    id: UUID
    scheme: Scheme
    financial_year: YearText
    kind: AwardKind
    children_count: int | None
    rate_pence: int | None
    award_pence: int
    source: str
    notified_on: IsoDate | None
    state: AwardState
    entered_by: str
    posted_by: str | None
    central_pence: int | None
    devolved_pence: int | None
    receipts: list[GrantReceiptOut]
    owed_to_dfe_pence: Annotated[int, Field(description="What the instalments come to beyond the award.")]
    allowed_actions: list[str]
    version: int

    @classmethod
    def of(
        cls,
        award: Award,
        receipts: Sequence[GrantReceiptOut],
        owed_to_dfe_pence: int,
        allowed_actions: list[str],
    ) -> "AwardOut":
        return cls(
            id=award.id,
            scheme=award.scheme,
            financial_year=str(award.financial_year),
            kind=award.kind,
            children_count=award.children_count,
            rate_pence=award.rate_pence,
            award_pence=award.award_pence,
            source=award.source,
            notified_on=award.notified_on,
            state=award.state,
            entered_by=award.entered_by,
            posted_by=award.posted_by,
            central_pence=award.split.central_pence if award.split else None,
            devolved_pence=award.split.devolved_pence if award.split else None,
            receipts=list(receipts),
            owed_to_dfe_pence=owed_to_dfe_pence,
            allowed_actions=allowed_actions,
            version=award.version,
        )
