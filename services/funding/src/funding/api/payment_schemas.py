"""Payees and payments on the wire."""

from typing import Annotated, Final
from uuid import UUID

from pydantic import Field

from funding.api.fields import SchoolRefOut, TermText, YearText
from funding.domain.payments.channel import Channel
from funding.domain.payments.payee import Payee, PayeeKind, PayeeState
from funding.domain.payments.payment import PaymentState, PostingType
from funding.domain.schemes import Scheme
from kit.web.fields import InModel, IsoDate, Line, OutModel, Urn


class PayeeIn(InModel):
    """A school by its URN, or somebody else by name; the supplier number is that of the finance system."""

    kind: Annotated[PayeeKind, Field(strict=False)]
    school_urn: Urn | None = None
    name: Annotated[Line, Field(min_length=1, max_length=120)] | None = None
    ofsted_ref: Annotated[Line, Field(max_length=20)] | None = None
    supplier_no: Annotated[Line, Field(min_length=1, max_length=30)] | None = None


class PayeeOut(OutModel):
    """Who is paid. No bank details are held."""

    id: UUID
    kind: PayeeKind
    school_urn: int | None
    name: str
    ofsted_ref: str | None
    supplier_no: str | None
    state: PayeeState
    entered_by: str
    verified_by: str | None
    verified_on: IsoDate | None
    allowed_actions: list[str]
    version: int

    @classmethod
    def of(cls, payee: Payee, allowed_actions: list[str]) -> "PayeeOut":
        plain = {name: getattr(payee, name) for name in _PLAIN}
        return cls.model_construct(**plain, allowed_actions=allowed_actions)


_PLAIN: Final = tuple(name for name in PayeeOut.model_fields if name != "allowed_actions")


class PaymentOut(OutModel):
    """Money due to a payee. The child is an id only."""

    id: UUID
    request_id: UUID
    child_id: UUID | None
    school: SchoolRefOut | None
    payee_id: UUID
    payee_name: str
    scheme: Scheme
    financial_year: YearText
    term: TermText
    posting_type: PostingType
    channel: Channel
    pence: int
    state: PaymentState
    held_for: str | None
    batch_id: UUID | None
    payment_ref: str | None
    paid_on: IsoDate | None
    version: int
