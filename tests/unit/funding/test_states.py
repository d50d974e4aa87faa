"""Every state table refuses every pair that is not in it."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from itertools import product
from typing import Any

import pytest

from factories.money import NOON, a_payment, a_return
from funding.domain.payments import batch, payment
from funding.domain.payments.batch import Batch, BatchState, BatchStep
from funding.domain.payments.payment import PaymentState, PaymentStep
from funding.domain.requests import states as requests
from funding.domain.requests.states import RequestState, RequestStep
from funding.domain.returns import states as returns
from funding.domain.returns.states import ReturnState, ReturnStep
from funding.domain.schemes import Scheme
from kit.kernel.errors import StepNotAllowed


def _payment_step(state: PaymentState, step: PaymentStep) -> StrEnum:
    return a_payment(state=state).stepped(step).state


def _batch_step(state: BatchState, step: BatchStep) -> StrEnum:
    one = Batch(
        id=a_payment().id,
        scheme=Scheme.LAC,
        state=state,
        lines=(),
        failures=(),
        created_by="lee",
        created_at=NOON,
        checked_by=None,
        approved_by=None,
        approved_at=None,
        exported_at=None,
        file_sha256=None,
        version=1,
    )
    return one.stepped(step).state


TABLES: list[tuple[type[StrEnum], type[StrEnum], Mapping[Any, StrEnum], Callable[..., StrEnum]]] = [
    (RequestState, RequestStep, requests.TRANSITIONS, requests.next_state),
    (ReturnState, ReturnStep, returns.TRANSITIONS, returns.next_state),
    (PaymentState, PaymentStep, payment.TRANSITIONS, _payment_step),
    (BatchState, BatchStep, batch.TRANSITIONS, _batch_step),
]


@pytest.mark.parametrize(("states", "steps", "table", "take"), TABLES)
def test_a_step_is_open_only_from_the_states_of_its_table(
    states: type[StrEnum], steps: type[StrEnum], table: Mapping[Any, StrEnum], take: Callable[..., StrEnum]
) -> None:
    for state, step in product(states, steps):
        if (state, step) in table:
            assert take(state, step) is table[state, step]
        else:
            with pytest.raises(StepNotAllowed):
                take(state, step)


@pytest.mark.parametrize(("states", "steps", "table", "_take"), TABLES)
def test_every_state_but_the_first_can_be_reached_and_every_step_is_used(
    states: type[StrEnum], steps: type[StrEnum], table: Mapping[Any, StrEnum], _take: Callable[..., StrEnum]
) -> None:
    reached = set(table.values())
    first_or_made = {"draft", "due", "ready", "awaiting_supplier", "awaiting_invoice", "cancelled"}

    assert {state for state in states if state not in reached} <= first_or_made
    assert {step for _, step in table} == set(steps)


@pytest.mark.parametrize("state", ["submitted", "queried", "accepted", "waived"])
def test_a_sent_return_takes_no_more_answers(state: str) -> None:
    one = a_return(state=ReturnState(state))

    with pytest.raises(StepNotAllowed):
        one.save_line(one.lines[0].id, 1, None)
