"""Integer pence, shares in basis points, and splits that neither lose nor invent a penny."""

import re
from collections.abc import Sequence
from typing import Final

from kit.kernel.errors import InvalidInput

WHOLE_IN_BASIS_POINTS: Final = 10_000
PENCE_IN_A_POUND: Final = 100

_AMOUNT: Final = re.compile(r"(?P<pounds>\d{1,15})(?:\.(?P<decimals>\d+))?")
_DECIMALS: Final = 2


def share_of(total_pence: int, basis_points: int) -> int:
    """The share, rounded down to the penny; the rest of the total belongs to the other side."""
    _not_negative(total_pence)
    if not 0 <= basis_points <= WHOLE_IN_BASIS_POINTS:
        raise ValueError("basis points run from 0 to 10,000")
    return total_pence * basis_points // WHOLE_IN_BASIS_POINTS


def split_by_largest_remainder(total_pence: int, weights: Sequence[int]) -> list[int]:
    """One part per weight: each share rounded down, the pennies left to the largest remainders.

    Ties go to the earlier part. The parts sum to the total, and each lies within a penny of its exact
    share (Hamilton's method).
    """
    _not_negative(total_pence)
    whole = sum(weights)
    if min(weights, default=0) < 0 or whole == 0:
        raise ValueError("weights are at least 0 and sum to more than 0")
    parts = [total_pence * weight // whole for weight in weights]
    remainders = [total_pence * weight % whole for weight in weights]
    largest_first = sorted(range(len(parts)), key=lambda part: -remainders[part])
    for part in largest_first[: total_pence - sum(parts)]:
        parts[part] += 1
    return parts


def equal_parts(total_pence: int, count: int) -> list[int]:
    """Parts that differ by at most a penny, the larger ones first."""
    return split_by_largest_remainder(total_pence, [1] * count)


def pence_of(text: str, pointer: str = "") -> int:
    """The pence of an amount a person wrote in pounds, read as an exact decimal ("1,234.5" is 123450).

    Raises InvalidInput with `too_many_decimals` for parts of a penny and `not_an_amount` for anything
    else that is no amount; `pointer` names the field.
    """
    written = _AMOUNT.fullmatch(text.strip().removeprefix("£").replace(",", ""))
    if written is None:
        raise InvalidInput("not_an_amount", pointer)
    decimals = written["decimals"] or ""
    if len(decimals) > _DECIMALS:
        raise InvalidInput("too_many_decimals", pointer)
    return int(written["pounds"]) * PENCE_IN_A_POUND + int(decimals.ljust(_DECIMALS, "0"))


def pounds(pence: int) -> str:
    """Such as "1234.50": two decimals, no thousands separator, for files that machines read."""
    sign = "-" if pence < 0 else ""
    return f"{sign}{abs(pence) // PENCE_IN_A_POUND}.{abs(pence) % PENCE_IN_A_POUND:02d}"


def _not_negative(pence: int) -> None:
    if pence < 0:
        raise ValueError("only an amount of 0 or more is divided")
