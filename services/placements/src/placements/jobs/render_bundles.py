"""Bundles that were asked for are put together and printed, once each; they never change afterwards (PL-909)."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any, Final

from kit.db.work import Work
from kit.feed.worker import Worker
from kit.kernel.clock import LONDON
from kit.web.runtime import Runtime
from placements.actions.desk import SYSTEM, Desk
from placements.actions.make_bundle import bundle_of, put_together
from placements.domain.errors import ApplicationNotFound, BundleNotFound
from placements.jobs.bundle_paper import bundle_paper
from placements.jobs.press import press, print_papers
from placements.jobs.render_letters import print_letter
from placements.jobs.typesetting import typeset
from placements.store.papers import DocumentStore, MediaType, PaperKind, PaperOrder

NAME: Final = "render_bundles"


async def render_bundles(runtime: Runtime, base_url: str, stop: asyncio.Event | None = None) -> int:
    """How many bundles were made."""

    async def make(work: Work, order: PaperOrder) -> None:
        await _make(work, order, base_url)

    return await print_papers(runtime, NAME, PaperKind.BUNDLE, make, stop)


def at_the_press(runtime: Runtime, base_url: str) -> Worker:
    async def run(stop: asyncio.Event) -> None:
        await press(stop, lambda: render_bundles(runtime, base_url, stop))

    return Worker(f"placements.{NAME}", run)


async def _make(work: Work, order: PaperOrder, base_url: str) -> None:
    """JSON and PDF of the same reading. The letters are printed first: the manifest names their digests."""
    desk = await Desk.of(work, SYSTEM, base_url)
    try:
        bundle, file = await bundle_of(desk, order.subject_id)
    except (BundleNotFound, ApplicationNotFound):
        return  # sealed meanwhile: there is nothing left to print
    for letter in await desk.letters.of_application(bundle.application_id):
        if letter.pdf_sha256 is None:
            await print_letter(work, letter)
    content = await put_together(desk, bundle, file)
    on = desk.now.astimezone(LONDON).date()
    pdf = await typeset("bundle", bundle_paper(content, bundle.kind, on), on)
    documents = DocumentStore(work.connection, work.authority)
    for media_type, made in ((MediaType.PDF, pdf), (MediaType.JSON, _spelt(content))):
        await documents.keep(PaperKind.BUNDLE, bundle.id, media_type, made, desk.now)


def _spelt(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
