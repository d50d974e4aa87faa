"""What was asked for in a term: base money for every child, and now and then something more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from funding.domain.ledger.journals import JournalDraft
from funding.domain.payments.channel import Channel
from funding.domain.payments.due import payments_due
from funding.domain.payments.payee import Payee
from funding.domain.payments.payment import Payment
from funding.domain.policies.policy import Policy
from funding.domain.requests.codes import DfeTier, EefStrand, SpendCode
from funding.domain.requests.commitments import Commitment, commitments_of, journals_of_decision
from funding.domain.requests.decision import DecidedLine, LineDecision
from funding.domain.requests.request import (
    Delivery,
    Fund,
    PayTo,
    Request,
    RequestKind,
    RequestLine,
    RequestOutcome,
)
from funding.domain.requests.states import RequestState
from funding.domain.returns.due_date import TermDates
from funding.domain.schemes import Scheme
from funding.imports.demo.cast import POLICY_ACTOR, Cast
from funding.imports.demo.ground import morning
from kit.kernel.ids import new_id

_ITEMS = (
    (SpendCode.TUITION_1TO1, EefStrand.ONE_TO_ONE_TUITION, DfeTier.TAS, "1:1 tuition, maths", "mathematics below age"),
    (SpendCode.MENTORING, EefStrand.MENTORING, DfeTier.WIDER, "Mentor, weekly", "a trusted adult every week"),
    (SpendCode.LITERACY, EefStrand.READING_COMPREHENSION, DfeTier.TAS, "Reading with an adult", "reading fluency"),
    (SpendCode.ELSA, EefStrand.SOCIAL_EMOTIONAL_LEARNING, DfeTier.WIDER, "ELSA sessions", "settling to learn"),
    (SpendCode.MUSIC, EefStrand.ARTS, DfeTier.WIDER, "Music lessons", "confidence and attendance"),
    (SpendCode.SMALL_GROUP, EefStrand.SMALL_GROUP_TUITION, DfeTier.TAS, "Small group, writing", "writing at length"),
)


@dataclass(frozen=True, slots=True)
class Pupil:
    """A child of school age at the school it was at in a term."""

    child_id: UUID
    school_urn: int


@dataclass(frozen=True, slots=True)
class Wish:
    """One request as the demonstration wants it."""

    pupil: Pupil
    kind: RequestKind
    item: int
    pence: int


@dataclass(frozen=True, slots=True)
class Approved:
    """Everything that a decision brings about."""

    request: Request
    answers: tuple[DecidedLine, ...]
    commitments: tuple[Commitment, ...]
    payments: Sequence[Payment]
    journals: Sequence[JournalDraft]


@dataclass(frozen=True, slots=True)
class TermOffice:
    """The desk at which a term's requests are written and decided."""

    cast: Cast
    dates: TermDates
    policy: Policy

    def submitted(self, wish: Wish, on: date) -> Request:
        """Base money is asked for by the policy, anything more by the officer."""
        by = POLICY_ACTOR if wish.kind is RequestKind.BASE else self.cast.officer_id
        year = self.dates.term.financial_year
        return Request(
            id=new_id(),
            kind=wish.kind,
            scheme=Scheme.LAC,
            financial_year=year,
            term=self.dates.term,
            child_id=wish.pupil.child_id,
            shares=(),
            school_urn=wish.pupil.school_urn,
            pay_to=PayTo.SCHOOL,
            payee_id=None,
            fund=Fund.DEVOLVED,
            need=f"PEP target: {_ITEMS[wish.item][4]}.",
            reason=None,
            expected_outcome=None,
            exit_strategy=None,
            child_view=None,
            central_category=None,
            central_purpose=None,
            lines=(self._line(wish, on),),
            policy_id=self.policy.id,
            policy_version=self.policy.policy_version,
            state=RequestState.SUBMITTED,
            asked_by=by,
            submitted_by=by,
            submitted_at=morning(on).at,
            decided_by=None,
            decided_at=None,
            outcome=None,
            version=2,
        )

    def approved(self, wish: Wish, on: date, payee: Payee, channel: Channel) -> Approved:
        """Decided by the virtual school head; for base money that is who published the policy (FU-303)."""
        when = morning(on)
        request = self.submitted(wish, on - timedelta(days=3)).decide(self.cast.vsh, when.at, RequestOutcome.APPROVED)
        answers = tuple(
            DecidedLine(line, LineDecision(line.id, RequestOutcome.APPROVED, line.asked_pence, None, None))
            for line in request.lines
        )
        commitments = commitments_of(request, answers, new_id)
        payments = payments_due(request, commitments, payee, channel, self.policy.params, self.cast.vsh_id, new_id)
        journals = journals_of_decision(request, commitments, {}, payee.id, self.cast.vsh_id, on)
        return Approved(request, answers, commitments, payments, journals)

    def _line(self, wish: Wish, on: date) -> RequestLine:
        """Service begins after the request and ends with the term, inside the financial year (FU-403)."""
        code, strand, tier, description, _ = _ITEMS[wish.item]
        year = self.dates.term.financial_year
        start_on = max(on + timedelta(days=7), year.starts_on)
        return RequestLine(
            id=new_id(),
            position=1,
            target_id=None,
            eef_code=strand,
            tier=tier,
            spend_code=code,
            description=description,
            provider="",
            delivery=Delivery.ONE_TO_ONE,
            group_size=None,
            sessions=None,
            minutes_each=None,
            unit_cost_pence=None,
            total_pence=wish.pence,
            total_reason="as agreed in the PEP",
            start_on=start_on,
            end_on=max(start_on, min(self.dates.ends_on, year.ends_on)),
            sessions_by_financial_year=(),
            funding_sources=(),
            ehcp_overlap=False,
            ehcp_text=None,
            baseline=None,
            attachment_ref=None,
            already_started=False,
        )


def items() -> int:
    """How many different things are bought."""
    return len(_ITEMS)
