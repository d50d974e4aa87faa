"""The schemes under which money for children's learning reaches an authority (section 6)."""

from enum import StrEnum
from typing import Final


class Scheme(StrEnum):
    """Wire codes, fixed for ever."""

    LAC = "LAC"
    EYPP = "EYPP"
    POST16 = "POST16"
    RECOVERY = "RECOVERY"
    PLAC = "PLAC"


WITH_AWARD: Final = frozenset({Scheme.LAC, Scheme.EYPP, Scheme.POST16})
"""RECOVERY closed in July 2024; PLAC is paid to schools by census and never passes the authority."""

REFERENCE_PREFIX: Final = {Scheme.LAC: "PPP", Scheme.EYPP: "EYP", Scheme.POST16: "P16"}
"""How a payment reference of the scheme begins (FU-1306)."""
