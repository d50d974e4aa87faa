"""Letters: six parts, no blank, no number of a paragraph, and no child's name where it may not stand (section 14)."""

import re
from datetime import date, timedelta

import pytest
import yaml

from placements.domain.errors import MergeFieldMissing
from placements.domain.legal_rules import LegalRule, LegalRules
from placements.domain.letter_words import LETTER_WORDS
from placements.domain.letters import LetterPart, LetterTemplate, merge_letter
from placements.store.seeds import Strict, legal_refs, letter_templates, refusal_codes

KEYS = ("L1", "L2", "L3", "L4", *(f"C{n}" for n in range(1, 9)), *(f"D{n}" for n in range(1, 6)))
NAMING = {"D1", "D2", "D3", "D4"}
PROMISED = frozenset(
    [
        "authority_name",
        "virtual_school_contact",
        "signatory",
        "today",
        "our_reference",
        "child_label",
        "child_name",
        "year_group",
        "school_name",
        "school_urn",
        "head_name",
        "received_on",
        "decision_on",
        "codes",
        "school_reasons",
        "legal_basis",
        "ask",
        "reply_by",
        "reply_by_force",
        "support_offer_text",
        "next_step",
        "next_step_on",
    ]
)
ALSO = frozenset(
    [
        "child_standing",
        "limit_on",
        "start_on",
        "host_authority",
        "placed_on",
        "school_figures",
        "conditions",
        "what_was_sent",
        "history",
        "alternatives",
        "consultation_result",
        "notice_result",
        "bundle_summary",
        "withdrawal_reason",
    ]
)
"""Fields beside those of PL-906: facts the table of section 14 asks of single letters."""


def every_letter() -> dict[str, LetterTemplate]:
    """With its variants, such as `C8/no_reasons`."""
    letters = letter_templates()
    variants = {f"{key}/{name}": one for key, letter in letters.items() for name, one in letter.variants.items()}
    return letters | variants


def complete(letter: LetterTemplate) -> dict[str, str | None]:
    return {name: f"<{name}>" for name in letter.fields}


def test_every_letter_of_section_14_is_there_and_has_a_name() -> None:
    assert sorted(letter_templates()) == sorted(KEYS) == sorted(LETTER_WORDS)


@pytest.mark.parametrize("key", sorted(every_letter()))
def test_pl_904_a_letter_has_six_parts_in_order_and_every_field_is_merged(key: str) -> None:
    template = every_letter()[key]

    letter = merge_letter(template, complete(template))

    assert list(letter.parts) == list(LetterPart)
    assert all(letter.parts.values())
    assert not set("{}") & set("".join((letter.title, *letter.parts.values())))


@pytest.mark.parametrize("key", sorted(every_letter()))
def test_pl_906_each_missing_field_is_named_and_never_a_blank(key: str) -> None:
    template = every_letter()[key]
    for name in template.fields:
        for nothing in (None, ""):
            with pytest.raises(MergeFieldMissing) as missing:
                merge_letter(template, complete(template) | {name: nothing})
            assert list(missing.value.fields) == [f"/merge/{name}"]


@pytest.mark.parametrize("key", sorted(every_letter()))
def test_pl_906_letters_use_merge_fields_of_the_list_only(key: str) -> None:
    assert every_letter()[key].fields <= PROMISED | ALSO


@pytest.mark.parametrize("key", sorted(every_letter()))
def test_pl_905_only_directions_name_the_child(key: str) -> None:
    template = every_letter()[key]

    assert template.names_child == ("child_name" in template.fields) == (key.partition("/")[0] in NAMING)


@pytest.mark.parametrize("key", sorted(every_letter()))
def test_pl_818_no_number_of_a_paragraph_stands_in_a_template(key: str) -> None:
    template = every_letter()[key]
    words = " ".join((template.title, *template.parts.values(), template.ask or "", template.next_step or ""))

    assert re.findall(r"(?i)(paragraph|section|regulation|\bs\.) ?\d|\b\d+\.\d+|\b\d+[A-Z]\b", words) == []
    assert template.refs
    assert set(template.refs) <= set(legal_refs().refs)
    assert "{legal_basis}" in template.parts[LetterPart.RULE]


@pytest.mark.parametrize("key", sorted(every_letter()))
def test_words_that_a_step_brings_itself_take_the_place_of_the_standard_ones(key: str) -> None:
    template = every_letter()[key]

    letter = merge_letter(template, complete(template) | {"ask": "Please ring {us}.", "next_step": "Nothing."})

    assert letter.parts[LetterPart.ASK].startswith("Please ring {us}.")
    assert "Nothing." in letter.parts[LetterPart.FOLLOWS]


def test_a_letter_keeps_the_fields_it_used_and_those_of_its_letterhead() -> None:
    template = letter_templates()["L1"]

    letter = merge_letter(template, complete(template) | {"head_name": "nobody", "signatory": "Joy Osei"})

    assert set(letter.merge) == template.fields | {"ask", "next_step", "signatory"}
    assert letter.merge["signatory"] == "Joy Osei"


@pytest.mark.parametrize("since", [date(2026, 6, 29), date(2027, 1, 1)])
def test_the_duty_to_co_operate_is_cited_from_the_day_the_register_gives(since: date) -> None:
    refs, cited = legal_refs(), letter_templates()["C3"].refs
    rules = LegalRules.of([LegalRule(key="cwsa_s61", effective_from=since, note="", source="")])

    before, after = (refs.printed(refs.in_force(cited, day, rules)) for day in (since - timedelta(days=1), since))

    assert before == ["School Admissions Code 2021, paragraph 3.10", "School Admissions Code 2021, paragraph 3.12"]
    assert after == [*before, "School Standards and Framework Act 1998, section 85ZA"]


def test_pl_818_an_unconfirmed_source_is_printed_without_its_number() -> None:
    assert legal_refs().printed(letter_templates()["C5"].refs) == ["School Admissions Code 2021"]


def test_pl_712_what_is_no_evidence_of_behaviour_stands_in_the_letter_about_it() -> None:
    rule = letter_templates()["C3"].parts[LetterPart.RULE]

    for word in ("attendance", "suspensions", "special educational needs", "disability"):
        assert word in rule


def test_every_code_that_names_a_letter_names_one_that_exists() -> None:
    assert {code.letter for code in refusal_codes().codes.values() if code.letter} == {f"C{n}" for n in range(1, 9)}


def test_a_seed_in_which_a_name_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\['variants'\] twice, line 1"):
        yaml.load("variants: 1\nvariants: 2", Loader=Strict)
