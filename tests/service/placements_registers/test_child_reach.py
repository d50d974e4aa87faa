"""Social workers, reviewing officers and SEND officers know of their own children only (section 3, PL-202)."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI

from factories.registers import a_record
from factories.registers import register as register_children
from kit.auth.vocabulary import Role
from kit.db.database import Database
from kit.testing.sign_in import SignedInClient, SignIn
from placements.domain.child import SenStatus
from placements.imports.report import Report

HERS = a_record("Tia", "Akers", social_worker_post="post-1")
ANOTHERS = a_record("Ben", "Brook", social_worker_post="post-2", sen=SenStatus.SUPPORT)
NOBODYS = a_record("Cam", "Cole", sen=SenStatus.NONE)
EVERYBODY = (HERS, ANOTHERS, NOBODYS)


@pytest.fixture(scope="module", autouse=True)
async def children(database: Database, register: Report) -> None:
    assert register.applied
    await register_children(database, "201", *EVERYBODY)


@pytest.fixture
async def social_worker(app: FastAPI, sign_in: SignIn) -> AsyncIterator[SignedInClient]:
    identity = sign_in.user(Role.SOCIAL_WORKER, authority="201", posts=("post-1",))
    async with sign_in.client(app, identity) as client:
        yield client


@pytest.fixture
async def send_officer(app: FastAPI, sign_in: SignIn) -> AsyncIterator[SignedInClient]:
    async with sign_in.client(app, sign_in.user(Role.SEND_OFFICER, authority="201")) as client:
        yield client


async def names(client: SignedInClient) -> list[str]:
    answer = await client.get("/v1/children")
    return [item["child"]["name"] for item in answer.json()["items"]]


async def test_a_social_worker_lists_and_finds_the_own_children_only(
    social_worker: SignedInClient, officer: SignedInClient
) -> None:
    found = await social_worker.post("/v1/children/search", json={"q": "b"})

    assert await names(social_worker) == ["Tia Akers"]
    assert found.json()["items"] == []
    assert await names(officer) == ["Tia Akers", "Ben Brook", "Cam Cole"]


async def test_pl_202_a_child_outside_reach_looks_like_none(social_worker: SignedInClient) -> None:
    mine = await social_worker.get(f"/v1/children/{HERS.child.id}")
    shown = await social_worker.get(f"/v1/children/{ANOTHERS.child.id}")
    changed = await social_worker.patch(
        f"/v1/children/{ANOTHERS.child.id}", json={"first_name": "X"}, headers={"If-Match": '"1"'}
    )

    assert mine.status_code == 200
    assert (shown.status_code, shown.json()["code"]) == (404, "not_found")
    assert changed.status_code == 404


async def test_a_social_worker_opens_no_case_for_a_child_of_another(social_worker: SignedInClient) -> None:
    body = {"reason": "new_to_care", "need_from": "2026-11-16"}

    another = await social_worker.send_step("/v1/cases", {"child_id": str(ANOTHERS.child.id), **body})
    own = await social_worker.send_step("/v1/cases", {"child_id": str(HERS.child.id), **body})

    assert another.status_code == 404
    assert own.status_code == 201


async def test_a_send_officer_knows_children_with_sen_only(send_officer: SignedInClient) -> None:
    assert await names(send_officer) == ["Ben Brook"]
