"""Sets papers in type: words in, a tagged PDF out. The only module that knows the typesetter.

The sheets are files of the package (`seed/print`); everything people wrote reaches them as data (JSON), so that no
text of theirs is ever read as markup. Fonts come with the typesetter, so that a paper looks the same on every machine.
"""

import asyncio
import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

import typst

STANDARDS: Final = ("ua-1", "a-2a")
"""PDF/UA-1 so that everybody can read it, PDF/A-2a so that it can still be read when the child is 75."""
NOT_PRINTABLE: Final = "\N{WHITE SQUARE}"
_MOST_UNPRINTABLE: Final = 200
_UNPRINTABLE: Final = re.compile(r'the text `"(?P<text>.+?)"` could not be displayed', re.DOTALL)


class CannotTypeset(Exception):
    """The sheet and the data do not fit: an error of ours. It holds no word of the paper."""


async def typeset(sheet: str, paper: Mapping[str, Any], on: date) -> bytes:
    """The PDF of a paper dated `on`; the same words give the same bytes. Leaves the event loop free meanwhile."""
    return await asyncio.to_thread(_typeset, sheet, json.dumps(paper, ensure_ascii=False), on)


def _typeset(sheet: str, words: str, on: date) -> bytes:
    """A character that no font has is printed as an empty square, rather than no letter at all."""
    for _ in range(_MOST_UNPRINTABLE):
        try:
            return _compile(sheet, words, on)
        except typst.TypstError as error:
            missing = _UNPRINTABLE.search(error.message)
            if missing is None:
                raise CannotTypeset(sheet) from None
            words = _without(words, missing["text"])
    raise CannotTypeset(sheet)


def _without(words: str, missing: str) -> str:
    known = words.translate(dict.fromkeys(map(ord, missing), NOT_PRINTABLE))
    if known == words:
        raise CannotTypeset(missing.isascii())
    return known


def _compile(sheet: str, words: str, on: date) -> bytes:
    folder = _folder()
    compiler = typst.Compiler(folder / f"{sheet}.typ", root=folder, font_paths=_fonts())
    made = compiler.compile(
        format="pdf",
        sys_inputs={"paper": words},
        pdf_standards=[*STANDARDS],
        timestamp=datetime.combine(on, time(12), UTC),
    )
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


@cache
def _folder() -> Path:
    """The package is installed as files; an archive would be unpacked for good."""
    with as_file(files("placements") / "seed" / "print") as folder:
        return folder
