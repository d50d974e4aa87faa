"""A school accounts for the money: line by line, or all as agreed, and sends it (FU-1402 to FU-1404)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from funding.actions.write_to_school import Post, reference, send
from funding.domain.plain_text import require_plain
from funding.domain.returns.due_date import CalendarMissing, dates_of, due_on
from funding.domain.returns.mails import RECEIPT, receipt
from funding.domain.returns.spend_return import ImpactRating, Sender, SpendReturn
from funding.domain.schemes import Scheme
from funding.domain.told import Teller
from funding.domain.when import When
from funding.store.records import Records
from kit.db.outbox import Outbox
from kit.kernel.errors import NotFound

_A_TERM: Final = timedelta(weeks=16)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the school sends beside its lines; `ratings` are there when all was spent as agreed."""

    ratings: Mapping[UUID, ImpactRating] | None
    note: str | None


async def save_return_line(
    records: Records,
    return_id: UUID,
    line_id: UUID,
    version: int,
    charged_pence: int,
    rating: ImpactRating | None,
) -> SpendReturn:
    """Each row is kept as the school goes; nothing is sent by it."""
    one = await records.returns.get_to_change(return_id, version)
    if line_id not in {line.id for line in one.lines}:
        raise NotFound
    saved = one.save_line(line_id, charged_pence, rating)
    await records.returns.save(saved)
    return saved


async def send_return(
    records: Records,
    outbox: Outbox,
    post: Post,
    return_id: UUID,
    version: int,
    sender: Sender,
    answer: Answer,
    when: When,
) -> SpendReturn:
    """The others are told what was spent and whether it helped; the school gets a receipt, which asks nothing."""
    require_plain(answer.note)
    one = await records.returns.get_to_change(return_id, version)
    told = one if answer.ratings is None else one.agree(answer.ratings)
    sent = told.submit(sender, when.at, when.on, answer.note, await _review_on(records, told, when))
    await records.returns.save(sent)
    if sender.link_id is not None:
        await post.links.mark_answered(sender.link_id)
    teller = Teller(records.authority, when.on, await records.children.some(sent.children))
    await outbox.add(teller.received(sent), *teller.spent(sent), teller.answered(sent))
    await send(post, sent, RECEIPT, receipt(reference(sent), sent.term, when.on))
    return sent


async def _review_on(records: Records, one: SpendReturn, when: When) -> date:
    """When the next term's return is due; without its calendar, a term's length after this one."""
    following = one.term.following
    parameters = await records.policies.parameters_on(Scheme.LAC, following.financial_year, when.on)
    try:
        dates = dates_of(following, await records.schools.term_dates())
        return due_on(dates, await records.schools.calendar(), parameters)
    except CalendarMissing:
        return one.due_on + _A_TERM
