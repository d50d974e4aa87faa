"""Payment runs and the bank's answers on the wire."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from funding.api.fields import TermText, YearText
from funding.domain.payments.batch import Batch, BatchLine, BatchState, LineState
from funding.domain.payments.payment import PostingType
from funding.domain.payments.payment_file import narrative
from funding.domain.schemes import Scheme
from kit.web.fields import InModel, IsoDate, Line, OutModel, Pence


class BatchIn(InModel):
    """Takes every ready payment of the scheme."""

    scheme: Annotated[Scheme, Field(strict=False)] = Scheme.LAC


class CheckIn(InModel):
    """Lines that fail stay in the batch, which stays a draft, unless they are to be dropped."""

    drop_failing_lines: bool = False


class BatchFailureOut(OutModel):
    line_no: int
    code: str


class BatchLineOut(OutModel):
    """The payments of one payee with the same coding."""

    line_no: int
    payee_id: UUID
    payee_name: str
    supplier_no: str | None
    school_urn: int | None
    posting_type: PostingType
    financial_year: YearText
    term: TermText
    pence: int
    payment_ref: str
    narrative: str
    cost_centre: str | None
    account: str | None
    project: str | None
    tax_code: str | None
    state: LineState
    paid_on: IsoDate | None
    document_no: str | None
    reason: str | None

    @classmethod
    def of(cls, line: BatchLine) -> "BatchLineOut":
        codes = line.codes
        return cls(
            line_no=line.line_no,
            payee_id=line.payee_id,
            payee_name=line.payee_name,
            supplier_no=line.supplier_no,
            school_urn=line.school_urn,
            posting_type=line.posting_type,
            financial_year=str(line.financial_year),
            term=str(line.term),
            pence=line.pence,
            payment_ref=line.payment_ref,
            narrative=narrative(line),
            cost_centre=codes.cost_centre if codes else None,
            account=codes.account if codes else None,
            project=codes.project if codes else None,
            tax_code=codes.tax_code if codes else None,
            state=line.state,
            paid_on=line.paid_on,
            document_no=line.document_no,
            reason=line.reason,
        )


class BatchSummaryOut(OutModel):
    """A row of the list of batches."""

    id: UUID
    scheme: Scheme
    state: BatchState
    line_count: int
    pence: int
    created_at: datetime
    approved_at: datetime | None
    exported_at: datetime | None
    allowed_actions: list[str]
    version: int


class BatchOut(OutModel):
    """A payment run with its lines."""

    id: UUID
    scheme: Scheme
    state: BatchState
    lines: list[BatchLineOut]
    failures: list[BatchFailureOut]
    pence: int
    created_by: str
    created_at: datetime
    checked_by: str | None
    approved_by: str | None
    approved_at: datetime | None
    exported_at: datetime | None
    file_sha256: str | None
    allowed_actions: list[str]
    version: int

    @classmethod
    def of(cls, batch: Batch, allowed_actions: list[str]) -> "BatchOut":
        plain = {
            name: getattr(batch, name)
            for name in cls.model_fields
            if name not in {"lines", "failures", "allowed_actions"}
        }
        return cls(
            **plain,
            lines=[BatchLineOut.of(line) for line in batch.lines],
            failures=[BatchFailureOut(line_no=one.line_no, code=one.code) for one in batch.failures],
            allowed_actions=allowed_actions,
        )


class ConfirmationIn(InModel):
    """What the bank did with one line."""

    line_no: Annotated[int, Field(ge=1, le=100_000)]
    payment_ref: Annotated[Line, Field(max_length=18)]
    status: Literal["paid", "rejected"]
    paid_on: IsoDate | None = None
    paid_pence: Pence | None = None
    document_no: Annotated[Line, Field(max_length=30)] | None = None
    reason: Annotated[Line, Field(max_length=200)] | None = None


class ConfirmationsIn(InModel):
    """The bank's answers; each row is taken or refused by itself."""

    rows: Annotated[list[ConfirmationIn], Field(min_length=1, max_length=1_000)]


class ConfirmationResultOut(OutModel):
    """`recorded`, `replayed` (the same answer came before) or `refused` with a code."""

    line_no: int
    result: Literal["recorded", "replayed", "refused"]
    code: str | None


class ConfirmationsOut(OutModel):
    """A result for each row, and the batch as it now stands."""

    results: list[ConfirmationResultOut]
    batch: BatchOut
