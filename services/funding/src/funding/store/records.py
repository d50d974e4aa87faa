"""All records of one authority, in one open transaction."""

from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncConnection

from funding.store.awards import AwardStore
from funding.store.batches import BatchStore
from funding.store.books import BookStore
from funding.store.children import ChildStore
from funding.store.counts import CountStore
from funding.store.journal_page import JournalPages
from funding.store.ledger import LedgerStore
from funding.store.payments import PayeeStore, PaymentStore
from funding.store.policies import PolicyStore
from funding.store.rates import RateStore
from funding.store.requests import RequestStore
from funding.store.returns import ReturnStore
from funding.store.schools import SchoolStore


class Records:
    """The stores of one authority; there is no way to ask them about another's."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self.connection = connection
        self.authority = authority

    @cached_property
    def rates(self) -> RateStore:
        return RateStore(self.connection, self.authority)

    @cached_property
    def policies(self) -> PolicyStore:
        return PolicyStore(self.connection, self.authority)

    @cached_property
    def counts(self) -> CountStore:
        return CountStore(self.connection, self.authority)

    @cached_property
    def awards(self) -> AwardStore:
        return AwardStore(self.connection, self.authority)

    @cached_property
    def requests(self) -> RequestStore:
        return RequestStore(self.connection, self.authority)

    @cached_property
    def payees(self) -> PayeeStore:
        return PayeeStore(self.connection, self.authority)

    @cached_property
    def payments(self) -> PaymentStore:
        return PaymentStore(self.connection, self.authority)

    @cached_property
    def batches(self) -> BatchStore:
        return BatchStore(self.connection, self.authority)

    @cached_property
    def returns(self) -> ReturnStore:
        return ReturnStore(self.connection, self.authority)

    @cached_property
    def ledger(self) -> LedgerStore:
        return LedgerStore(self.connection, self.authority)

    @cached_property
    def books(self) -> BookStore:
        return BookStore(self.connection, self.authority)

    @cached_property
    def journal_pages(self) -> JournalPages:
        return JournalPages(self.connection, self.authority)

    @cached_property
    def children(self) -> ChildStore:
        return ChildStore(self.connection, self.authority)

    @cached_property
    def schools(self) -> SchoolStore:
        return SchoolStore(self.connection, self.authority)
