"""What the other services are told: ids, codes, sums and dates, nothing else (section 20)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from funding.domain.children import Child
from funding.domain.payments.payment import Payment
from funding.domain.returns.spend_return import ReturnLine, ReturnLineState, SpendReturn
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear, Term
from kit.kernel.events import Event

Children = Mapping[UUID, Child]

ASK_KIND = "account_for_money"


@dataclass(frozen=True, slots=True)
class Teller:
    """Makes the events of one authority, dated on one day."""

    authority: str
    on: date
    children: Children

    def requested(self, one: SpendReturn) -> Event:
        return self._of_return("pp_return.requested", one, due_on=_iso(one.due_on), children=len(one.children))

    def reminded(self, one: SpendReturn, *, overdue: bool) -> Event:
        return self._of_return("pp_return.reminded", one, overdue=overdue, sent_on=_iso(self.on))

    def overdue(self, one: SpendReturn) -> Event:
        return self._of_return("pp_return.overdue", one, due_on=_iso(one.extended_to or one.due_on))

    def received(self, one: SpendReturn) -> Event:
        return self._of_return(
            "pp_return.received",
            one,
            due_on=_iso(one.extended_to or one.due_on),
            received_on=_iso(one.submitted_on),
            days_late=one.days_late_on(self.on),
            overdue_reminders=one.overdue_reminders,
            escalations=one.escalations,
            as_agreed=one.as_agreed,
        )

    def accepted(self, one: SpendReturn) -> Event:
        return self._of_return("pp_return.accepted", one, on=_iso(self.on), reason_code=None)

    def asked(self, one: SpendReturn, at: datetime, *, by_mail: bool) -> Event:
        """The ask meter counts one ask a return; its id is the return's."""
        return self._event(
            "ask.sent",
            one.version,
            self._of_term(one) | _ask(one) | {"kind": ASK_KIND, "sent_at": at.isoformat(), "counts_as_email": by_mail},
        )

    def answered(self, one: SpendReturn) -> Event:
        return self._event(
            "ask.answered", one.version, self._of_term(one) | _ask(one) | {"seconds": one.seconds_to_complete or 0}
        )

    def spent(self, one: SpendReturn) -> Iterator[Event]:
        """What the school charged, at most what it was paid, and whether it helped: when the return is sent."""
        for line in one.lines:
            yield self._of_line(
                "pp_spend.recorded",
                one,
                line,
                pence=min(line.charged_to_grant_pence, line.paid_pence),
                target_id=_text(line.target_id),
                eef_code=line.eef_code,
                tier=line.tier,
                review_on=_iso(line.review_on),
            )
            yield self._of_line(
                "pp_outcome.recorded",
                one,
                line,
                rating=line.impact_rating,
                recorded_on=_iso(self.on),
                review_on=_iso(line.review_on),
            )

    def decided(self, one: SpendReturn) -> Iterator[Event]:
        for line in one.lines:
            accepted = line.state is ReturnLineState.ACCEPTED
            yield self._of_line("pp_evidence.decided", one, line, accepted=accepted, decided_on=_iso(self.on))

    def paid(self, payment: Payment) -> Event | None:
        """None for money that is for no single child."""
        if payment.child_id is None:
            return None
        payload = {
            "payment_id": str(payment.id),
            "pence": payment.pence,
            "paid_on": _iso(payment.paid_on),
            "school_urn": payment.school_urn,
        }
        about = _book(payment.financial_year, payment.scheme, payment.term)
        return self._event("pp_allocation.paid", payment.version, about | self._of_child(payment.child_id) | payload)

    def _of_return(self, kind: str, one: SpendReturn, **facts: Any) -> Event:
        """No child stands in them."""
        return self._event(kind, one.version, self._of_term(one) | {"return_id": str(one.id)} | facts)

    def _of_line(self, kind: str, one: SpendReturn, line: ReturnLine, **facts: Any) -> Event:
        about = _book(line.financial_year, line.scheme, one.term)
        ids = {"line_id": str(line.id), "school_urn": one.school_urn}
        return self._event(kind, one.version, about | self._of_child(line.child_id) | ids | facts)

    def _of_term(self, one: SpendReturn) -> dict[str, Any]:
        scheme = one.lines[0].scheme if one.lines else Scheme.LAC
        return _book(one.term.financial_year, scheme, one.term) | {"school_urn": one.school_urn}

    def _of_child(self, child_id: UUID) -> dict[str, Any]:
        child = self.children.get(child_id)
        return {
            "child_id": str(child_id),
            "year_group": child.year_group if child else None,
            "phase": child.phase if child else None,
            "sen": child.sen if child else None,
        }

    def _event(self, kind: str, version: int, payload: Mapping[str, Any]) -> Event:
        return Event(type=kind, version=version, occurred_on=self.on, authority=self.authority, payload=dict(payload))


def _ask(one: SpendReturn) -> dict[str, Any]:
    return {"ask_id": str(one.id), "school_urn": one.school_urn}


def _book(year: FinancialYear, scheme: Scheme, term: Term) -> dict[str, Any]:
    return {"financial_year": str(year), "scheme": scheme, "term": str(term)}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _text(value: UUID | None) -> str | None:
    return str(value) if value else None
