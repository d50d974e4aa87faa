"""The check letter of a UPN, with the specification's examples and every single slip of a finger."""

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from placements.domain.upn import ALPHABET, Upn, UpnInvalid, check_letter

VALID = ("H801200001001", "B801200005001", "T838400020001", "R940300122003", "Y942100023007")
TEMPORARY = ("A80120000501A", "B82320012000A")
WRONG_LETTER = ("A801200005001", "D051910639385", "L034811502612")
WRONG_FORM = (
    "h801200001001",
    "I801200001001",
    "O801200001001",
    "S801200001001",
    "H80120000100",
    "H8012000010011",
    "H80120000100S",
    "H8O1200001001",
    "",
    "H801200001001\n",
    "Ｈ801200001001",
    "H80120000100１",
)

upns = st.builds(
    lambda digits, last: check_letter(digits + last) + digits + last,
    st.text(string.digits, min_size=11, max_size=11),
    st.sampled_from(string.digits + ALPHABET),
)


@pytest.mark.parametrize("text", VALID + TEMPORARY)
def test_pl_320_a_valid_upn_is_taken(text: str) -> None:
    upn = Upn.parse(text)

    assert upn.text == text
    assert upn.is_temporary == (text in TEMPORARY)
    assert upn.authority == text[1:4]


@pytest.mark.parametrize("text", WRONG_LETTER + WRONG_FORM)
def test_pl_320_a_wrong_letter_or_form_is_refused(text: str) -> None:
    with pytest.raises(UpnInvalid):
        Upn.parse(text)


def test_se_2_a_refusal_never_holds_the_number() -> None:
    with pytest.raises(UpnInvalid) as refused:
        Upn.parse("A801200005001")

    assert "801200005001" not in str(refused.value)
    assert "801200005001" not in repr(refused.value)


@given(upns, st.integers(1, 11), st.sampled_from(string.digits))
def test_pl_321_every_single_wrong_digit_is_caught(upn: str, at: int, digit: str) -> None:
    assume(upn[at] != digit)

    with pytest.raises(UpnInvalid):
        Upn.parse(upn[:at] + digit + upn[at + 1 :])


@given(upns, st.integers(1, 10))
def test_pl_321_every_swap_of_neighbours_is_caught(upn: str, at: int) -> None:
    assume(upn[at] != upn[at + 1])

    with pytest.raises(UpnInvalid):
        Upn.parse(upn[:at] + upn[at + 1] + upn[at] + upn[at + 2 :])


@given(upns)
def test_pl_320_one_check_letter_fits_and_no_other(upn: str) -> None:
    fitting = [letter for letter in ALPHABET if check_letter(upn[1:]) == letter]

    assert fitting == [upn[0]]
    assert Upn.parse(upn).text == upn
