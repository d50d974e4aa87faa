"""An import goes from step to step in one order, and claims success only when every row was taken."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kit.kernel.ids import new_id
from kit.testing.plugin import NOON
from placements.domain.imports import Import, ImportKind, ImportNotOpen, ImportState, WrongRowsPresent

CLEAN: dict[str, Any] = {"refused": None, "wrong": 0, "parts": []}
TAKEN = {"new": 1, "changed": 0, "same": 0, "wrong": 0}
QUEUED = Import(id=new_id(), kind=ImportKind.CHILDREN, told={}, bytes=1, uploaded_by="somebody", uploaded_at=NOON)
STEPS: dict[str, tuple[Callable[[Import], Import], set[ImportState]]] = {
    "check": (lambda one: one.check(), {ImportState.QUEUED, ImportState.CHECKING}),
    "checked": (lambda one: one.checked(CLEAN, NOON), {ImportState.CHECKING}),
    "apply": (lambda one: one.apply({}, accept_partial=False), {ImportState.CHECKED}),
    "go_on": (lambda one: one.go_on(), {ImportState.APPLYING}),
    "applied": (lambda one: one.applied(TAKEN, NOON), {ImportState.APPLYING}),
    "cancel": (lambda one: one.cancel(NOON), {ImportState.QUEUED, ImportState.CHECKING, ImportState.CHECKED}),
    "expire": (lambda one: one.expire(NOON), {ImportState.QUEUED, ImportState.CHECKING, ImportState.CHECKED}),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", ImportState)
def test_pl_1002_every_step_from_every_state(step: str, state: ImportState):
    take, open_in = STEPS[step]
    one = replace(QUEUED, state=state)

    if state in open_in:
        assert take(one).state is not ImportState.QUEUED
    else:
        with pytest.raises(ImportNotOpen):
            take(one)


def checked(report: dict[str, Any]) -> Import:
    return QUEUED.check().checked({**CLEAN, **report}, NOON)


def test_a_file_refused_as_a_whole_has_failed():
    refused = checked({"refused": "header_missing", "wrong": 1})

    assert (refused.state, refused.failure, refused.ended_at) == (ImportState.FAILED, "header_missing", NOON)


def test_pl_1004_wrong_rows_need_somebody_to_say_so_even_in_the_second_file():
    one = checked({"parts": [{"wrong": 2}]})

    with pytest.raises(WrongRowsPresent):
        one.apply({}, accept_partial=False)

    assert one.apply({}, accept_partial=True).state is ImportState.APPLYING


@pytest.mark.parametrize(("report", "taken"), [({"wrong": 1}, {}), ({}, {"wrong": 1}), ({"parts": [{"wrong": 1}]}, {})])
def test_pl_1004_success_is_never_claimed_on_partial_failure(report: dict[str, Any], taken: dict[str, int]):
    applying = checked(report).apply({}, accept_partial=True)

    assert applying.applied({**TAKEN, **taken}, NOON).state is ImportState.APPLIED_WITH_ERRORS


def test_only_unapplied_files_expire():
    assert QUEUED.expires_at == NOON + timedelta(hours=72)
    assert checked({}).apply({}, accept_partial=False).expires_at is None
