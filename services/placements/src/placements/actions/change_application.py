"""A request is changed before it is sent; afterwards only the same request made elsewhere is linked (O50, PL-607)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from kit.kernel.errors import InvalidInput, StepNotAllowed
from placements.actions.check_text import REQUEST_TEXTS, refuse_addresses, texts_of
from placements.actions.desk import Desk
from placements.actions.mark_duplicate import link_elsewhere
from placements.actions.take_up import ApplicationFile, put_back, take_up
from placements.domain.application import Application, ReceiptProof, StartKind
from placements.domain.application_states import ApplicationState
from placements.domain.chronology import EntryKind
from placements.domain.errors import StepNotForActor
from placements.domain.steps import Actor

CHANGED_BY: Final = frozenset({Actor.VSH, Actor.OFFICER, Actor.SOCIAL_WORKER})
BEFORE_SENDING: Final = frozenset({ApplicationState.DRAFT, ApplicationState.READY})
_OF_THE_CASE: Final = ("child_view", "carer_view")


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """The same request as a host's portal or office holds it."""

    ref: str
    received_on: date | None
    receipt_proof: ReceiptProof


async def change_application(
    desk: Desk,
    application_id: UUID,
    version: int,
    changes: Mapping[str, Any],
    elsewhere: Elsewhere | None,
    *,
    address_checked: bool = False,
) -> Application:
    """`changes` are fields of Application, and the views of the case.

    Raises StepNotAllowed, InvalidInput, InvalidFields.
    """
    file = await take_up(desk, application_id, version)
    if not CHANGED_BY & desk.taker.actors:
        raise StepNotForActor
    if elsewhere is not None:
        if changes:
            raise InvalidInput("not_allowed", "/elsewhere")
        linked = await link_elsewhere(desk, file, elsewhere.ref, elsewhere.received_on, elsewhere.receipt_proof)
        return linked.application
    if file.application.state not in BEFORE_SENDING:
        raise StepNotAllowed(file.application.state, "change")
    await refuse_addresses(desk, file.child.id, _texts(changes), checked=address_checked)
    return await _changed(desk, file, changes)


def _texts(changes: Mapping[str, Any]) -> dict[str, object]:
    alternatives = enumerate(changes.get("alternatives") or ())
    return {
        **texts_of(changes, REQUEST_TEXTS),
        **{f"/alternatives/{n}/why_not": one.why_not for n, one in alternatives},
    }


async def _changed(desk: Desk, file: ApplicationFile, changes: Mapping[str, Any]) -> Application:
    views = [changes.get(name) for name in _OF_THE_CASE]
    own = {name: value for name, value in changes.items() if name not in _OF_THE_CASE}
    changed = replace(file.application, **own)
    if changed.requested_start_kind is StartKind.ON and changed.requested_start_on is None:
        raise InvalidInput("missing", "/requested_start/on")
    case = file.case.with_views(*views)
    if case != file.case:
        await desk.cases.save(case, desk.now)
    return (await put_back(desk, file, changed, EntryKind.CHANGED, {"fields": sorted(changes)})).application
