"""The API of all services as one document, drawn and compressed when it is first asked for."""

import asyncio
import gzip
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Document:
    """The document in both encodings, and its strong tag."""

    plain: bytes
    compressed: bytes
    tag: str


class MergedApi:
    """`draw` takes a second or two of work, so it runs beside the event loop, and once."""

    def __init__(self, draw: Callable[[], bytes]) -> None:
        self._draw = draw
        self._drawing = asyncio.Lock()
        self._document: Document | None = None

    async def document(self) -> Document:
        """The same for as long as the process lives."""
        async with self._drawing:
            if self._document is None:
                self._document = await asyncio.to_thread(self._drawn)
            return self._document

    def _drawn(self) -> Document:
        plain = self._draw()
        return Document(plain, gzip.compress(plain, 6, mtime=0), f'"{sha256(plain).hexdigest()[:32]}"')
