"""Every plain operation in every state for every role: who may (403), whether it is in the table (409)."""

from collections.abc import AsyncIterator
from itertools import product

import psycopg
import pytest

from factories.every_step import (
    PLAIN,
    ROLES,
    TOWARDS_A_DIRECTION,
    Bench,
    a_child_everybody_reaches,
    everybody,
    expected,
    kept_out_of,
    tried,
)
from factories.exampleshire import OAK
from factories.placements_house import House
from kit.auth.vocabulary import Role
from kit.testing.postgres import ClonedDatabase
from kit.testing.sign_in import SignedInClient
from placements.domain.application_states import ApplicationState
from placements.domain.permitted import OPERATIONS

S = ApplicationState


@pytest.fixture(scope="module")
async def people(house: House) -> dict[Role, SignedInClient]:
    return await everybody(house)


@pytest.fixture(scope="module")
async def bench(house: House, clone: ClonedDatabase, people: dict[Role, SignedInClient]) -> AsyncIterator[Bench]:
    asked = await a_child_everybody_reaches(house)
    other = await house.asked((await house.a_child()).id, OAK)
    with psycopg.connect(clone.admin_url.replace("+psycopg", "", 1), autocommit=True) as connection:
        yield Bench(connection, asked["id"], other["case_id"])


@pytest.mark.parametrize("state", S)
async def test_plain_steps_let_each_role_in_keep_it_out_or_say_that_there_is_no_such_step(
    bench: Bench, people: dict[Role, SignedInClient], state: S
) -> None:
    wrong: list[str] = []

    for operation, role in product(PLAIN, ROLES):
        wanted = expected(operation, state, role)
        if wanted == "right":
            continue
        told, code = await tried(bench, people[role], operation, state)
        if told != wanted:
            wrong.append(f"{role.value} {operation}: {code}, not {wanted}")

    assert wrong == []


@pytest.mark.parametrize("operation", sorted(PLAIN))
async def test_a_role_without_the_right_is_refused_whatever_the_state_plain_steps(
    bench: Bench, people: dict[Role, SignedInClient], operation: str
) -> None:
    told = {role: (await tried(bench, people[role], operation, S.SUBMITTED))[1] for role in kept_out_of(operation)}

    assert told
    assert all(code.startswith("403 ") for code in told.values()), told


def test_no_operation_is_left_out() -> None:
    assert set(OPERATIONS.values()) == {*PLAIN, *TOWARDS_A_DIRECTION}
