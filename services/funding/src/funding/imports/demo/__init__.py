"""Invented money for the demonstration: a few terms of it, posted by the same rules as real money."""

from funding.imports.demo.cast import Cast
from funding.imports.demo.seeding import SeededMoney, seed_history, settle_authority

__all__ = ["Cast", "SeededMoney", "seed_history", "settle_authority"]
