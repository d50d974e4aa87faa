"""An evidence bundle is asked for, and put together from the record (section 15)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from kit.kernel.errors import InvalidInput
from kit.kernel.ids import new_id
from placements.actions import bundle_replies as reply
from placements.actions import bundle_story as story
from placements.actions.bundle_process import meanwhile
from placements.actions.bundle_sources import BundleSources, bundle_sources
from placements.actions.desk import Desk
from placements.actions.take_up import ApplicationFile, log_entry, read_file
from placements.domain.bundles import (
    LEAST_BECAUSE,
    TITLES,
    Bundle,
    BundleKind,
    Section,
    arranged,
    digest,
    gaps,
    refuse_gaps,
)
from placements.domain.chronology import EntryKind
from placements.domain.errors import BundleNotFound

LEAST_REASON: Final = 10
CHRONOLOGY: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleAsked:
    """`because` marks sections that have nothing to show: "none, because …" (PL-908)."""

    kind: BundleKind
    names: bool = False
    reason: str | None = None
    omit: Collection[int] = ()
    because: Mapping[int, str]


async def order_bundle(desk: Desk, application_id: UUID, asked: BundleAsked) -> tuple[Bundle, ApplicationFile]:
    """Raises ApplicationNotFound, InvalidInput, BundleIncomplete."""
    file = await read_file(desk, application_id)
    _check(asked)
    sections = await sections_of(desk, file)
    refuse_gaps(asked.kind, arranged(sections, _left_out(asked), asked.because))
    bundle = Bundle(
        id=new_id(),
        application_id=application_id,
        kind=asked.kind,
        names=asked.names,
        reason=asked.reason,
        omit=tuple(sorted(_left_out(asked))),
        because=asked.because,
        ordered_at=desk.now,
        ordered_by=desk.taker.id,
    )
    await desk.bundles.add(bundle, desk.now)
    facts = {"kind": asked.kind.value, "names": asked.names}
    case_id, child_id = file.case.id, file.child.id
    line = log_entry(desk, EntryKind.BUNDLE_ORDERED, facts, case_id, child_id, application_id, bundle.id)
    await desk.history.add([line])
    return bundle, file


def _left_out(asked: BundleAsked) -> frozenset[int]:
    """A chronology is section 1 alone."""
    alone = asked.kind is BundleKind.CHRONOLOGY
    return frozenset(asked.omit) | (frozenset(TITLES) - {CHRONOLOGY} if alone else frozenset())


def _check(asked: BundleAsked) -> None:
    """Names go out with a reason; a section that stays empty says why."""
    if asked.names and len(asked.reason or "") < LEAST_REASON:
        raise InvalidInput("too_short" if asked.reason else "missing", "/reason")
    if any(number not in TITLES for number in (*asked.omit, *asked.because)):
        raise InvalidInput("out_of_range", "/omit")
    if any(len(words) < LEAST_BECAUSE for words in asked.because.values()):
        raise InvalidInput("too_short", "/because")


async def bundle_of(desk: Desk, bundle_id: UUID) -> tuple[Bundle, ApplicationFile]:
    """Raises BundleNotFound; a sealed child's bundles are not found either."""
    bundle = await desk.bundles.get(bundle_id)
    if bundle is None:
        raise BundleNotFound
    return bundle, await read_file(desk, bundle.application_id)


async def bundle_gaps(desk: Desk, file: ApplicationFile, because: Mapping[int, str] | None = None) -> tuple[int, ...]:
    """The sections 2 to 11 that are neither filled by the record as it is now nor marked (PL-908).

    Without `because`, the marks of the newest bundle for the Secretary of State count.
    """
    if because is None:
        newest = await desk.bundles.newest(file.application.id, BundleKind.SECRETARY_OF_STATE)
        because = newest.because if newest else {}
    return gaps(arranged(await sections_of(desk, file), (), because))


async def sections_of(desk: Desk, file: ApplicationFile) -> tuple[Section, ...]:
    """All twelve, in order, with names as they stand in the record."""
    return _sections(await bundle_sources(desk, file, names=True), desk)


def _sections(sources: BundleSources, desk: Desk) -> tuple[Section, ...]:
    codes = desk.codes
    return (
        story.chronology(sources, codes),
        story.request(sources),
        story.answers(sources, codes),
        reply.replies(sources, codes),
        story.why_this_school(sources),
        reply.numbers(sources),
        reply.letters(sources),
        reply.support(sources),
        story.views(sources),
        meanwhile(sources),
        reply.contacts(sources),
        story.own_notes(sources),
    )


async def put_together(desk: Desk, bundle: Bundle, file: ApplicationFile) -> dict[str, Any]:
    """The bundle as JSON: what its PDF is printed from, and what a program reads.

    With initials only, unless names were asked for with a reason. `manifest` gives the SHA-256 of every section in
    its one spelling and of every letter's PDF.
    """
    sources = await bundle_sources(desk, file, names=bundle.names)
    because = {number: sources.typed(words) for number, words in bundle.because.items()}
    shown = arranged(_sections(sources, desk), bundle.omit, because)
    parts = [section.as_part() for section in shown]
    letters = [
        {"id": str(one.id), "template_key": one.template_key, "title": one.title, "pdf_sha256": one.pdf_sha256}
        for one in sources.letters
    ]
    return {
        "bundle_id": str(bundle.id),
        "kind": bundle.kind.value,
        "application_id": str(bundle.application_id),
        "reference": file.application.reference,
        "authority": sources.sender.authority_name,
        "school": {"urn": file.school.urn, "name": file.school.name},
        "child": file.child.label if bundle.names else file.child.initials,
        "names": bundle.names,
        "generated_at": desk.now.isoformat(),
        "rule_versions": dict(sources.rule_versions),
        "sections": parts,
        "letters": letters,
        "manifest": _manifest(parts, letters),
    }


def _manifest(parts: Sequence[Mapping[str, Any]], letters: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    sections = [{"part": f"section {part['number']}", "sha256": digest(part)} for part in parts]
    papers = [{"part": f"letter {one['template_key']}, {one['id']}", "sha256": one["pdf_sha256"]} for one in letters]
    return [*sections, *papers]
