"""What a school is asked about: money it was paid and has not accounted for, line by line (FU-1402)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from funding.domain.payments.payment import Payment, PaymentState
from funding.domain.requests.request import Request, RequestLine
from funding.domain.returns.acceptance import Advance
from funding.domain.returns.spend_return import ReturnLine, ReturnLineState
from funding.domain.years import FinancialYear, Term
from kit.kernel.money import split_by_largest_remainder


@dataclass(frozen=True, slots=True)
class Item:
    """One agreed line of a request, for one child, out of one year's grant: what a line of a return is about."""

    request_id: UUID
    request_line_id: UUID
    child_id: UUID
    financial_year: FinancialYear


def items_to_ask(
    advances: Iterable[Advance],
    payments: Mapping[UUID, Sequence[Payment]],
    asked: frozenset[Item],
    term: Term,
) -> dict[int, dict[Item, int]]:
    """By school, each item with what is left of it: paid in the term, or before it and still not accounted for.

    What another open return asks about already is left out. An item of which a part was accepted before is
    asked about with the rest.
    """
    by_school: dict[int, dict[Item, int]] = {}
    for advance in advances:
        about = advance.about
        if about.child_id is None or about.request_id is None or about.school_urn is None:
            continue
        if about.term is not None and about.term > term:
            continue
        paid = _paid_items(payments.get(about.request_id, ()), about.child_id, about.financial_year)
        for item, pence in _left(paid, advance.pence):
            if item not in asked and pence:
                by_school.setdefault(about.school_urn, {})[item] = pence
    return by_school


def lines_of_return(
    items: Mapping[Item, int], requests: Mapping[UUID, Request], new_id: Callable[[], UUID]
) -> tuple[ReturnLine, ...]:
    """Prefilled with what was agreed; the sum charged starts as the sum paid, the rating is for the school."""
    ordered = sorted(items, key=lambda item: (str(item.child_id), str(item.request_id), str(item.request_line_id)))
    return tuple(
        _line(item, items[item], requests[item.request_id], position, new_id())
        for position, item in enumerate(ordered, start=1)
    )


def _paid_items(payments: Sequence[Payment], child_id: UUID, year: FinancialYear) -> Counter[Item]:
    paid: Counter[Item] = Counter()
    for payment in payments:
        if payment.state is PaymentState.PAID and (payment.child_id, payment.financial_year) == (child_id, year):
            paid[Item(payment.request_id, payment.line_id, child_id, year)] += payment.pence
    return paid


def _left(paid: Counter[Item], advanced_pence: int) -> Iterator[tuple[Item, int]]:
    """The money still advanced, shared over the items paid: all of each, unless a part was accepted before."""
    whole = sum(paid.values())
    if whole == 0:
        return
    parts = split_by_largest_remainder(min(advanced_pence, whole), list(paid.values()))
    yield from zip(paid, parts, strict=True)


def _line(item: Item, pence: int, request: Request, position: int, line_id: UUID) -> ReturnLine:
    agreed = _agreed(request, item.request_line_id)
    year = item.financial_year
    return ReturnLine(
        id=line_id,
        position=position,
        child_id=item.child_id,
        request_id=item.request_id,
        request_line_id=item.request_line_id,
        target_id=agreed.target_id,
        scheme=request.scheme,
        financial_year=year,
        service_from=max(agreed.start_on, year.starts_on),
        service_to=min(agreed.end_on, year.ends_on),
        tier=agreed.tier,
        eef_code=agreed.eef_code,
        spend_code=agreed.spend_code,
        description=agreed.description,
        paid_pence=pence,
        charged_to_grant_pence=pence,
        impact_rating=None,
        review_on=None,
        receipts=0,
        saved=False,
        state=ReturnLineState.OPEN,
        rejected_for=None,
        evidenced_pence=0,
    )


def _agreed(request: Request, line_id: UUID) -> RequestLine:
    return next(line for line in request.lines if line.id == line_id)
