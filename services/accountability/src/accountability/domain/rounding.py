"""Half up, on exact numbers only (AC-81, as the Department for Education publishes)."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

RATE_DECIMALS: Final = 4


def half_up(value: Fraction, decimals: int) -> Decimal:
    """62.5 becomes 63, 8.25 becomes 8.3."""
    scaled = value * 10**decimals
    shift = Fraction(1, 2) if scaled >= 0 else Fraction(-1, 2)
    return Decimal(int(scaled + shift)).scaleb(-decimals)


def rate(num: int, den: int) -> float:
    """Four decimals, as the API gives rates."""
    return float(half_up(Fraction(num, den), RATE_DECIMALS))
