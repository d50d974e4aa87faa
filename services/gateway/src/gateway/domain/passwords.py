"""Which passwords are accepted (SE-16): long, not common, not the account's own name; no composition rules."""

import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final

from gateway.domain.errors import PasswordNotAcceptable

SHORTEST: Final = 12
LONGEST: Final = 128
MOST_BYTES: Final = 1024
_FEWEST_CHARACTERS: Final = 4


def normalised(password: str) -> str:
    """NFKC, so that the same keys pressed on another keyboard give the same password."""
    return unicodedata.normalize("NFKC", password)


def check_new_password(password: str, email: str) -> str:
    """The normalised password; PasswordNotAcceptable with `too_short`, `too_long`, `too_common` or `like_email`."""
    text = normalised(password)
    if len(text) < SHORTEST:
        raise PasswordNotAcceptable("too_short")
    if len(text) > LONGEST or len(text.encode()) > MOST_BYTES:
        raise PasswordNotAcceptable("too_long")
    if text.casefold() in _common() or len(set(text.casefold())) < _FEWEST_CHARACTERS:
        raise PasswordNotAcceptable("too_common")
    own_name = email.partition("@")[0].casefold()
    if len(own_name) >= _FEWEST_CHARACTERS and own_name in text.casefold():
        raise PasswordNotAcceptable("like_email")
    return text


@cache
def _common() -> frozenset[str]:
    text = files("gateway.domain").joinpath("common_passwords.txt").read_text("utf-8")
    return frozenset(line.strip().casefold() for line in text.splitlines() if line.strip())
