"""Deciding a request line by line, within the limit of one's tier and never one's own (FU-302, FU-1208, FU-1209)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from funding.domain.people import VSH, Actor, require_another_person
from funding.domain.policies.parameters import Parameters, Tier
from funding.domain.requests.request import Request, RequestKind, RequestLine, RequestOutcome
from funding.domain.schemes import Scheme
from kit.kernel.errors import DomainError, InvalidInput


class AboveLimit(DomainError):
    """The sum or the kind of spending is for somebody else to decide; `role` names them (FU-1208)."""

    def __init__(self, role: str) -> None:
        super().__init__(role)
        self.role = role


class EhcpOverlap(DomainError):
    """A line that an EHC plan already pays cannot be approved under this policy (FU-1209)."""


class ReasonCode(StrEnum):
    """Why a line was not approved in full (FU-1209)."""

    EHCP_OVERLAP = "ehcp_overlap"
    NOT_PEP_NEED = "not_pep_need"
    TOO_COSTLY = "too_costly"
    DUPLICATE = "duplicate"
    NOT_ALLOWED = "not_allowed"
    NO_MONEY = "no_money"
    EVIDENCE_WEAK = "evidence_weak"
    LATE = "late"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class LineDecision:
    """The answer to one line; whatever is not approved in full says why."""

    line_id: UUID
    outcome: RequestOutcome
    approved_pence: int
    reason_code: ReasonCode | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class DecidedLine:
    line: RequestLine
    decision: LineDecision


def decide(
    request: Request,
    actor: Actor,
    decisions: Sequence[LineDecision],
    parameters: Parameters,
    *,
    is_deputy: bool = False,
) -> tuple[DecidedLine, ...]:
    """Every line with its answer, when the actor may give it.

    Raises SecondPersonRequired, InvalidInput, EhcpOverlap or AboveLimit, in that order.
    """
    require_another_person(actor, request.asked_by, request.submitted_by)
    decided = _matched(request, decisions)
    for answer in decided:
        if (
            answer.line.ehcp_overlap
            and answer.decision.approved_pence
            and parameters.word("spend.ehcp_overlap") == "block"
        ):
            raise EhcpOverlap
    _require_tier(request, actor, decided, parameters, is_deputy=is_deputy)
    return decided


def may_decide(request: Request, actor: Actor, parameters: Parameters) -> bool:
    """Whether the actor could approve all that is asked; a smaller sum may still lie within the limit."""
    if actor.id in {request.asked_by, request.submitted_by}:
        return False
    whole = [
        DecidedLine(line, LineDecision(line.id, RequestOutcome.APPROVED, line.asked_pence, None, None))
        for line in request.lines
    ]
    try:
        _require_tier(request, actor, whole, parameters, is_deputy=False)
    except AboveLimit:
        return False
    return True


def outcome_of(decided: Sequence[DecidedLine]) -> RequestOutcome:
    """Approved when every line is, declined when none is, else approved in part."""
    outcomes = {answer.decision.outcome for answer in decided}
    return outcomes.pop() if len(outcomes) == 1 else RequestOutcome.PART_APPROVED


def approved_pence(decided: Sequence[DecidedLine]) -> int:
    return sum(answer.decision.approved_pence for answer in decided)


def _matched(request: Request, decisions: Sequence[LineDecision]) -> tuple[DecidedLine, ...]:
    given = {decision.line_id: (place, decision) for place, decision in enumerate(decisions)}
    if len(given) != len(decisions) or given.keys() != {line.id for line in request.lines}:
        raise InvalidInput("not_every_line", "/lines")
    for line in request.lines:
        place, decision = given[line.id]
        _require_sound(line, decision, f"/lines/{place}")
    return tuple(DecidedLine(line, given[line.id][1]) for line in request.lines)


def _require_sound(line: RequestLine, decision: LineDecision, at: str) -> None:
    fits = {
        RequestOutcome.APPROVED: decision.approved_pence == line.asked_pence,
        RequestOutcome.PART_APPROVED: 0 < decision.approved_pence < line.asked_pence,
        RequestOutcome.DECLINED: decision.approved_pence == 0,
    }
    if not fits[decision.outcome]:
        raise InvalidInput("out_of_range", f"{at}/approved_pence")
    if decision.outcome is not RequestOutcome.APPROVED:
        if decision.reason_code is None:
            raise InvalidInput("missing", f"{at}/reason_code")
        if not decision.reason:
            raise InvalidInput("missing", f"{at}/reason")


def _require_tier(
    request: Request,
    actor: Actor,
    decided: Sequence[DecidedLine],
    parameters: Parameters,
    *,
    is_deputy: bool,
) -> None:
    if actor.is_any_of(VSH):
        return
    tier = _tier(request, decided, parameters)
    if not actor.is_any_of(tier.role) or (tier.delegation and not is_deputy):
        raise AboveLimit(tier.role if not tier.delegation else VSH)


def _tier(request: Request, decided: Sequence[DecidedLine], parameters: Parameters) -> Tier:
    """The first tier that covers what is approved; some things are for the virtual school head whatever they cost."""
    pence = approved_pence(decided)
    discretionary = parameters.words("spend.discretionary")
    if request.kind is RequestKind.EXCEPTION or any(
        answer.decision.approved_pence and answer.line.spend_code in discretionary for answer in decided
    ):
        return Tier(None, VSH, None)
    limit = parameters.pence("phase.post16_officer_limit_per_term_pence")
    if request.scheme is Scheme.POST16 and limit is not None and pence > limit:
        return Tier(None, VSH, None)
    return next(tier for tier in parameters.tiers if tier.up_to_pence is None or pence <= tier.up_to_pence)
