"""Decisions are found by their number: each is given once, and the index names every one."""

import re
from collections import Counter
from pathlib import Path

DECISIONS = Path(__file__).parents[2] / "docs" / "decisions"
FILES = [one.name for one in sorted(DECISIONS.glob("[0-9]*.md"))]


def test_no_two_decisions_have_the_same_number():
    assert len(FILES) > 20
    assert [number for number, times in Counter(name[:4] for name in FILES).items() if times > 1] == []


def test_the_index_names_every_decision_and_no_other():
    index = (DECISIONS / "README.md").read_text(encoding="utf-8")

    assert re.findall(r"\]\(([^)]+)\)", index) == FILES
