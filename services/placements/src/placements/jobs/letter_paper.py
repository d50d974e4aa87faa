"""What stands on the sheet of a letter."""

from collections.abc import Mapping
from typing import Any, Final

from placements.domain.correspondence import Recipient, RecipientRole
from placements.domain.letters import PART_HEADINGS, LetterPart
from placements.domain.written_dates import written
from placements.store.letters import Letter

ROLE_WORDS: Final[Mapping[RecipientRole, str]] = {
    RecipientRole.ADMISSION_AUTHORITY: "admission authority",
    RecipientRole.HEAD: "head teacher",
    RecipientRole.GOVERNING_BODY: "governing body",
    RecipientRole.MAINTAINING_AUTHORITY: "maintaining authority",
    RecipientRole.SCHOOL: "admissions of the school",
    RecipientRole.TRUST: "academy trust",
    RecipientRole.HOST_AUTHORITY: "authority where the child lives",
    RecipientRole.SECRETARY_OF_STATE: "Department for Education, for the Secretary of State",
    RecipientRole.ADJUDICATOR: "Schools Adjudicator",
}
_OFFICES: Final = ("The ", "Admissions")
_AT_SCHOOL: Final = frozenset({RecipientRole.HEAD, RecipientRole.GOVERNING_BODY, RecipientRole.SCHOOL})
_DUE: Final[Mapping[str, str]] = {
    "L1": "Please answer by",
    "L2": "Please answer by",
    "C": "Please answer by",
    "D1": "Please answer by",
    "D2": "Refer by",
    "D3": "Admit by",
}
"""What the date in the head of a letter is for, by its key or family; none where nothing is asked by a date."""


def letter_paper(letter: Letter) -> Mapping[str, Any]:
    """Made of what was kept with the letter and of nothing else: it prints the same today and in ten years."""
    merge = letter.merge
    first = letter.recipients[0] if letter.recipients else None
    return {
        "title": letter.title,
        "authority_name": merge.get("authority_name", ""),
        "contact": merge.get("virtual_school_contact", "").replace(", ", "\n"),
        "reference": merge.get("our_reference", ""),
        "to": _window(first, merge),
        "marks": _marks(letter),
        "salutation": _salutation(first),
        "parts": [_part(letter, part) for part in LetterPart],
        "signatory": merge.get("signatory", ""),
        "recipients": [{"name": one.name, "role": roles_of(one)} for one in letter.recipients],
    }


def _window(first: Recipient | None, merge: Mapping[str, str]) -> list[str]:
    """Somebody at the school whose address is not kept is written to at the school."""
    if first is None:
        return []
    at_school = bool(_AT_SCHOOL & set(first.roles)) and "school_name" in merge
    return [first.name, *(first.address or ([merge["school_name"]] if at_school else []))]


def roles_of(one: Recipient) -> str:
    words = ", ".join(ROLE_WORDS[role] for role in one.roles)
    return f"{words}, copy" if one.copy else words


def _marks(letter: Letter) -> list[tuple[str, str]]:
    marks = [("Our reference", letter.merge.get("our_reference", "")), ("Date", written(letter.written_on))]
    label = _DUE.get(letter.template_key, _DUE.get(letter.template_key[:1]))
    if label and letter.merge.get("reply_by"):
        marks.append((label, letter.merge["reply_by"]))
    return marks


def _part(letter: Letter, part: LetterPart) -> Mapping[str, str | None]:
    """What the virtual school added stands with what it asks."""
    more = letter.additional_text if part is LetterPart.ASK else None
    return {"heading": PART_HEADINGS[part], "text": letter.parts[part.value], "more": more}


def _salutation(first: Recipient | None) -> str:
    """By name where a name is known; an office has none."""
    named = first is not None and not first.name.startswith(_OFFICES)
    return f"Dear {first.name}" if named and first else "Dear colleague"
