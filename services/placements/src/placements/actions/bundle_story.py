"""Sections of a bundle about what was asked and what was answered (section 15: 1, 2, 3, 5, 9, 12)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

from kit.kernel.clock import LONDON
from placements.actions.bundle_sources import BundleSources
from placements.domain.application import ReceiptProof, StartKind
from placements.domain.bundles import Listing, Said, Section
from placements.domain.chronology import Via, sentence, who
from placements.domain.decisions import Decision, ReceivedThrough
from placements.domain.letter_fields import year_words
from placements.domain.refusal_codes import RefusalCodes
from placements.domain.written_dates import written

_VIA: Final[Mapping[Via, str]] = {
    Via.APP: "in the app",
    Via.API: "by a system of the authority",
    Via.REPLY_LINK: "by reply link",
    Via.SYSTEM: "by the clock",
}
_PROOF: Final[Mapping[ReceiptProof, str]] = {
    ReceiptProof.SCHOOL_ACKNOWLEDGED: "the school confirmed it",
    ReceiptProof.EMAIL_DELIVERY: "the e-mail was delivered",
    ReceiptProof.PORTAL_REFERENCE: "a portal gave a reference",
    ReceiptProof.POST_DELIVERY: "the post was delivered",
    ReceiptProof.HAND_DELIVERY: "it was handed over",
    ReceiptProof.NOT_PROVED: "not proved beyond the day it was sent",
}


def plain(code: str) -> str:
    """A wire code as words."""
    return code.replace("_", " ")


def moment(at: datetime) -> str:
    """Such as "9 November 2026, 10:12"."""
    local = at.astimezone(LONDON)
    return f"{written(local.date())}, {local:%H:%M}"


def said(pairs: Iterable[tuple[str, str | None]]) -> tuple[Said, ...]:
    return tuple(Said(label, text) for label, text in pairs if text)


def chronology(sources: BundleSources, codes: RefusalCodes) -> Section:
    """The log, line for line: made from codes, so that no name can stand in it (PL-111)."""
    labels = {code.code: code.label for code in codes.codes.values()}
    rows = tuple((moment(one.at), who(one), sentence(one, labels), _VIA[one.via]) for one in sources.story)
    ids = tuple(str(one.id) for one in sources.story)
    return Section(1, listings=(Listing("Everything that happened", ("When", "Who", "What", "How"), rows, ids),))


def request(sources: BundleSources) -> Section:
    application, school = sources.file.application, sources.file.school
    on = application.requested_start_on if application.requested_start_kind is StartKind.ON else None
    facts = said(
        [
            ("Reference", application.reference),
            ("School", f"{school.name} (URN {school.urn})"),
            ("Year group", year_words(application.year_group)),
            ("Start asked for", written(on) if on else "as soon as possible"),
            ("Received", written(application.received_on) if application.received_on else None),
            ("Proof of receipt", _PROOF[application.receipt_proof] if application.received_on else None),
            ("Strengths", sources.typed(application.strengths)),
            ("Interests", sources.typed(application.interests)),
            ("What helps", sources.typed(application.what_helps)),
            ("Named as still to come", sources.typed(application.incomplete_reason)),
        ]
    )
    papers = tuple(
        (sources.typed(one.title), plain(one.kind), day_or_blank(one.dated_on), sources.typed(one.held_at))
        for one in application.attachments
    )
    listed = (Listing("Papers it refers to", ("Paper", "Kind", "Dated", "Held"), papers),) if papers else ()
    return Section(2, facts if application.received_on else (), listed)


def answers(sources: BundleSources, codes: RefusalCodes) -> Section:
    """In the school's own words, with the reason recorded and what it is worth in law."""
    lines = [line for answer in sources.file.application.decisions for line in _answer(sources, answer, codes)]
    questions = tuple(
        (
            written(one.asked_on),
            sources.typed(" ".join(one.questions)),
            sources.typed(one.answer),
            day_or_blank(one.answered_on),
        )
        for one in sources.questions
    )
    columns = ("Asked", "Questions", "Answer", "Answered")
    return Section(3, tuple(lines), (Listing("Questions of the school", columns, questions),) if questions else ())


def _answer(sources: BundleSources, answer: Decision, codes: RefusalCodes) -> tuple[Said, ...]:
    if answer.received_through is ReceivedThrough.SYSTEM:
        return said([(written(answer.decided_on), "No answer by the limit.")])
    held = [codes.codes[code].label for code in answer.codes if code in codes.codes]
    conditions = [codes.conditions[one].label for one in answer.conditions if one in codes.conditions]
    how = f"{plain(answer.outcome).capitalize()}, by {plain(answer.received_through)}"
    evidence = ", ".join(f"{plain(one.key)}: {one.given.value}" for one in answer.evidence)
    return said(
        [
            (written(answer.decided_on), how),
            ("Reasons recorded", "; ".join(held) or None),
            ("Conditions", "; ".join(conditions) or None),
            ("Ground in law for this child", plain(answer.ground) if answer.ground else None),
            ("The school's words", sources.typed(answer.narrative)),
            ("Evidence given", evidence or None),
            ("Late", f"{answer.late_by_school_days} school days" if answer.late_by_school_days else None),
        ]
    )


def why_this_school(sources: BundleSources) -> Section:
    application = sources.file.application
    facts = said(
        [
            ("Why this school", sources.typed(application.why_this_school)),
            ("Why not the nearest", sources.typed(application.nearest_reason)),
        ]
    )
    alternatives = tuple(
        (_school(sources, one.school_urn), sources.typed(one.why_not)) for one in application.alternatives
    )
    asked = tuple(
        (_school(sources, one.school_urn), plain(one.state), day_or_blank(one.closed_on)) for one in sources.siblings
    )
    listings = (
        Listing("Other schools looked at", ("School", "Why not"), alternatives),
        Listing("Other schools asked", ("School", "Outcome", "Ended"), asked),
    )
    return Section(5, facts, tuple(one for one in listings if one.rows))


def views(sources: BundleSources) -> Section:
    case = sources.file.case
    talked = tuple((plain(person), plain(answer)) for person, answer in case.considered_with)
    facts = said(
        [("The child says", sources.typed(case.child_view)), ("The carer says", sources.typed(case.carer_view))]
    )
    return Section(9, facts, (Listing("Talked over with", ("Who", "Answer"), talked),) if talked else ())


def own_notes(sources: BundleSources) -> Section:
    """What the school added to its own answers travels with them (PL-609)."""
    notes = [(written(one.decided_on), sources.typed(one.annotation)) for one in sources.file.application.decisions]
    return Section(12, said(notes))


def _school(sources: BundleSources, urn: int) -> str:
    name = sources.school_names.get(urn)
    return f"{name} (URN {urn})" if name else f"URN {urn}"


def day_or_blank(day: date | None) -> str:
    return written(day) if day else ""
