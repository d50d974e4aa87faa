"""The unique pupil number: its form, its check letter and what it says about where it was given."""

import re
from dataclasses import dataclass
from typing import Final

ALPHABET: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""23 letters, without I, O and S, which look like digits."""

_FORM: Final = re.compile(rf"[{ALPHABET}]\d{{11}}[\d{ALPHABET}]", re.ASCII)


class UpnInvalid(ValueError):
    """Not thirteen characters of the right kind, or the wrong check letter. Holds no value (SE-2)."""


@dataclass(frozen=True, slots=True)
class Upn:
    """A number that passed the check (PL-320; DfE UPN specification)."""

    text: str

    @classmethod
    def parse(cls, text: str) -> "Upn":
        """Raises UpnInvalid; lower case, I, O, S and any other length are wrong forms."""
        if not _FORM.fullmatch(text) or check_letter(text[1:]) != text[0]:
            raise UpnInvalid
        return cls(text)

    @property
    def authority(self) -> str:
        """The code of the authority in whose area the number was given."""
        return self.text[1:4]

    @property
    def is_temporary(self) -> bool:
        """A temporary number ends in a letter and should be replaced."""
        return self.text[-1].isalpha()


def check_letter(rest: str) -> str:
    """The letter that stands before these twelve characters: sum of value × position, modulo 23."""
    total = sum(_value(character) * weight for weight, character in enumerate(rest, start=2))
    return ALPHABET[total % len(ALPHABET)]


def _value(character: str) -> int:
    return int(character) if character.isdigit() else ALPHABET.index(character)
