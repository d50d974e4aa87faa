"""Names as people type them: without case, accents or punctuation."""

import unicodedata


def search_form(text: str) -> str:
    """The same for the register's name and for what somebody types."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    spaced = "".join(
        character if character.isalnum() else " " for character in plain if not unicodedata.combining(character)
    )
    return " ".join(spaced.replace(" s ", "s ").split())
