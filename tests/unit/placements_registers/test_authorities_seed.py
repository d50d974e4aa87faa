"""The seed of authorities knows those that were reorganised, before and after (PL-301)."""

import csv
from importlib.resources import files
from typing import Final

import pytest

SEED: Final = {
    row["code"]: row
    for row in csv.DictReader(
        (files("placements") / "seed" / "authorities.csv").read_text(encoding="utf-8").splitlines()
    )
}


@pytest.mark.parametrize(
    ("code", "before"),
    [
        ("838", {"835"}),
        ("839", {"835", "836", "837"}),
        ("940", {"928"}),
        ("941", {"928"}),
        ("942", {"909"}),
        ("943", {"909"}),
    ],
)
def test_an_authority_that_came_out_of_another_names_it_and_is_named_by_it(code: str, before: set[str]):
    assert SEED[code]["open"] == "yes"
    assert set(SEED[code]["predecessor_codes"].split()) == before
    for one in before:
        assert SEED[one]["open"] == "no"
        assert code in SEED[one]["successor_codes"].split()


def test_no_authority_comes_from_or_became_one_that_is_not_there():
    parts = ("predecessor_codes", "successor_codes")
    named = {code for row in SEED.values() for part in parts for code in row[part].split()}

    assert named <= SEED.keys()
