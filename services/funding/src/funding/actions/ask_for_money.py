"""Somebody asks for money: a draft first, then sent to be decided (section 12)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from funding.domain.people import Actor
from funding.domain.plain_text import require_plain
from funding.domain.requests.request import Fund, Request, RequestKind
from funding.domain.requests.soundness import require_sound
from funding.domain.requests.submission import Submission, require_submittable
from funding.domain.when import When
from funding.store.policies import NO_POLICY
from funding.store.records import Records
from kit.kernel.errors import InvalidInput, NotFound


async def draft_request(records: Records, request: Request, fund: Fund | None, on: date) -> Request:
    """Keeps a draft of children and schools that are known. Raises NotFound for a child that is not.

    Without a fund named, the policy's pot for top-ups pays.
    """
    if request.kind is RequestKind.BASE:
        raise InvalidInput("not_allowed", "/kind")
    parameters = await records.policies.parameters_on(request.scheme, request.financial_year, on)
    draft = replace(request, fund=fund or _fund(request.kind, Fund(parameters.word("topup.fund"))))
    require_sound(draft)
    _require_plain(draft)
    await _year_groups(records, draft.children)
    if draft.school_urn is not None and draft.school_urn not in await records.schools.some([draft.school_urn]):
        raise InvalidInput("school_unknown", "/school_urn")
    if draft.payee_id is not None and draft.payee_id not in await records.payees.some([draft.payee_id]):
        raise InvalidInput("not_allowed", "/payee_id")
    await records.requests.add([draft])
    return draft


async def submit_request(records: Records, actor: Actor, request_id: UUID, version: int, when: When) -> Request:
    """Measures the request by the policy in force today and freezes that version (FU-1002, FU-1207)."""
    draft = await records.requests.get_to_change(request_id, version)
    policy = await records.policies.in_force(draft.scheme, draft.financial_year, when.on)
    sent = draft.submit(actor, when.at, policy)
    year_groups = await _year_groups(records, sent.children)
    require_submittable(Submission(sent, actor, when.on, year_groups), policy.params if policy else NO_POLICY)
    await records.requests.save([sent])
    return sent


def _fund(kind: RequestKind, of_topups: Fund) -> Fund:
    return Fund.CENTRAL if kind is RequestKind.CENTRAL else of_topups


async def _year_groups(records: Records, child_ids: Sequence[UUID]) -> tuple[str, ...]:
    known = await records.children.some(child_ids)
    if known.keys() != set(child_ids):
        raise NotFound
    return tuple(child.year_group for child in known.values() if child.year_group)


def _require_plain(request: Request) -> None:
    require_plain(
        request.need,
        request.reason,
        request.expected_outcome,
        request.exit_strategy,
        request.child_view,
        request.central_purpose,
    )
    for line in request.lines:
        require_plain(line.description, line.provider, line.total_reason, line.ehcp_text, line.baseline)
