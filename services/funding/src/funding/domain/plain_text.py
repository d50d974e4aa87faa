"""Free text that would name a child is refused (FU-309)."""

import re
from typing import Final

from kit.kernel.errors import DomainError


class PersonalDataInText(DomainError):
    """The text holds a pupil number, an e-mail address, a postcode or a full date of birth."""


_FORBIDDEN: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b[A-Z]\d{11}[\dA-Z]\b",
        r"\S@\S+\.\S",
        r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b",
        r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2}\b",
        r"\b(?:19|20)\d{2}-\d{2}-\d{2}\b",
    )
)


def require_plain(*texts: str | None) -> None:
    """Raises PersonalDataInText; the service holds no names and so cannot look for them."""
    for text in texts:
        if text and any(pattern.search(text) for pattern in _FORBIDDEN):
            raise PersonalDataInText
