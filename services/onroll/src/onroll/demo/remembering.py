"""Remembers for which day the demo was made, and takes an unfinished one away."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kit.db.embedded import discard
from onroll.ground import EMBEDDED_FOLDER
from onroll.settings import Settings


@dataclass(frozen=True, slots=True)
class Seeded:
    """What the demo holds, for the sentence at its start."""

    day: date
    children: int
    schools: int


def recall(settings: Settings) -> Seeded | None:
    """None before the first time."""
    note = _note(settings)
    if not note.exists():
        return None
    kept = json.loads(note.read_text("utf-8"))
    return Seeded(date.fromisoformat(kept["day"]), kept["children"], kept["schools"])


def begin(settings: Settings) -> None:
    """From here on the data is half made, until it is remembered."""
    _half_made(settings).touch()


def remember(settings: Settings, seeded: Seeded) -> None:
    kept = {"day": seeded.day.isoformat(), "children": seeded.children, "schools": seeded.schools}
    _note(settings).write_text(json.dumps(kept), encoding="utf-8")
    _half_made(settings).unlink()


def forget_half_made(settings: Settings) -> None:
    """A start that was interrupted while it invented: the embedded database begins anew."""
    if settings.database_url is None and _half_made(settings).exists():
        discard(settings.var / EMBEDDED_FOLDER)
        _half_made(settings).unlink()


def _note(settings: Settings) -> Path:
    return settings.var / "demo.json"


def _half_made(settings: Settings) -> Path:
    return settings.var / "demo.half-made"
