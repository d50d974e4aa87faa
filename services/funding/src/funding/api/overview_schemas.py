"""The overview of one year's money on the wire (screens SC-10.1)."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from funding.api.fields import TermText, YearText
from funding.domain.awards.award import AwardKind
from funding.domain.returns.states import ReturnState
from funding.domain.schemes import Scheme
from kit.web.fields import IsoDate, OutModel


class OverviewAwardOut(OutModel):
    """The award in force."""

    id: UUID
    kind: AwardKind
    children_count: int | None
    rate_pence: int | None
    award_pence: int


class WaitingOut(OutModel):
    """How many, and how much."""

    count: int
    pence: int


class NotAccountedOut(OutModel):
    """A school that was asked and has not accounted."""

    return_id: UUID
    school_urn: int
    school_name: str | None
    term: TermText
    due_on: IsoDate
    state: ReturnState
    days_late: int
    children: int
    paid_pence: int
    accounted_pence: int
    chases: Annotated[int, Field(description="Reminders, overdue reminders and escalations so far.")]
    allowed_actions: list[str]
    version: int


class OverviewOut(OutModel):
    """paid + agreed + asked + free = award."""

    financial_year: YearText
    scheme: Scheme
    award: Annotated[OverviewAwardOut | None, Field(description="Null: no award has been posted.")]
    policy_version: int | None
    central_pot_pence: int
    devolved_pot_pence: int
    child_budgets_pence: int
    paid_pence: int
    agreed_pence: Annotated[int, Field(description="Decided, and not paid yet.")]
    asked_pence: Annotated[int, Field(description="Submitted, and not decided yet.")]
    free_pence: int
    evidenced_pence: Annotated[int, Field(description="Accepted as spent.")]
    advanced_pence: Annotated[int, Field(description="Paid, and not accepted as spent.")]
    received_pence: int
    receivable_pence: int
    must_be_allocated_by: IsoDate
    school_days_left: Annotated[int | None, Field(description="Until that day; null while no calendar is known.")]
    left_pence: Annotated[int, Field(description="Pots and budgets: not yet agreed for anything.")]
    requests_to_decide: WaitingOut
    payments_ready: WaitingOut
    returns_not_accounted: Annotated[list[NotAccountedOut], Field(description="By school name; at most 100.")]
    returns_not_accounted_total: int
