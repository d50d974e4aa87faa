"""One year's money at a glance: award, pots, what is paid, agreed, asked and free, and who has not accounted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from funding.domain.awards.award import Award
from funding.domain.ledger.accounts import Account
from funding.domain.returns.spend_return import SpendReturn
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear
from funding.store.records import Records
from funding.store.requests import Waiting
from kit.kernel.days import school_days_between


@dataclass(frozen=True, slots=True)
class YearAtAGlance:
    """paid + agreed + asked + free = award (screens SC-10)."""

    award: Award | None
    policy_version: int | None
    sums: Mapping[Account, int]
    requests_to_decide: Waiting
    payments_ready: Waiting
    returns_not_sent: Sequence[SpendReturn]
    school_days_left: int | None

    def held(self, *accounts: Account) -> int:
        """Funds and liabilities as positive amounts."""
        return -sum(self.sums.get(account, 0) for account in accounts)

    @property
    def paid_pence(self) -> int:
        """What reached a payee: applied, less what is released and not yet paid."""
        return self.held(Account.APPLIED) - self.held(Account.PAYABLE)

    @property
    def agreed_pence(self) -> int:
        return self.held(Account.COMMITTED, Account.PAYABLE)

    @property
    def left_pence(self) -> int:
        """Pots and budgets: money that is agreed for nothing yet."""
        return self.held(Account.UNALLOCATED, Account.CENTRAL_POT, Account.DEVOLVED_POT, Account.CHILD_BUDGET)

    @property
    def free_pence(self) -> int:
        return self.left_pence - self.requests_to_decide.pence


async def show_overview(records: Records, year: FinancialYear, scheme: Scheme, today: date) -> YearAtAGlance:
    policy = await records.policies.in_force(scheme, year, min(today, year.ends_on))
    calendar = await records.schools.calendar()
    return YearAtAGlance(
        award=await records.awards.posted(year, scheme),
        policy_version=policy.policy_version if policy else None,
        sums=(await records.books.sums()).get((year, scheme), {}),
        requests_to_decide=await records.requests.waiting(year, scheme),
        payments_ready=await records.payments.waiting(year, scheme),
        returns_not_sent=await records.returns.not_sent(),
        school_days_left=school_days_between(today, year.ends_on, calendar),
    )
