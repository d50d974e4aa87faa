"""Every operation towards a direction, in every state for every role: who may, and whether it is in the table."""

from itertools import product

import pytest

from factories.every_step import (
    ROLES,
    TOWARDS_A_DIRECTION,
    Bench,
    expected,
    kept_out_of,
    tried,
)
from kit.auth.vocabulary import Role
from kit.testing.sign_in import SignedInClient
from placements.domain.application_states import DIRECTING, ApplicationState

S = ApplicationState


@pytest.mark.parametrize("state", S)
async def test_steps_of_a_direction_let_each_role_in_keep_it_out_or_say_that_there_is_no_such_step(
    bench: Bench, people: dict[Role, SignedInClient], state: S
) -> None:
    """A state set by hand has no process behind it, so the step that would go on with one finds nothing to go on with.

    That the pair is in the table shows all the same: everybody else is told that it is another's step.
    """
    wrong: list[str] = []

    for operation, role in product(TOWARDS_A_DIRECTION, ROLES):
        wanted = expected(operation, state, role)
        if wanted == "right":
            continue
        told, code = await tried(bench, people[role], operation, state)
        no_process = state in DIRECTING and (wanted, told) == ("open", "table")
        if told != wanted and not no_process:
            wrong.append(f"{role.value} {operation}: {code}, not {wanted}")

    assert wrong == []


@pytest.mark.parametrize("operation", sorted(TOWARDS_A_DIRECTION))
async def test_a_role_without_the_right_is_refused_whatever_the_state_steps_of_a_direction(
    bench: Bench, people: dict[Role, SignedInClient], operation: str
) -> None:
    told = {role: (await tried(bench, people[role], operation, S.SUBMITTED))[1] for role in kept_out_of(operation)}

    assert told
    assert all(code.startswith("403 ") for code in told.values()), told
