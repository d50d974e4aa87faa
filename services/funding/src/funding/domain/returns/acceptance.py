"""Accepting a return: what was spent is evidenced, a child's oldest money at the school first (FU-1406, FU-1410)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from funding.domain.ledger.accounts import Account, JournalKind
from funding.domain.ledger.journals import Dimensions, JournalDraft, credit, debit, moved
from funding.domain.people import Actor
from funding.domain.policies.parameters import Parameters
from funding.domain.returns.spend_return import ReturnLine, ReturnLineState, SpendReturn
from funding.domain.returns.states import ReturnStep, next_state
from funding.domain.years import FinancialYear
from kit.kernel.errors import DomainError, InvalidInput


class ReceiptMissing(DomainError):
    """A line of this sum needs the reference of a receipt before it can be accepted (FU-1409)."""

    def __init__(self, line_id: UUID) -> None:
        super().__init__(str(line_id))
        self.line_id = line_id


@dataclass(frozen=True, slots=True)
class LineVerdict:
    """A line that is not accepted says why."""

    line_id: UUID
    accepted: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class Advance:
    """Money a school holds for a child and has not accounted for."""

    about: Dimensions
    pence: int


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The accepted return, what is posted for it, and what stays advanced."""

    accepted: SpendReturn
    journals: tuple[JournalDraft, ...]
    left: tuple[Advance, ...]


def accept(
    spend_return: SpendReturn,
    actor: Actor,
    verdicts: Sequence[LineVerdict],
    advances: Sequence[Advance],
    parameters: Parameters,
    on: date,
) -> Acceptance:
    """Lines without a verdict are accepted. Raises StepNotAllowed, InvalidInput or ReceiptMissing."""
    state = next_state(spend_return.state, ReturnStep.ACCEPT)
    refused = _refused(spend_return, verdicts)
    _require_receipts(spend_return.lines, refused, parameters)
    left = sorted(advances, key=_age)
    lines: list[ReturnLine] = []
    journals: list[JournalDraft] = []
    for line in spend_return.lines:
        if line.id in refused:
            lines.append(replace(line, state=ReturnLineState.REJECTED, rejected_for=refused[line.id]))
            continue
        used, left = _use(line, left)
        journals.extend(_journals(line, used, spend_return.id, actor.id, on))
        evidenced = sum(advance.pence for advance in used)
        lines.append(replace(line, state=ReturnLineState.ACCEPTED, evidenced_pence=evidenced))
    accepted = replace(
        spend_return,
        state=state,
        lines=tuple(lines),
        accepted_by=actor.id,
        accepted_on=on,
        version=spend_return.version + 1,
    )
    return Acceptance(accepted, tuple(journals), tuple(left))


def _refused(spend_return: SpendReturn, verdicts: Sequence[LineVerdict]) -> Mapping[UUID, str]:
    known = {line.id for line in spend_return.lines}
    refused: dict[UUID, str] = {}
    for place, verdict in enumerate(verdicts):
        if verdict.line_id not in known:
            raise InvalidInput("not_allowed", f"/lines/{place}/line_id")
        if verdict.accepted:
            continue
        if not verdict.reason:
            raise InvalidInput("missing", f"/lines/{place}/reason")
        refused[verdict.line_id] = verdict.reason
    return refused


def _require_receipts(lines: Sequence[ReturnLine], refused: Mapping[UUID, str], parameters: Parameters) -> None:
    threshold = parameters.receipt_threshold_pence
    for line in lines:
        needed = threshold is not None and line.charged_to_grant_pence >= threshold
        if needed and line.id not in refused and not line.receipts:
            raise ReceiptMissing(line.id)


def _age(advance: Advance) -> tuple[object, ...]:
    """Oldest first: by year of the grant, then term; the request's id, made in order of time, settles ties."""
    about = advance.about
    term = about.term or about.financial_year.terms[0]
    return about.financial_year, term, str(about.request_id)


def _use(line: ReturnLine, held: Sequence[Advance]) -> tuple[list[Advance], list[Advance]]:
    """What the line takes of the money held for its child, and what is left of all the money."""
    open_pence = line.charged_to_grant_pence
    used: list[Advance] = []
    left: list[Advance] = []
    for advance in held:
        takes = min(open_pence, advance.pence) if advance.about.child_id == line.child_id else 0
        open_pence -= takes
        if takes:
            used.append(Advance(advance.about, takes))
        if advance.pence > takes:
            left.append(Advance(advance.about, advance.pence - takes))
    return used, left


def _journals(
    line: ReturnLine, used: Sequence[Advance], return_id: UUID, actor_id: str, on: date
) -> list[JournalDraft]:
    """J8, one for each year of the grant: a journal never mixes years (IN-11)."""
    by_year: dict[FinancialYear, list[Advance]] = {}
    for advance in used:
        by_year.setdefault(advance.about.financial_year, []).append(advance)
    return [
        JournalDraft(
            kind=JournalKind.EVIDENCE,
            effective_on=on,
            source_type="return",
            source_id=return_id,
            actor_id=actor_id,
            key=f"return_line:{line.id}:evidence:{year}",
            lines=moved(
                posted
                for advance in advances
                for posted in (
                    debit(Account.SPENT, advance.pence, advance.about),
                    credit(Account.ADVANCED, advance.pence, advance.about),
                )
            ),
        )
        for year, advances in sorted(by_year.items())
    ]
