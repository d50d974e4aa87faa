"""Sections of a bundle about what the authority did (section 15: 4, 6, 7, 8, 11)."""

from collections.abc import Iterator

from placements.actions.bundle_process import process_lines
from placements.actions.bundle_sources import BundleSources
from placements.actions.bundle_story import day_or_blank, plain, said
from placements.domain.bundles import Listing, Said, Section
from placements.domain.correspondence import Recipient
from placements.domain.letter_fields import year_words
from placements.domain.letters import LetterPart
from placements.domain.refusal_codes import RefusalCode, RefusalCodes
from placements.domain.school_facts import YearGroupFacts
from placements.domain.written_dates import written
from placements.store import seeds
from placements.store.letters import Letter

REGISTER = "national register of schools (GIAS)"


def replies(sources: BundleSources, codes: RefusalCodes) -> Section:
    """Each reason given, what the rules say of it, and the letter that answered it."""
    application = sources.file.application
    given = dict.fromkeys(code for answer in application.decisions for code in answer.codes)
    reasons = tuple(_reason(sources, codes.codes[code]) for code in given if code in codes.codes)
    listed = (Listing("Reasons and rules", ("Reason", "What the rules say", "Source"), reasons),) if reasons else ()
    return Section(4, tuple(_answered(sources)), listed)


def _reason(sources: BundleSources, code: RefusalCode) -> tuple[str, str, str]:
    printed = seeds.legal_refs().printed(code.refs)
    standing = plain(code.standing[sources.file.refusal_cohort])
    return code.label, f"{code.says} ({standing})", "; ".join(printed)


def _answered(sources: BundleSources) -> Iterator[Said]:
    for letter in sources.letters:
        if letter.template_key.startswith("C"):
            words = [letter.parts[part.value] for part in (LetterPart.RULE, LetterPart.ASK)]
            yield Said(
                f"{written(letter.written_on)}: {letter.title}",
                " ".join([*words, sources.typed(letter.additional_text)]).strip(),
            )
    for challenge in sources.challenges:
        if challenge.replied_on:
            kept = "The school kept its refusal." if challenge.kept else "The school replied."
            yield Said(written(challenge.replied_on), f"{kept} {sources.typed(challenge.reply)}".strip())


def numbers(sources: BundleSources) -> Section:
    """Figures with their source and date; nothing is estimated (PL-309)."""
    school = sources.file.school
    as_of = day_or_blank(school.census_on)
    figures = (("Number on roll, whole school", school.pupils), ("Capacity, whole school", school.capacity))
    rows = tuple((label, str(value), REGISTER, as_of) for label, value in figures if value is not None)
    listings = (Listing("The whole school", ("What", "Number", "Source", "As of"), rows), _by_year(sources))
    return Section(6, listings=tuple(one for one in listings if one.rows))


def _by_year(sources: BundleSources) -> Listing:
    """The year groups of the year of entry, as far as the authority knows them."""
    known = sources.school_facts.year_groups
    wanted = [one for one in known if one.academic_year == sources.file.application.entry_academic_year]
    rows = tuple((*_counted(one), sources.typed(one.source), written(one.as_of)) for one in wanted)
    columns = ("Year", "Admission number", "On roll", "Classes", "Largest class", "Source", "As of")
    return Listing("By year group", columns, rows)


def _counted(one: YearGroupFacts) -> tuple[str, ...]:
    numbers = (one.pan, one.nor, one.classes, one.largest_class)
    return (year_words(one.year_group), *("" if number is None else str(number) for number in numbers))


def letters(sources: BundleSources) -> Section:
    """Every envelope of every letter, with the proof that it arrived; the papers themselves are in the manifest."""
    rows = tuple(_envelope(sources, letter, one) for letter in sources.letters for one in letter.recipients or (None,))
    columns = ("Letter", "Written", "To", "As", "Delivered", "Proof")
    listed = (Listing("Letters and proof of service", columns, rows),) if rows else ()
    return Section(7, tuple(process_lines(sources)), listed)


def _envelope(sources: BundleSources, letter: Letter, one: Recipient | None) -> tuple[str, ...]:
    title = f"{letter.template_key}: {letter.title}"
    if one is None:
        return (title, written(letter.written_on), "", "", "", "")
    roles = ", ".join(plain(role) for role in one.roles) + (" (copy)" if one.copy else "")
    served = one.served
    delivered = f"{written(served.served_on)}, by {served.method.value}" if served else "not proved"
    return (
        title,
        written(letter.written_on),
        one.name,
        roles,
        delivered,
        sources.typed(served.proof) if served else "",
    )


def support(sources: BundleSources) -> Section:
    return Section(8, said([("Offered with every request", sources.support)]))


def contacts(sources: BundleSources) -> Section:
    sender = sources.sender
    return Section(
        11, said([("Authority", sender.authority_name), ("Contact", sender.contact), ("Signatory", sources.signatory)])
    )
