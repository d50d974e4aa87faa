"""Texts people wrote, made fit for readers who may know initials only (PL-206, section 15)."""

import re
from collections.abc import Sequence
from typing import Final

from placements.domain.child import Child
from placements.domain.plain_text import search_form

_WORD: Final = re.compile(r"\w[\w'’‘`´-]*")
_OWNED: Final = re.compile(r"['’‘`´]s?$")


def with_initials_only(text: str, child: Child) -> str:
    """Each name of the child becomes the initials, in any spelling of accents and capitals, owned or not."""
    names = _words((child.first_name, child.preferred_name, child.surname))
    return _WORD.sub(lambda found: _masked(found[0], names, child.initials), text) if names else text


def _masked(word: str, names: frozenset[str], initials: str) -> str:
    owned = _OWNED.search(word)
    plain = word[: owned.start()] if owned else word
    if search_form(plain) in names or search_form(word) in names:
        return initials + (owned[0] if owned else "")
    parts = plain.split("-")
    if len(parts) > 1 and any(search_form(part) in names for part in parts):
        return initials
    return word


def _words(names: Sequence[str | None]) -> frozenset[str]:
    """Whole names and their parts: "Anna Maria" is masked as one and as two."""
    whole = [search_form(name) for name in names if name]
    parts = [part for name in whole for part in name.split()]
    return frozenset(name for name in (*whole, *parts) if len(name) > 1)
