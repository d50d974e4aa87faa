"""Every school that holds money of a term is asked to account for it, by one mail with one link (FU-1401, FU-1402)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from funding.actions.write_to_school import Post, asked, send
from funding.domain.people import Actor
from funding.domain.returns.due_date import dates_of, due_on
from funding.domain.returns.mails import INVITATION, invitation
from funding.domain.returns.prefill import Item, items_to_ask, lines_of_return
from funding.domain.returns.round import ReturnRound
from funding.domain.returns.spend_return import SpendReturn
from funding.domain.returns.states import ReturnState
from funding.domain.schemes import Scheme
from funding.domain.told import Teller
from funding.domain.when import When
from funding.domain.years import Term
from funding.store.records import Records
from funding.store.returns import Chase
from kit.db.outbox import Outbox
from kit.kernel.errors import InvalidInput
from kit.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class OpenedRound:
    """The round, the returns opened now, and how many mails left."""

    round: ReturnRound
    returns: Sequence[SpendReturn]
    mails: int


async def open_return_round(
    records: Records,
    outbox: Outbox,
    post: Post,
    actor: Actor,
    term: Term,
    due: date | None,
    when: When,
) -> OpenedRound:
    """Opening it again asks only schools that were not asked before. Raises CalendarMissing without a date."""
    current = await _round(records, actor, term, due, when)
    items = await items_of(records, term)
    known = await records.returns.schools_asked(term)
    fresh = {urn: ones for urn, ones in items.items() if urn not in known}
    returns = await returns_of(records, current, fresh, when)
    await records.returns.add(returns)
    mailed = [await _invite(records, post, one, when) for one in returns]
    await _tell(records, outbox, returns, mailed, when)
    return OpenedRound(current, returns, sum(mailed))


async def _round(records: Records, actor: Actor, term: Term, due: date | None, when: When) -> ReturnRound:
    known = await records.returns.round_to_change(term)
    if known is not None:
        return known
    if due is not None and due < when.on:
        raise InvalidInput("out_of_range", "/due_on")
    opened = ReturnRound(
        id=new_id(),
        term=term,
        opens_on=when.on,
        due_on=due or await _due_on(records, term, when),
        opened_by=actor.id,
        version=1,
    )
    await records.returns.add_round(opened)
    return opened


async def _due_on(records: Records, term: Term, when: When) -> date:
    """By the policy of the year that holds the term, from the term's last day."""
    parameters = await records.policies.parameters_on(Scheme.LAC, term.financial_year, when.on)
    dates = dates_of(term, await records.schools.term_dates())
    return max(due_on(dates, await records.schools.calendar(), parameters), when.on)


async def items_of(records: Records, term: Term) -> Mapping[int, Mapping[Item, int]]:
    """By school, what it holds of the term and of terms before, and nobody asks about yet."""
    advances = await records.books.advances()
    request_ids = {advance.about.request_id for advance in advances if advance.about.request_id}
    payments = await records.payments.of_requests(request_ids)
    return items_to_ask(advances, payments, await records.returns.items_asked(), term)


async def returns_of(
    records: Records, current: ReturnRound, items: Mapping[int, Mapping[Item, int]], when: When
) -> Sequence[SpendReturn]:
    """One for each school, prefilled."""
    requests = await records.requests.some({item.request_id for ones in items.values() for item in ones})
    mailboxes = await records.schools.mailboxes(items)
    return [
        SpendReturn(
            id=new_id(),
            round_id=current.id,
            school_urn=urn,
            term=current.term,
            due_on=current.due_on,
            extended_to=None,
            state=ReturnState.DUE,
            lines=lines_of_return(ones, requests, new_id),
            note=None,
            asked_on=when.on,
            mailbox=mailboxes.get(urn),
            opened_at=None,
            submitted_at=None,
            submitted_on=None,
            submitted_by_role=None,
            seconds_to_complete=None,
            reminders=0,
            overdue_reminders=0,
            escalations=0,
            last_chased_at=None,
            as_agreed=False,
            accepted_by=None,
            accepted_on=None,
            version=1,
        )
        for urn, ones in sorted(items.items())
    ]


async def _invite(records: Records, post: Post, one: SpendReturn, when: When) -> bool:
    sent = await send(post, one, INVITATION, invitation(await asked(post, one, when)))
    chase = Chase(new_id(), one.id, "invitation", when.on, when.at if sent else None, "sent" if sent else "no_mailbox")
    await records.returns.add_chases([chase])
    return sent


async def _tell(
    records: Records, outbox: Outbox, returns: Sequence[SpendReturn], mailed: Sequence[bool], when: When
) -> None:
    teller = Teller(records.authority, when.on, {})
    for one, by_mail in zip(returns, mailed, strict=True):
        await outbox.add(teller.requested(one), teller.asked(one, when.at, by_mail=by_mail))
