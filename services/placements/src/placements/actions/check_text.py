"""Text about a child whose address is protected is looked at before it is kept (PL-319, SE-85)."""

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from kit.kernel.errors import InvalidFields
from placements.actions.desk import Desk
from placements.domain.protected_address import holds_address

REQUEST_TEXTS: Final = (
    *("why_this_school", "strengths", "interests", "what_helps", "nearest_reason", "inspection_note"),
    *("child_view", "carer_view"),
)
"""Most of these are read by a school, which never gets an address (SE-85)."""
CASE_TEXTS: Final = ("emergency_reason", "child_view", "carer_view", "transport_note")


def texts_of(told: Mapping[str, object], names: Iterable[str], below: str = "") -> dict[str, object]:
    """By pointer, for `refuse_addresses`."""
    return {f"{below}/{name}": told.get(name) for name in names}


async def refuse_addresses(desk: Desk, child_id: UUID, texts: Mapping[str, object], *, checked: bool = False) -> None:
    """`texts` by pointer; `checked`: somebody looked and says why it may stand. Raises InvalidFields
    `possible_address`."""
    if checked or not any(isinstance(text, str) for text in texts.values()):
        return
    held = await desk.child_records.restricted_of(child_id)
    if not held.address_protected:
        return
    found = [
        pointer for pointer, text in texts.items() if isinstance(text, str) and holds_address(text, held.carer_address)
    ]
    if found:
        raise InvalidFields(dict.fromkeys(found, "possible_address"))
