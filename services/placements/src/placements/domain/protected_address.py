"""Finds a likely address in free text about a child whose address is protected (PL-319, SE-85)."""

import re
from typing import Final

from placements.domain.plain_text import search_form

_POSTCODE: Final = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s{0,2}[0-9][A-Z]{2}\b", re.IGNORECASE)
_HOUSE_NUMBER: Final = re.compile(r"^\d+\w?\s+")
_SHORTEST_LINE: Final = 6
"""Characters; shorter lines, such as a house number, stand in any text."""


def holds_address(text: str, address: str | None) -> bool:
    """A postcode, or one of the lines of the child's own address however it is spelt."""
    if _POSTCODE.search(text):
        return True
    return any(line in search_form(text) for line in _lines(address or ""))


def _lines(address: str) -> list[str]:
    """Without a house number, which people leave out."""
    parts = (_HOUSE_NUMBER.sub("", search_form(part)) for part in re.split(r"[\n,]", address))
    return [part for part in parts if len(part) >= _SHORTEST_LINE]
