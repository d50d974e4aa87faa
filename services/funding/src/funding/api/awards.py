"""Awards of the DfE and their instalments."""

from uuid import UUID

from funding.actions.awards import AwardToEnter
from funding.actions.awards import enter_award as enter
from funding.actions.awards import post_award as post
from funding.actions.awards import record_receipt as record
from funding.api.award_schemas import AwardIn, AwardOut, GrantReceiptIn, GrantReceiptOut
from funding.api.deps import AuthorityRecords, CallingActor, Now
from funding.domain.allowed_actions import on_award, on_receipt
from funding.domain.awards.award import Award, AwardFigures, AwardState
from funding.domain.awards.receipts import owed_to_dfe_pence
from funding.domain.people import Actor
from funding.domain.years import FinancialYear
from funding.store.records import Records
from kit.web.answers import answers
from kit.web.deps import ExpectedVersion
from kit.web.guarded import service_router
from kit.web.paging import Page

router = service_router("funding", "/v1/awards", tags=["rates and awards"])
receipts_router = service_router("funding", "/v1/grant-receipts", tags=["rates and awards"])


@router.get("")
async def list_awards(records: AuthorityRecords, actor: CallingActor) -> Page[AwardOut]:
    """All awards, the newest year first; the one in force is `posted`."""
    return Page(items=[await _shown(records, award, actor) for award in await records.awards.all()], next_cursor=None)


@router.post("", status_code=201, responses=answers(409, 422))
async def enter_award(entered: AwardIn, records: AuthorityRecords, actor: CallingActor) -> AwardOut:
    """Enter an award as a draft; for LAC it has to be the count times the year's rate."""
    award = AwardToEnter(
        financial_year=FinancialYear.parse(entered.financial_year),
        kind=entered.kind,
        figures=AwardFigures(
            scheme=entered.scheme, children_count=entered.children_count, award_pence=entered.award_pence
        ),
        source=entered.source,
        notified_on=entered.notified_on,
    )
    return await _shown(records, await enter(records, actor, award), actor)


@router.get("/{award_id}")
async def show_award(award_id: UUID, records: AuthorityRecords, actor: CallingActor) -> AwardOut:
    """One award with its split and instalments."""
    return await _shown(records, await records.awards.get(award_id), actor)


@router.post("/{award_id}/posting", responses=answers(409, 422))
async def post_award(
    award_id: UUID, version: ExpectedVersion, records: AuthorityRecords, actor: CallingActor, now: Now
) -> AwardOut:
    """Post an award that somebody else entered: the pots are filled, or changed by the difference."""
    return await _shown(records, await post(records, actor, award_id, version, now), actor)


@receipts_router.get("")
async def list_grant_receipts(records: AuthorityRecords, actor: CallingActor) -> Page[GrantReceiptOut]:
    """The quarterly instalments, expected and received."""
    receipts = await records.awards.all_receipts()
    return Page(
        items=[GrantReceiptOut.of(receipt, on_receipt(receipt, actor)) for receipt in receipts], next_cursor=None
    )


@receipts_router.post("/{receipt_id}/receipt", responses=answers(409))
async def record_grant_receipt(
    receipt_id: UUID,
    received: GrantReceiptIn,
    version: ExpectedVersion,
    records: AuthorityRecords,
    actor: CallingActor,
    now: Now,
) -> GrantReceiptOut:
    """Record that an instalment is in the bank."""
    receipt = await record(
        records,
        actor,
        receipt_id,
        version,
        received.received_pence,
        received.received_on,
        received.reference,
        now,
    )
    return GrantReceiptOut.of(receipt, on_receipt(receipt, actor))


async def _shown(records: Records, award: Award, actor: Actor) -> AwardOut:
    posted = award.state is AwardState.POSTED
    receipts = await records.awards.receipts(award.financial_year, award.scheme) if posted else ()
    return AwardOut.of(
        award,
        [GrantReceiptOut.of(receipt, on_receipt(receipt, actor)) for receipt in receipts],
        owed_to_dfe_pence(receipts, award.award_pence),
        on_award(award, actor),
    )
