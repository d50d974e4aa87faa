"""An award is entered by one person and posted by another; instalments are recorded as they arrive (section 7)."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from funding.domain.awards.award import Award, AwardFigures, AwardKind, AwardState, award_pence, require_forward
from funding.domain.awards.posting import journal_of_receipt, journals_of_posting
from funding.domain.awards.receipts import (
    INSTALMENTS,
    GrantReceipt,
    first_instalments,
    last_instalment_after,
)
from funding.domain.awards.split import split_award
from funding.domain.ledger.journals import Dimensions
from funding.domain.people import Actor
from funding.domain.rates import RateNotSet, rate_in_force
from funding.domain.schemes import Scheme
from funding.domain.when import When
from funding.domain.years import FinancialYear
from funding.store.policies import NO_POLICY
from funding.store.records import Records
from kit.kernel.errors import StepNotAllowed
from kit.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class AwardToEnter:
    """What stands in the DfE's letter, or what our own count would bring."""

    financial_year: FinancialYear
    kind: AwardKind
    figures: AwardFigures
    source: str
    notified_on: date | None


async def enter_award(records: Records, actor: Actor, entered: AwardToEnter) -> Award:
    """A draft. Raises RateNotSet, AwardNotWhole, SchemeClosed, or StepNotAllowed for a kind that came already."""
    figures = entered.figures
    posted = await records.awards.posted(entered.financial_year, figures.scheme)
    require_forward(entered.kind, posted.kind if posted else None)
    rate = await _rate_pence(records, figures.scheme, entered.financial_year)
    award = Award(
        id=new_id(),
        scheme=figures.scheme,
        financial_year=entered.financial_year,
        kind=entered.kind,
        children_count=figures.children_count,
        rate_pence=rate,
        award_pence=award_pence(figures, rate),
        source=entered.source,
        notified_on=entered.notified_on,
        state=AwardState.DRAFT,
        entered_by=actor.id,
        posted_by=None,
        policy_id=None,
        split=None,
        version=1,
    )
    await records.awards.add(award)
    return award


async def post_award(records: Records, actor: Actor, award_id: UUID, version: int, when: When) -> Award:
    """Cuts the award by the policy in force and posts it; a later award posts the difference (FU-706 to FU-708).

    The period is opened, and held, before anything is looked at: two first awards of a year cannot cross.
    """
    draft = await records.awards.get_to_change(award_id, version)
    await records.awards.open_period(draft.financial_year)
    before = await records.awards.posted(draft.financial_year, draft.scheme, to_change=True)
    require_forward(draft.kind, before.kind if before else None)
    if await _rate_pence(records, draft.scheme, draft.financial_year) != draft.rate_pence:
        raise StepNotAllowed("rate_changed", "post")
    policy = await records.policies.in_force(draft.scheme, draft.financial_year, when.on)
    split = split_award(draft.award_pence, draft.children_count, policy.params if policy else NO_POLICY)
    posted = draft.post(actor, split, policy.id if policy else None)
    await records.awards.save(*([before.supersede()] if before else []), posted)
    await records.ledger.post(journals_of_posting(posted, before, actor.id, when.on), when.at)
    await _plan_receipts(records, posted, first=before is None)
    return posted


async def record_receipt(
    records: Records,
    actor: Actor,
    receipt_id: UUID,
    version: int,
    pence: int,
    received_on: date,
    reference: str,
    when: When,
) -> GrantReceipt:
    """J2: what the bank shows."""
    expected = await records.awards.receipt_to_change(receipt_id, version)
    received = expected.receive(pence, received_on, reference)
    await records.awards.save_receipts([received])
    about = Dimensions(financial_year=received.financial_year, scheme=received.scheme)
    await records.ledger.post([journal_of_receipt(received.id, about, pence, received_on, actor.id)], when.at)
    return received


async def _plan_receipts(records: Records, award: Award, *, first: bool) -> None:
    if first:
        ids = [new_id() for _ in range(INSTALMENTS)]
        planned = first_instalments(ids, award.scheme, award.financial_year, award.award_pence)
        await records.awards.add_receipts(planned)
        return
    receipts = await records.awards.receipts(award.financial_year, award.scheme)
    changed = last_instalment_after(receipts, award.award_pence)
    if replace(changed, version=0) not in [replace(receipt, version=0) for receipt in receipts]:
        await records.awards.save_receipts([changed])


async def _rate_pence(records: Records, scheme: Scheme, year: FinancialYear) -> int | None:
    """Only an award for looked-after children of school age is counted; the others are entered by hand."""
    if scheme is not Scheme.LAC:
        return None
    pence = rate_in_force(await records.rates.known(), scheme, year).usable_pence
    if pence is None:
        raise RateNotSet(scheme, year)
    return pence
