"""Letters in six parts, merged from fields that have to be there (section 14)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from string import Formatter
from typing import Final

from placements.domain.errors import MergeFieldMissing


class LetterPart(StrEnum):
    """In the order they are read (PL-904)."""

    FACTS = "facts"
    RULE = "rule"
    ASK = "ask"
    BY_WHEN = "by_when"
    SUPPORT = "support"
    FOLLOWS = "follows"


PART_HEADINGS: Final[Mapping[LetterPart, str]] = {
    LetterPart.FACTS: "What has happened",
    LetterPart.RULE: "What the rules say",
    LetterPart.ASK: "What we ask",
    LetterPart.BY_WHEN: "By when",
    LetterPart.SUPPORT: "What support comes with the child",
    LetterPart.FOLLOWS: "What happens next",
}
REQUEST: Final = "L1"
REMINDER: Final = "L2"
ACCEPTANCE: Final = "L3"
PLACEMENT_NOTICE: Final = "L4"
LETTERHEAD: Final = ("authority_name", "virtual_school_contact", "signatory", "today", "our_reference", "reply_by")
"""Fields that stand around the parts on paper, kept with every letter that has them."""
RULES_OF_REQUEST: Final = ("code_2_30",)


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """Words with merge fields. `ask` and `next_step` are the standard words of those two fields; `variants` are the
    same letter under another rule, such as a direction for a child who is no longer looked after."""

    key: str
    version: int
    title: str
    parts: Mapping[LetterPart, str]
    purpose: str = "request"
    refs: tuple[str, ...] = RULES_OF_REQUEST
    names_child: bool = False
    ask: str | None = None
    next_step: str | None = None
    variants: Mapping[str, "LetterTemplate"] = field(default_factory=dict)

    @property
    def fields(self) -> frozenset[str]:
        """The merge fields the letter uses, those of its standard words among them."""
        words = (*self.parts.values(), self.ask or "", self.next_step or "")
        own = {words for words, given in (("ask", self.ask), ("next_step", self.next_step)) if given}
        return frozenset(name for text in words for name in fields_of(text)) - own

    def in_variant(self, name: str | None) -> "LetterTemplate":
        return self.variants[name] if name else self


@dataclass(frozen=True, slots=True)
class MergedLetter:
    """A letter as it reads; `merge` is what it was made from and is kept with it (PL-903)."""

    template_key: str
    template_version: int
    title: str
    parts: Mapping[LetterPart, str]
    merge: Mapping[str, str]


def fields_of(text: str) -> Sequence[str]:
    return [name for _, name, _, _ in Formatter().parse(text) if name]


def merge_letter(template: LetterTemplate, merge: Mapping[str, str | None]) -> MergedLetter:
    """Raises MergeFieldMissing with the names of the fields that are not there: never a blank (PL-906)."""
    held = dict(merge)
    if held.get("ask"):
        template = replace(template, ask=None)
    if held.get("next_step"):
        template = replace(template, next_step=None)
    missing = sorted(name for name in template.fields if not held.get(name))
    if missing:
        raise MergeFieldMissing(missing)
    kept = {*template.fields, *LETTERHEAD}
    used = {name: value for name, value in held.items() if name in kept and value}
    standard = {"ask": template.ask, "next_step": template.next_step}
    used |= {name: words.format_map(used) for name, words in standard.items() if words}
    parts = {part: template.parts[part].format_map(used) for part in LetterPart}
    return MergedLetter(template.key, template.version, template.title.format_map(used), parts, used)
