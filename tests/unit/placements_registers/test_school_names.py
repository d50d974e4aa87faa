"""Names of schools: one spelling to keep, one to search by; kinds by type code."""

import pytest

from placements.domain.plain_text import has_unwanted_characters, mend_windows_quotes, search_form, tidy
from placements.domain.school import AdmissionAuthorityType, SchoolKind
from placements.imports.seed_files import authorities, school_types


@pytest.mark.parametrize(
    ("name", "searched"),
    [
        ("St. Clement's CE Primary School", "st clements ce primary school"),
        ("St Agnès’ School", "st agnes school"),
        ("Ysgol Gynradd Gymraeg Llwyncelyn (Y Gŵr)", "ysgol gynradd gymraeg llwyncelyn y gwr"),
        ("100% Academy_North", "100 academy north"),
        ("% _ '", ""),
    ],
)
def test_punctuation_and_accents_do_not_count_when_searching(name: str, searched: str) -> None:
    assert search_form(name) == searched


def test_windows_characters_read_as_latin_come_back() -> None:
    assert mend_windows_quotes("St Andrew\x92s \x96 Turi") == "St Andrew’s – Turi"
    assert mend_windows_quotes("Jeanne d’Arc") == "Jeanne d’Arc"
    assert tidy("  A \t B\u0301\n") == "A B\u0301"


@pytest.mark.parametrize("text", ["a\x00b", "a\x9db", "a\u202eb", "a\ue000b"])
def test_se_79_control_characters_and_overrides_are_unwanted(text: str) -> None:
    assert has_unwanted_characters(text)


def test_pl_305_kind_and_admission_authority_by_type_code() -> None:
    found = {code: (one.kind, one.admission_authority_type) for code, one in school_types().items()}

    assert found[1] == found[3] == (SchoolKind.MAINTAINED, AdmissionAuthorityType.AUTHORITY)
    assert found[2] == found[5] == (SchoolKind.MAINTAINED, AdmissionAuthorityType.GOVERNING_BODY)
    for code in (6, 28, 34, 35, 40, 41):
        assert found[code] == (SchoolKind.ACADEMY, AdmissionAuthorityType.TRUST)
    kinds = {
        SchoolKind.MAINTAINED_SPECIAL: (7, 12),
        SchoolKind.SPECIAL_ACADEMY: (33, 36, 44),
        SchoolKind.ALTERNATIVE: (14, 38, 42, 43),
        SchoolKind.INDEPENDENT: (8, 10, 11),
        SchoolKind.NURSERY: (15,),
        SchoolKind.POST16: (18, 31, 32, 39, 45, 46, 57),
        SchoolKind.OTHER: (24, 25, 26, 27, 29, 30, 37, 49, 56),
    }
    for kind, codes in kinds.items():
        for code in codes:
            assert found[code] == (kind, None)


def test_pl_301_present_and_past_authorities_are_seeded() -> None:
    seeded = {authority.code: authority for authority in authorities()}

    assert {"838", "839", "940", "941", "942", "943"} <= seeded.keys()
    assert {"998", "999"}.isdisjoint(seeded)
    assert seeded["928"].successor_codes == ("940", "941")
    assert not seeded["928"].open
    for authority in seeded.values():
        for successor in authority.successor_codes:
            assert authority.code in seeded[successor].predecessor_codes
