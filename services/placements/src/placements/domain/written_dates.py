"""Dates as letters and mails write them."""

from datetime import date


def written(day: date) -> str:
    """Such as "26 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def written_with_weekday(day: date) -> str:
    """Such as "Thursday 26 November 2026"."""
    return f"{day:%A} {written(day)}"
