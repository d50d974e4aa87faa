"""Letters that were written leave the press a moment later, once each, and never change afterwards (PL-903)."""

import asyncio
from typing import Final

from kit.db.work import Work
from kit.feed.worker import Worker
from kit.web.runtime import Runtime
from placements.jobs.letter_paper import letter_paper
from placements.jobs.press import press, print_papers
from placements.jobs.typesetting import typeset
from placements.store.letters import Letter, LetterStore
from placements.store.papers import DocumentStore, MediaType, PaperKind, PaperOrder

NAME: Final = "render_letters"


async def render_letters(runtime: Runtime, stop: asyncio.Event | None = None) -> int:
    """How many letters were printed."""
    return await print_papers(runtime, NAME, PaperKind.LETTER, _print, stop)


def at_the_press(runtime: Runtime) -> Worker:
    async def run(stop: asyncio.Event) -> None:
        await press(stop, lambda: render_letters(runtime, stop))

    return Worker(f"placements.{NAME}", run)


async def _print(work: Work, order: PaperOrder) -> None:
    letter = await LetterStore(work.connection, work.authority).get(order.subject_id)
    if letter is not None:
        await print_letter(work, letter)


async def print_letter(work: Work, letter: Letter) -> None:
    """Printed before, it keeps the paper it has."""
    documents = DocumentStore(work.connection, work.authority)
    held = await documents.get(letter.id, MediaType.PDF)
    if held is None:
        content = await typeset("letter", letter_paper(letter), letter.written_on)
        digest = await documents.keep(PaperKind.LETTER, letter.id, MediaType.PDF, content, work.clock.now())
    else:
        digest = held.sha256
    await LetterStore(work.connection, work.authority).keep_digest(letter.id, digest)
