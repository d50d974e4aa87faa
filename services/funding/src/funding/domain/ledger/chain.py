"""The hash chain that makes every change to the books visible (FU-1802, FU-1803)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from funding.domain.ledger.journals import Journal, JournalDraft, Line

FIRST_PREVIOUS_HASH: Final = "0" * 64

_DIMENSIONS: Final = (
    "financial_year",
    "scheme",
    "child_id",
    "school_urn",
    "payee_id",
    "term",
    "request_id",
    "central_category",
)


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of an authority's chain; before the first journal seq is 0."""

    seq: int = 0
    hash: str = FIRST_PREVIOUS_HASH
    posted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """FU-1805: `first_bad_seq` names the first journal whose place or content does not fit."""

    checked: int
    first_bad_seq: int | None

    @property
    def verified(self) -> bool:
        return self.first_bad_seq is None


def link(drafts: Sequence[tuple[UUID, JournalDraft]], head: Head, authority: str, posted_at: datetime) -> list[Journal]:
    """The drafts as the next links of the chain, in their order."""
    journals: list[Journal] = []
    for seq, (journal_id, draft) in enumerate(drafts, start=head.seq + 1):
        previous = journals[-1].hash if journals else head.hash
        journals.append(
            Journal(
                id=journal_id,
                authority=authority,
                seq=seq,
                posted_at=posted_at,
                draft=draft,
                body_hash=body_hash(draft),
                prev_hash=previous,
                hash=link_hash(previous, authority, seq, posted_at, draft),
            )
        )
    return journals


@dataclass(slots=True)
class Walk:
    """Walks a chain journal by journal from its first; `found` says how far it holds."""

    authority: str
    checked: int = 0
    previous: str = FIRST_PREVIOUS_HASH
    broken: bool = False

    def step(self, journal: Journal) -> bool:
        """False at the first journal whose place or content does not fit."""
        expected = link_hash(self.previous, self.authority, self.checked + 1, journal.posted_at, journal.draft)
        if (journal.seq, journal.prev_hash, journal.hash) != (self.checked + 1, self.previous, expected):
            self.broken = True
            return False
        self.checked, self.previous = self.checked + 1, journal.hash
        return True

    def found(self, head: Head) -> Verification:
        """The stored head has to be where the walk ended: a tail that was cut off shows here."""
        whole = not self.broken and (head.seq, head.hash) == (self.checked, self.previous)
        return Verification(self.checked, None if whole else self.checked + 1)


def link_hash(previous: str, authority: str, seq: int, posted_at: datetime, draft: JournalDraft) -> str:
    """sha256 of the previous hash followed by the canonical journal, hex in lower case (FU-1802)."""
    return sha256((previous + canonical(authority, seq, posted_at, draft)).encode()).hexdigest()


def canonical(authority: str, seq: int, posted_at: datetime, draft: JournalDraft) -> str:
    """JSON with sorted keys and no spaces: integers only, UTC instants with microseconds, no null dimensions."""
    fields = _body(draft) | {
        "authority": authority,
        "seq": seq,
        "posted_at": posted_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "actor_id": draft.actor_id,
    }
    return _json(fields)


def body_hash(draft: JournalDraft) -> str:
    """What has to be equal for a second posting under the same key to be a replay (IN-3)."""
    return sha256(_json(_body(draft)).encode()).hexdigest()


def _body(draft: JournalDraft) -> dict[str, Any]:
    return {
        "kind": draft.kind,
        "effective_on": draft.effective_on.isoformat(),
        "source_type": draft.source_type,
        "source_id": str(draft.source_id),
        "reason": draft.reason,
        "reverses_journal_id": _plain(draft.reverses_journal_id),
        "lines": [_line(number, line) for number, line in enumerate(draft.lines, start=1)],
    }


def _line(number: int, line: Line) -> dict[str, Any]:
    dimensions = {name: _plain(getattr(line.about, name)) for name in _DIMENSIONS}
    named = {name: value for name, value in dimensions.items() if value is not None}
    return {"line_no": number, "account": line.account, "pence": line.pence} | named


def _plain(value: object) -> str | int | None:
    """Integers stay integers; ids, years, terms and codes become their text."""
    return value if value is None or type(value) is int else str(value)


def _json(fields: dict[str, Any]) -> str:
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
