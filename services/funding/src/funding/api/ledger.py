"""The ledger: journals, balances and the chain."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Response

from funding.actions.verify_ledger import verify_ledger as verify
from funding.api.cursors import after_number
from funding.api.deps import AuthorityRecords, Now, TermQuery, UrnQuery, WantedScheme, WantedYear
from funding.api.ledger_schemas import (
    BalanceOut,
    BalancesOut,
    BrokenBookOut,
    Dimension,
    JournalOut,
    LedgerHeadOut,
    VerificationOut,
)
from funding.domain.ledger.accounts import CREDIT_ACCOUNTS, Account
from funding.domain.ledger.invariants import broken_by_books
from funding.domain.schemes import Scheme
from kit.web.guarded import service_router
from kit.web.paging import Page, WantedPage, written_page

journals_router = service_router("funding", "/v1/journals", tags=["ledger"])
balances_router = service_router("funding", "/v1/balances", tags=["ledger"])
router = service_router("funding", "/v1/ledger", tags=["ledger"])


@journals_router.get("", response_model=Page[JournalOut])
async def list_journals(
    page: WantedPage, records: AuthorityRecords, source_id: Annotated[UUID | None, Query()] = None
) -> Response:
    """Posted journals, the newest first; `source_id` narrows to an award, request, payment or return."""
    rows = await records.journal_pages.page(source_id, after_number(page), page.rows)
    shown, more = rows[: page.limit], len(rows) > page.limit
    return written_page([row.text for row in shown], page.cursor(shown[-1].seq) if more else None)


@balances_router.get("")
async def show_balances(
    year: WantedYear,
    records: AuthorityRecords,
    now: Now,
    scheme: WantedScheme = Scheme.LAC,
    by: Annotated[Dimension | None, Query(description="Tell the sums apart by this.")] = None,
    account: Annotated[Account | None, Query()] = None,
    school_urn: UrnQuery = None,
    child_id: Annotated[UUID | None, Query()] = None,
    term: TermQuery = None,
) -> BalancesOut:
    """The sums of one year and scheme, and whether they meet the award."""
    named: dict[str, Any] = {"account": account, "school_urn": school_urn, "child_id": child_id, "term": term}
    wanted = {name: value for name, value in named.items() if value is not None}
    rows = await records.books.balances((year, scheme), by, wanted)
    award = await records.awards.posted(year, scheme)
    sums = (await records.books.sums()).get((year, scheme), {})
    broken = broken_by_books(sums, award.award_pence if award else 0)
    return BalancesOut(
        financial_year=str(year),
        scheme=scheme,
        as_at=now.at,
        balances=[_balance(kept, value, pence) for kept, value, pence in rows],
        award_pence=award.award_pence if award else None,
        reconciled=not broken,
        broken=broken,
    )


@router.get("/head")
async def show_ledger_head(records: AuthorityRecords) -> LedgerHeadOut:
    """The last link of the authority's chain."""
    head = await records.ledger.head()
    return LedgerHeadOut(seq=head.seq, hash=head.hash, posted_at=head.posted_at)


@router.post("/verification")
async def verify_ledger(records: AuthorityRecords) -> VerificationOut:
    """Walk the whole chain and sum all books anew."""
    found = await verify(records)
    return VerificationOut(
        verified=found.holds,
        checked=found.chain.checked,
        first_bad_seq=found.chain.first_bad_seq,
        broken=[
            BrokenBookOut(financial_year=str(year), scheme=scheme, invariant=invariant)
            for (year, scheme), invariant in found.broken
        ],
        balances_rebuilt=found.balances_rebuilt,
    )


def _balance(account: Account, value: object, pence: int) -> BalanceOut:
    """Funds and liabilities are told as positive amounts."""
    sign = -1 if account in CREDIT_ACCOUNTS else 1
    return BalanceOut(account=account, by=None if value is None else str(value), pence=sign * pence)
