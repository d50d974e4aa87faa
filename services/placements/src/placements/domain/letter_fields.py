"""What a letter says of one request: every merge field that follows from the record (PL-906)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from placements.domain.application import Application
from placements.domain.care import Cohort
from placements.domain.child import Child
from placements.domain.clocks import Clock, clock_of
from placements.domain.correspondence import FORCE_WORDS, LetterAsk, names_in
from placements.domain.decisions import Decision, Outcome
from placements.domain.refusal_codes import RefusalCodes
from placements.domain.school import School
from placements.domain.school_facts import YearGroupFacts
from placements.domain.written_dates import written, written_with_weekday
from placements.domain.year_group import NURSERY, RECEPTION

_ADVERSE: Final = frozenset({Outcome.REFUSED, Outcome.CONDITIONAL, Outcome.NO_RESPONSE})


def year_words(year_group: str) -> str:
    """Such as "Year 8" or "Reception"."""
    return {RECEPTION: "Reception", NURSERY: "Nursery"}.get(year_group, f"Year {year_group}")


def standing_words(cohort: Cohort | None, authority_name: str) -> str:
    """What the child is to the authority, without a word about why."""
    if cohort is Cohort.LAC:
        return f"a child looked after by {authority_name}"
    if cohort in (Cohort.PLAC, Cohort.IAPLAC):
        return "a child who was looked after before"
    return f"a child known to the virtual school of {authority_name}"


def last_adverse(application: Application) -> Decision | None:
    """The answer a letter is about: the latest that is no offer."""
    return next((one for one in reversed(application.decisions) if one.outcome in _ADVERSE), None)


def request_fields(application: Application, school: School, clocks: Sequence[Clock]) -> dict[str, str | None]:
    """What was asked of whom, and when."""
    limit = clock_of(clocks, "inyear_limit")
    limit_on = limit.due_on if limit else None
    return {
        "our_reference": application.reference,
        "year_group": year_words(application.year_group),
        "school_name": school.name,
        "school_urn": str(school.urn),
        "received_on": written(application.received_on) if application.received_on else None,
        "limit_on": written(limit_on) if limit_on else "the fifteenth school day",
        "start_on": written(application.start_on) if application.start_on else "as soon as possible",
        "alternatives": alternatives(application),
        "what_was_sent": what_was_sent(application),
    }


def answer_fields(application: Application, child: Child, codes: RefusalCodes) -> dict[str, str | None]:
    """What the school said, in its own words where they do not name the child (PL-905)."""
    answer = last_adverse(application)
    if answer is None:
        return {}
    labels = [codes.codes[code].label for code in answer.codes if code in codes.codes]
    conditions = [codes.conditions[one].label for one in answer.conditions if one in codes.conditions]
    return {
        "decision_on": written(answer.decided_on),
        "codes": "; ".join(labels) or None,
        "conditions": "; ".join(conditions or labels) or None,
        "school_reasons": own_words(answer.narrative, child),
    }


def own_words(narrative: str | None, child: Child) -> str:
    if not narrative:
        return "Nothing more was given in writing."
    if names_in(narrative, (child.first_name, child.preferred_name, child.surname)):
        return "What you wrote with it names the child and is not repeated here."
    return f"In your words: “{narrative}”"


def asked_fields(asks: LetterAsk) -> dict[str, str | None]:
    """The dates of a letter and what the step itself adds."""
    return {
        "reply_by": written_with_weekday(asks.reply_by) if asks.reply_by else None,
        "reply_by_force": FORCE_WORDS[asks.force],
        "ask": asks.ask,
        "next_step": asks.next_step,
        "next_step_on": written_with_weekday(asks.next_step_on) if asks.next_step_on else None,
        **asks.says,
    }


def history(application: Application, codes: RefusalCodes, written_to: Mapping[str, date]) -> str:
    """The request so far in a few sentences; `written_to` are the letters sent, by key, with their days."""
    sentences = []
    if application.received_on:
        sentences.append(f"The school was asked for a place on {written(application.received_on)}.")
    for answer in application.decisions:
        labels = "; ".join(codes.codes[code].label for code in answer.codes if code in codes.codes)
        sentences.append(_answered(answer.outcome, answer.decided_on, labels))
    challenged = [day for key, day in written_to.items() if key.startswith("C")]
    if challenged:
        sentences.append(f"The authority answered the reasons given on {written(max(challenged))}.")
    return " ".join(sentences) or "The school has been asked for a place."


def _answered(outcome: Outcome, on: date, labels: str) -> str:
    match outcome:
        case Outcome.OFFERED:
            return f"It offered a place on {written(on)}."
        case Outcome.CONDITIONAL:
            return f"It offered a place with conditions on {written(on)} ({labels})."
        case Outcome.REFUSED:
            return f"It refused on {written(on)} ({labels})."
        case Outcome.NO_RESPONSE:
            return f"It gave no answer within the limit, which passed on {written(on)}."


def alternatives(application: Application) -> str:
    """How many, not which: where else a child might go is not for another school to know (PL-205)."""
    count = len(application.alternatives)
    if not count:
        return "No other school was found that suits the child as well."
    others = "one other school" if count == 1 else f"{count} other schools"
    return f"The authority looked at {others} and found this one right for the child."


def what_was_sent(application: Application) -> str:
    sent = "The request and what helps the child were sent with it." if application.what_helps else ""
    late = "Papers that were still to come were named in it." if application.incomplete_reason else ""
    return " ".join(part for part in (sent, late) if part) or "The request was sent complete."


def figures(school: School, held: YearGroupFacts | None) -> str:
    """What is held of the year group, else what the national register says of the school, each with its date and
    source; nothing is made up where nothing is known (PL-309)."""
    if held is not None and (held.pan is not None or held.nor is not None):
        named = (("admission number", held.pan), ("on roll", held.nor), ("classes", held.classes))
        told = ", ".join(f"{name} {number}" for name, number in named if number is not None)
        return f"{year_words(held.year_group)}: {told} ({held.source}, {written(held.as_of)})."
    if school.pupils is None:
        return "the national register holds no number on roll for the school."
    of_capacity = f" with a capacity of {school.capacity}" if school.capacity else ""
    census = f" (census of {written(school.census_on)})" if school.census_on else ""
    return f"the national register counts {school.pupils} on roll{of_capacity}{census}."
