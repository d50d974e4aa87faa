"""Dates of law are data: who may enter one, who confirms it, and what everybody may read (section 12)."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from factories.exampleshire import EXAMPLESHIRE_CODE, WESTBOROUGH_CODE
from factories.placements_house import House
from kit.auth.vocabulary import Role
from kit.kernel.ids import new_id
from kit.testing.sign_in import SignedInClient

ENTERED = {
    "value": None,
    "effective_from": "2027-01-01",
    "note": "Commencement order made.",
    "source": "S.I. 2026/1",
    "confirmed": True,
}


async def rule(client: SignedInClient, key: str = "cwsa_s62") -> dict[str, Any]:
    answer = await client.get("/v1/legal-rules")
    assert answer.status_code == 200, answer.text
    return next(one for one in answer.json()["items"] if one["key"] == key)


async def put(client: SignedInClient, version: int, key: str = "cwsa_s62", **given: Any) -> Any:
    headers = {"If-Match": f'"{version}"', "Idempotency-Key": new_id().hex}
    return await client.put(f"/v1/legal-rules/{key}", json=ENTERED | given, headers=headers)


@pytest.fixture
async def served_alone(house: House) -> AsyncIterator[House]:
    """As an installation that serves Exampleshire alone."""
    house.app.state.only_authority = EXAMPLESHIRE_CODE
    yield house
    house.app.state.only_authority = None


async def test_the_defaults_of_section_12_are_there(house: House) -> None:
    officer = await house.officer()

    rules = {one["key"]: one for one in (await officer.get("/v1/legal-rules")).json()["items"]}

    assert (rules["cwsa_s62"]["effective_from"], rules["cwsa_s62"]["in_force"]) == (None, False)
    assert (rules["cwsa_s61"]["effective_from"], rules["cwsa_s61"]["in_force"]) == ("2026-06-29", True)
    assert {rules[key]["effective_from"] for key in ("cwsa_s63", "cwsa_s64", "cwsa_s6")} == {None}
    editions = [rules[key]["value"] for key in ("admissions_code", "lac_guidance", "appeals_code")]
    assert editions == ["2021", "2018", "2022"]


async def test_the_operator_changes_a_rule_and_everybody_is_told(house: House) -> None:
    operator = await house.operator()
    before = await rule(operator, "cwsa_s63")

    changed = await put(operator, before["version"], "cwsa_s63")
    stale = await put(operator, before["version"], "cwsa_s63")

    assert (changed.status_code, changed.json()["version"]) == (200, before["version"] + 1)
    assert stale.status_code == 412
    assert house.events("legal_rule.changed")[-1] == {"key": "cwsa_s63", "effective_from": "2027-01-01"}


async def test_a_rule_that_is_not_in_the_register_is_not_found(house: House) -> None:
    assert (await put(await house.operator(), 1, "cwsa_s99")).status_code == 404


async def test_a_head_changes_nothing_where_several_authorities_are_served(house: House) -> None:
    head = await house.staff(Role.VSH)

    refused = await put(head, (await rule(head))["version"])

    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden_role")


async def test_two_heads_change_a_rule_together_where_one_authority_is_served(served_alone: House) -> None:
    first, second = await served_alone.staff(Role.VSH), await served_alone.staff(Role.VSH)
    before = await rule(first, "cwsa_s64")

    asked = (await put(first, before["version"], "cwsa_s64")).json()
    again = await put(first, before["version"], "cwsa_s64")
    other_date = (await put(second, before["version"], "cwsa_s64", effective_from="2027-02-01")).json()
    agreed = (await put(first, before["version"], "cwsa_s64", effective_from="2027-02-01")).json()

    assert (asked["version"], asked["effective_from"], asked["wish"]["effective_from"]) == (
        before["version"],
        None,
        "2027-01-01",
    )
    assert (again.status_code, again.json()["code"]) == (403, "second_person_required")
    assert other_date["effective_from"] is None
    assert (agreed["effective_from"], agreed["wish"], agreed["version"]) == ("2027-02-01", None, before["version"] + 1)


async def test_a_head_of_another_authority_changes_nothing_there(served_alone: House) -> None:
    stranger = await served_alone.staff(Role.VSH, authority=WESTBOROUGH_CODE)

    assert (await put(stranger, (await rule(stranger))["version"])).status_code == 403


async def test_an_unconfirmed_paragraph_is_not_printed(house: House) -> None:
    """PL-818."""
    refs = {one["key"]: one for one in (await (await house.officer()).get("/v1/legal-refs")).json()["items"]}

    assert refs["code_3_10"]["printed"] == "School Admissions Code 2021, paragraph 3.10"
    assert (refs["code_2_30"]["paragraph"], refs["code_2_30"]["printed"]) == (None, "School Admissions Code 2021")
    assert all(one["says"] for one in refs.values())


async def test_the_clocks_of_a_direction_are_there_to_read(house: House) -> None:
    clocks = {one["key"]: one for one in (await (await house.officer()).get("/v1/clock-rules")).json()["items"]}

    earliest = clocks["s97a_earliest"]
    assert (earliest["n"], earliest["unit"], earliest["not_before"], earliest["force"]) == (8, "cd", True, "must")
    assert clocks["s96_osa_referral"]["inclusive"] is True
    assert clocks["osa_chase"]["repeats"] is True
