"""Steps of a direction as a bundle tells them (section 15: 7), and education until there is a place (10)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from placements.actions.bundle_sources import BundleSources
from placements.actions.bundle_story import day_or_blank, plain, said
from placements.domain.bundles import Listing, Said, Section
from placements.domain.direction import Consultation, DirectionProcess, Notice, SecretaryOfState
from placements.domain.direction_states import ProcessType
from placements.domain.written_dates import written
from placements.store import seeds

_LAW: Final[Mapping[ProcessType, str]] = {
    ProcessType.S95A: "ssfa_95a",
    ProcessType.S97A: "ssfa_97a",
    ProcessType.S96: "ssfa_96",
    ProcessType.SECRETARY_OF_STATE: "dfe_direction_process",
}


def process_lines(sources: BundleSources) -> Iterator[Said]:
    """Each process in the order it began; the days are those of proved delivery."""
    for process in sources.processes:
        yield Said("Process", f"{_named(process.type)}, begun on {written(process.started_on)}")
        if process.consultation:
            yield from _consulted(sources, process.consultation)
        if process.notice:
            yield from _noticed(process.notice)
        yield from _decided(process)
        if process.secretary_of_state:
            yield from _asked(sources, process.secretary_of_state)
        if process.outcome:
            yield Said("Ended", f"{plain(process.outcome)}, {day_or_blank(process.closed_on)}")


def _named(kind: ProcessType) -> str:
    """By the law it rests on, as that may be printed (PL-818)."""
    if kind is ProcessType.OWN_AUTHORITY_ADMIT:
        return "Admission to a school of the authority's own"
    [law] = seeds.legal_refs().printed([_LAW[kind]])
    return law


def _consulted(sources: BundleSources, held: Consultation) -> Iterator[Said]:
    proof = sources.typed(held.served.proof)
    yield Said("Consultation served", f"{written(held.served.served_on)}, by {held.served.method.value}: {proof}")
    yield Said("Answer due", written(held.due_on))
    if held.replied_on:
        willing = "willing" if held.willing else "not willing"
        words = sources.typed(held.representations)
        yield Said("Answer", f"{written(held.replied_on)}: {willing}. {words}".strip())


def _noticed(held: Notice) -> Iterator[Said]:
    yield Said("Notice served", written(held.served_on))
    for one in held.recipients:
        roles = ", ".join(plain(role) for role in one.roles)
        proof = f"{written(one.served.served_on)}, {one.served.method.value}: {one.served.proof}" if one.served else ""
        yield Said(f"Notice to {one.name}", f"{roles}; {proof or 'delivery not proved'}")
    yield Said("Reference possible until", written(held.referral_until))
    yield Said("Direction possible from", written(held.earliest_direction_on))


def _decided(process: DirectionProcess) -> Iterator[Said]:
    referral, decided, direction = process.referral, process.determination, process.direction
    if referral:
        late = ", after its time" if referral.late else ""
        yield Said("Referred to the adjudicator", f"{written(referral.referred_on)}{late} ({referral.osa_ref})")
    if decided:
        yield Said("Adjudicator", f"{plain(decided.outcome)} on {written(decided.on)} ({decided.osa_letter})")
    if direction:
        yield Said("Direction", f"signed {written(direction.signed_on)}, served {written(direction.served_on)}")


def _asked(sources: BundleSources, held: SecretaryOfState) -> Iterator[Said]:
    days: tuple[tuple[str, date | None], ...] = (
        ("Secretary of State asked", held.sent_on),
        ("The Department wrote to the trust", held.dfe_wrote_on),
        ("The trust replied", held.academy_replied_on),
        ("The adjudicator advised", held.osa_advised_on),
    )
    yield from said((label, written(day)) for label, day in days if day)
    if held.academy_reply:
        yield Said("The trust's words", sources.typed(held.academy_reply))
    if held.outcome and held.on:
        yield Said("Secretary of State", f"{plain(held.outcome)} on {written(held.on)}")


def meanwhile(sources: BundleSources) -> Section:
    """What there was until there is a place; days are school days of the case's calendar (PL-508)."""
    case, counted = sources.file.case, sources.counters
    provided = tuple(
        (
            plain(one.kind),
            sources.typed(one.provider),
            f"{one.hours_per_week} hours a week",
            written(one.from_on),
            day_or_blank(one.to_on),
        )
        for one in sources.provisions
    )
    if not provided:
        return Section(10)
    days = (
        ("School days since the place was needed", counted.school_days),
        ("Days on no school's roll", counted.days_off_roll),
        ("Days without any provision", counted.days_no_provision),
        ("Days part time", counted.days_part_time),
        ("Days in unregistered provision", counted.days_unregistered_ap),
    )
    facts = [
        ("Place needed since", written(case.need_from)),
        *((label, str(value)) for label, value in days if value is not None),
    ]
    columns = ("What", "Where", "How much", "From", "To")
    return Section(10, said(facts), (Listing("Education until there is a place", columns, provided),))
