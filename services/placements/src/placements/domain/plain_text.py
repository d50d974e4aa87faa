"""Text as people write it, made comparable: one spelling to keep, one to search by."""

import re
import unicodedata
from typing import Final

_NOT_WORD: Final = re.compile(r"[^\w]+|_+")
_APOSTROPHES: Final = dict.fromkeys(map(ord, "'’‘`´"))
_FIRST_C1: Final = 0x80
_LAST_C1: Final = 0x9F
_UNWANTED: Final = ("Cc", "Cs", "Cn", "Co")
_REORDERING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def tidy(text: str) -> str:
    """NFC, single spaces, none at the ends."""
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    return " ".join(composed.split())


def mend_windows_quotes(text: str) -> str:
    """Gives back the typographic characters of Windows-1252 that were read as Latin-1 somewhere upstream."""
    if text.isascii() or not any(_FIRST_C1 <= ord(character) <= _LAST_C1 for character in text):
        return text
    return "".join(_mended(character) for character in text)


def _mended(character: str) -> str:
    if not _FIRST_C1 <= ord(character) <= _LAST_C1:
        return character
    try:
        return bytes([ord(character)]).decode("cp1252")
    except UnicodeDecodeError:
        return character


def has_unwanted_characters(text: str) -> bool:
    """Control characters, unassigned ones, lone surrogates and bidirectional overrides (SE-79)."""
    if text.isascii():
        return not text.isprintable()
    return any(character in _REORDERING or unicodedata.category(character) in _UNWANTED for character in text)


def search_form(text: str) -> str:
    """Lower case without accents, apostrophes and punctuation: "St. Clément's" reads `st clements`."""
    plain = text.translate(_APOSTROPHES)
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _NOT_WORD.sub(" ", plain.casefold()).strip()
