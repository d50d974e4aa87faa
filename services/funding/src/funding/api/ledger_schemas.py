"""The ledger on the wire: journals, balances, the chain."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from funding.api.fields import TermText, YearText
from funding.domain.ledger.accounts import Account, JournalKind
from funding.domain.ledger.invariants import Invariant
from funding.domain.ledger.journals import Journal, Line
from funding.domain.schemes import Scheme
from kit.web.fields import IsoDate, OutModel


class Dimension(StrEnum):
    """What balances can be told apart by."""

    CHILD_ID = "child_id"
    SCHOOL_URN = "school_urn"
    PAYEE_ID = "payee_id"
    TERM = "term"
    REQUEST_ID = "request_id"
    CENTRAL_CATEGORY = "central_category"


class JournalLineOut(OutModel):
    """Debit positive, credit negative."""

    line_no: int
    account: Account
    pence: int
    financial_year: YearText
    scheme: Scheme
    child_id: UUID | None
    school_urn: int | None
    payee_id: UUID | None
    term: TermText | None
    request_id: UUID | None
    central_category: str | None

    @classmethod
    def of(cls, number: int, line: Line) -> "JournalLineOut":
        about = line.about
        return cls(
            line_no=number,
            account=line.account,
            pence=line.pence,
            financial_year=str(about.financial_year),
            scheme=about.scheme,
            child_id=about.child_id,
            school_urn=about.school_urn,
            payee_id=about.payee_id,
            term=str(about.term) if about.term else None,
            request_id=about.request_id,
            central_category=about.central_category,
        )


class JournalOut(OutModel):
    """A posted journal; it never changes."""

    id: UUID
    seq: int
    kind: JournalKind
    posted_at: datetime
    effective_on: IsoDate
    source_type: str
    source_id: UUID
    actor_id: str
    reason: str | None
    reverses_journal_id: UUID | None
    prev_hash: str
    hash: str
    lines: list[JournalLineOut]

    @classmethod
    def of(cls, journal: Journal) -> "JournalOut":
        draft = journal.draft
        return cls(
            id=journal.id,
            seq=journal.seq,
            kind=draft.kind,
            posted_at=journal.posted_at,
            effective_on=draft.effective_on,
            source_type=draft.source_type,
            source_id=draft.source_id,
            actor_id=draft.actor_id,
            reason=draft.reason,
            reverses_journal_id=draft.reverses_journal_id,
            prev_hash=journal.prev_hash,
            hash=journal.hash,
            lines=[JournalLineOut.of(number, line) for number, line in enumerate(draft.lines, start=1)],
        )


class BalanceOut(OutModel):
    """The sum of an account; funds and liabilities stand as positive amounts."""

    account: Account
    by: Annotated[str | None, Field(description="The value of the dimension asked for; null for the whole.")]
    pence: int


class BalancesOut(OutModel):
    """One year and scheme, and whether the books meet the award."""

    financial_year: YearText
    scheme: Scheme
    as_at: datetime
    balances: list[BalanceOut]
    award_pence: Annotated[int | None, Field(description="The posted award; null while there is none.")]
    reconciled: Annotated[bool, Field(description="The sums of all accounts meet the award and each other.")]
    broken: Annotated[list[Invariant], Field(description="The invariants that do not hold; empty when reconciled.")]


class LedgerHeadOut(OutModel):
    """The last link of the chain."""

    seq: int
    hash: str
    posted_at: datetime | None


class BrokenBookOut(OutModel):
    financial_year: YearText
    scheme: Scheme
    invariant: Invariant


class VerificationOut(OutModel):
    """What walking the whole chain and summing all books found."""

    verified: bool
    checked: int
    first_bad_seq: int | None
    broken: list[BrokenBookOut]
    balances_rebuilt: Annotated[bool, Field(description="The kept balances equal the sums of the lines (IN-10).")]
