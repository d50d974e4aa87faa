"""The authority does not take no for an answer: which letter fits, and what the school replied (T10, T11c)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from placements.domain.errors import LetterDoesNotFit
from placements.domain.refusal_codes import RefusalCodes, RefusalCohort, Standing

FULL_SCHOOL: Final = "C1"
"""The letter the virtual school head may choose where no reason has one of its own."""
_NO_GROUND: Final = frozenset({Standing.NOT_A_GROUND})


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """`letter_key` is None where the head chose no letter; `kept` once the school has said no again."""

    id: UUID
    application_id: UUID
    letter_key: str | None
    letter_id: UUID | None
    codes: tuple[str, ...]
    sent_on: date
    sent_by: str
    reply_due_on: date | None
    replied_on: date | None = None
    kept: bool | None = None
    reply: str | None = None


def letter_for(codes: Sequence[str], wanted: str | None, held: RefusalCodes, cohort: RefusalCohort) -> str | None:
    """The letter of the first no-ground code, else of the first (section 14, decision). Raises LetterDoesNotFit.

    Another letter may be asked for if one of the codes has it; where none has any, C1 or none.
    """
    with_letter = [held.codes[code] for code in codes if code in held.codes and held.codes[code].letter]
    if not with_letter:
        if wanted not in {None, FULL_SCHOOL}:
            raise LetterDoesNotFit
        return wanted
    if wanted is not None:
        if wanted not in {code.letter for code in with_letter}:
            raise LetterDoesNotFit
        return wanted
    no_ground = [code for code in with_letter if code.standing[cohort] in _NO_GROUND]
    return (no_ground or with_letter)[0].letter
