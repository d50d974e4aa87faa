"""The platform's operator brings the national registers in over HTTP; they are nobody's tenant data."""

from dataclasses import replace
from pathlib import Path

import pytest

from factories.placements_house import BASE_URL, House
from factories.uploads import Uploads
from kit.auth.principal import Organisation
from kit.auth.rights import load
from kit.auth.vocabulary import OrganisationKind, Role
from kit.kernel.ids import new_id
from kit.testing.sign_in import SignedInClient
from placements.imports.worker import take_imports

SAMPLES = Path(__file__).parents[3] / "infra" / "samples"
SCHOOLS = (SAMPLES / "schools_official.csv").read_bytes()
LINKS = (SAMPLES / "school_links.csv").read_bytes()


@pytest.fixture
async def operator(house: House) -> SignedInClient:
    roles = (Role.PLATFORM_OPERATOR,)
    person = house.sign_in.user(*roles)
    platform = Organisation(OrganisationKind.PLATFORM, "platform")
    return await house.client(replace(person, organisation=platform, scopes=load().scopes_of(roles)))


async def taken(house: House, operator: SignedInClient, kind: str, content: bytes) -> list[dict[str, object]]:
    """How it stood after the check and after it was applied."""
    headers = {"Content-Type": "text/csv", "Idempotency-Key": new_id().hex}
    answer = await operator.post("/v1/imports", params={"kind": kind}, content=content, headers=headers)
    assert answer.status_code == 202, answer.text
    path = f"/v1/imports/{answer.json()['id']}"
    runtime = house.sign_in.runtime(house.database, "placements")
    await take_imports(runtime, BASE_URL)
    checked = (await operator.get(path)).json()
    applied = await operator.send_step(f"{path}/application", {"accept_partial": True}, version=checked["version"])
    assert applied.status_code == 202, applied.text
    await take_imports(runtime, BASE_URL)
    return [checked, (await operator.get(path)).json()]


async def test_pl_303_the_register_and_its_links_come_in_over_http(house: House, operator: SignedInClient) -> None:
    before = house.ask("select count(*) from placements.schools")[0][0]

    checked, schools = await taken(house, operator, "schools", SCHOOLS)
    _, links = await taken(house, operator, "school_links", LINKS)
    _, again = await taken(house, operator, "schools", SCHOOLS)

    assert (checked["state"], schools["state"], links["state"]) == ("checked", "applied", "applied")
    new = schools["taken"]["new"]  # type: ignore[index]
    assert new > 0
    assert house.ask("select count(*) from placements.schools") == [(before + new,)]
    assert house.ask("select count(*) > 0 from placements.school_links") == [(True,)]
    assert again["taken"] == {"new": 0, "changed": 0, "same": new, "wrong": 0}
    assert house.ask("select distinct authority from placements.imports") == [("000",)]


async def test_pl_1001_the_operator_sees_and_brings_no_child(house: House, operator: SignedInClient) -> None:
    mine = await Uploads(house).checked("children", "la_child_id,first_name,surname,date_of_birth,school_urn\n")
    headers = {"Content-Type": "text/csv", "Idempotency-Key": new_id().hex}

    refused = await operator.post("/v1/imports", params={"kind": "children"}, content=b"x", headers=headers)

    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden_role")
    assert (await operator.get(f"/v1/imports/{mine['id']}")).status_code == 404
