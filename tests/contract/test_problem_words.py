"""Every code a service may answer with is explained in plain words (SC-33)."""

from importlib import import_module

import pytest

from gateway.api.problem_words import problem_words
from kit.web.problems import ProblemTable


@pytest.mark.parametrize("service", ["gateway", "placements", "funding", "accountability"])
def test_every_problem_code_has_its_page(service: str) -> None:
    table = ProblemTable(import_module(f"{service}.main").SERVICE.problems)
    words = problem_words()

    promised = {code: problem.status for code, problem in table.codes().items()}
    explained = {code: words[code].status for code in promised if code in words}

    assert explained == promised
