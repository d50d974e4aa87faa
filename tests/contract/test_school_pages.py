"""FS-16: the gateway, nginx and the web app agree on which page answers which path."""

import re
from pathlib import Path

import pytest

from gateway.front.web_app import SCHOOL_LETTERS, SCHOOL_PAGE, STAFF_PAGE, page_of

ROOT = Path(__file__).parents[2]


def test_the_web_app_s_table_of_school_pages_is_the_gateway_s() -> None:
    table = (ROOT / "frontend/src/lib/entries.ts").read_text("utf-8")
    declared = re.search(r"SCHOOL_PREFIXES = \[([^\]]*)\]", table)

    assert declared is not None
    assert set(re.findall(r'"([^"]+)"', declared[1])) == {f"/{letter}/" for letter in SCHOOL_LETTERS}


def test_nginx_s_table_of_school_pages_is_the_gateway_s() -> None:
    conf = (ROOT / "infra/nginx/nginx.conf").read_text("utf-8")
    place = re.search(r"location ~ \^/\[([a-z]+)\]/ \{[^}]*/school\.html", conf)

    assert place is not None
    assert set(place[1]) == set(SCHOOL_LETTERS)


@pytest.mark.parametrize("letter", SCHOOL_LETTERS)
def test_only_a_path_below_the_letter_is_a_link(letter: str) -> None:
    assert page_of(f"/{letter}/code") == SCHOOL_PAGE
    assert page_of(f"/{letter}") == STAFF_PAGE
    assert page_of(f"/{letter}eports/x") == STAFF_PAGE
