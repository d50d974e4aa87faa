"""Who was turned away, or asked for what is not theirs: one audit entry, in a transaction of its own (SE-102)."""

from typing import Any, Final
from uuid import UUID

from fastapi import Request

from kit.auth.principal import Principal
from kit.auth.rights import Right
from kit.auth.vocabulary import OrganisationKind
from kit.db.audit import Act, append_entry
from kit.kernel.errors import DomainError
from kit.web.answering import actor_of, context_of

PLATFORM_CHAIN: Final = "platform"
"""The chain of schools and trusts, who have none of their own (SE-103)."""
_OUTCOMES: Final = {403: "denied", 404: "not_found"}
_CHAINED: Final = frozenset({OrganisationKind.AUTHORITY, OrganisationKind.SCHOOL, OrganisationKind.TRUST})


async def tell_refusal(request: Request, right: Right, principal: Principal | None, error: DomainError) -> None:
    """With the ids that were asked for; other refusals of a known caller about their own things are not told."""
    state = request.app.state
    outcome = _OUTCOMES.get(state.problems.of(error).status)
    if outcome is None or principal is None or right.audit == "none" or principal.organisation.kind not in _CHAINED:
        return
    runtime = state.runtime
    act = Act(
        at=runtime.clock.now(),
        operation=right.name,
        purpose=right.purpose,
        outcome=outcome,
        request_id=request.scope.get("request_id", ""),
    )
    chain = principal.authority or PLATFORM_CHAIN
    async with runtime.database.transaction(context_of(principal)) as connection:
        actor, key = actor_of(principal), runtime.audit_key
        await append_entry(connection, state.tables, key, chain, actor, act, _asked_ids(request.path_params))


def _asked_ids(named: dict[str, Any]) -> list[UUID]:
    """The ids in the path; text that is no id asked for nothing."""
    found = []
    for value in named.values():
        try:
            found.append(UUID(str(value)))
        except ValueError:
            continue
    return found
