"""Letters in six parts, merged from fields that have to be there (section 14)."""

from collections.abc import Mapping
from dataclasses import dataclass
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


REQUEST: Final = "L1"
REMINDER: Final = "L2"
RULES_OF_REQUEST: Final = ("code_2_30",)


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    key: str
    version: int
    title: str
    parts: Mapping[LetterPart, str]

    @property
    def fields(self) -> frozenset[str]:
        """The merge fields the template uses."""
        return frozenset(name for words in self.parts.values() for _, name, _, _ in Formatter().parse(words) if name)


@dataclass(frozen=True, slots=True)
class MergedLetter:
    """A letter as it reads; `merge` is what it was made from and is kept with it (PL-903)."""

    template_key: str
    template_version: int
    title: str
    parts: Mapping[LetterPart, str]
    merge: Mapping[str, str]


def merge_letter(template: LetterTemplate, merge: Mapping[str, str | None]) -> MergedLetter:
    """Raises MergeFieldMissing with the names of the fields that are not there: never a blank (PL-906)."""
    missing = sorted(name for name in template.fields if not merge.get(name))
    if missing:
        raise MergeFieldMissing(missing)
    used = {name: value for name, value in merge.items() if name in template.fields and value}
    parts = {part: template.parts[part].format_map(used) for part in LetterPart}
    return MergedLetter(template.key, template.version, template.title, parts, used)
