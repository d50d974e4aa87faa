"""The SQL of the ledger says what the rules say: two places, one meaning."""

import re
from importlib.resources import files

from funding.domain.ledger.accounts import SOFT_CLOSE_BY_SERVICE_DATE, SOFT_CLOSE_BY_STEP, Account, JournalKind
from funding.domain.policies.parameters import DEFAULTS, Parameters
from funding.store.tables.ledger import CELL

SQL = files("funding").joinpath("migrations/sql/0001_ledger.sql").read_text("utf-8")
TABLES = files("funding").joinpath("migrations/sql/0001_tables.sql").read_text("utf-8")


def test_a_softly_closed_year_takes_the_kinds_of_the_rules() -> None:
    named = [set(re.findall(r"'(J\w+)'", kinds)) for kinds in re.findall(r"j\.kind in \(([^)]*)\)", SQL)]

    assert named == [set(SOFT_CLOSE_BY_STEP), set(SOFT_CLOSE_BY_SERVICE_DATE)]
    assert set().union(*named) <= set(JournalKind)


def test_a_balance_is_told_apart_by_every_dimension() -> None:
    conflict = re.search(r"on conflict \(([^)]*)\)", SQL)

    assert conflict is not None
    assert [name.strip() for name in conflict[1].split(",")] == ["authority", *CELL]


def test_the_accounts_of_the_schema_are_those_of_the_rules() -> None:
    known = re.search(r"account in \(([^)]*)\)", TABLES)

    assert known is not None
    assert set(re.findall(r"'(\w+)'", known[1])) == set(Account)


def test_a_policy_that_says_nothing_has_the_defaults() -> None:
    empty = Parameters({})

    assert all(empty[name] == value for name, value in DEFAULTS.items())
    assert [tier.role for tier in empty.tiers] == ["vs_officer", "vsh"]
    assert (empty.annual_base_pence, empty.receipt_threshold_pence) == (0, None)
    assert Parameters({"evidence.kind": ["invoice"]}).receipt_threshold_pence == 10_000
    assert Parameters({"base.annual_pence": 200_000}).annual_base_pence == 200_000
