"""Every plain operation in every state for every role: who may (403), whether it is in the table (409)."""

from itertools import product

import pytest

from factories.every_step import (
    PLAIN,
    ROLES,
    TOWARDS_A_DIRECTION,
    Bench,
    expected,
    kept_out_of,
    tried,
)
from kit.auth.vocabulary import Role
from kit.testing.sign_in import SignedInClient
from placements.domain.application_states import ApplicationState
from placements.domain.permitted import OPERATIONS

S = ApplicationState


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
