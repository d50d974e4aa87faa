"""Sends generated requests past the door: as somebody who may call, to things that are there, with a fresh key.

Only parts that were made to be valid are replaced, and not always: what was made to be wrong stays wrong.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import schemathesis
from schemathesis import Case, GenerationMode, HookContext, Response
from schemathesis.core.parameters import ParameterLocation
from schemathesis.hooks import unregister

from factories.populated import Populated
from factories.whole_product import Callers
from kit.auth.rights import Right, load
from kit.kernel.ids import new_id

SERVICES: Final = ("gateway", "placements", "funding", "accountability")
AnyCase = Case[Any]
_OFTEN: Final = 0.8
_ALMOST_ALWAYS: Final = 0.97


class Directions:
    """Hooks of a run; they see the versions that answers tell, and count what was answered."""

    def __init__(self, callers: Callers, there: Populated, seed: int) -> None:
        self._there = there
        self._versions = {one: version for found in there.ids.values() for one, version in found}
        self._random = random.Random(seed)
        self._tokens: dict[str, list[str]] = {}
        self._callers = callers
        self.answered: Counter[int] = Counter()
        self.succeeded: Counter[str] = Counter()

    @contextmanager
    def given(self) -> Iterator[None]:
        """For as long as the block lasts; hooks are plain functions whose parameters have these names."""

        def before_call(context: HookContext, case: AnyCase, kwargs: dict[str, Any]) -> None:
            self._direct(case)

        def after_call(context: HookContext, case: AnyCase, response: Response) -> None:
            self._learn(case, response)

        schemathesis.hook(before_call)
        schemathesis.hook(after_call)
        try:
            yield
        finally:
            unregister(before_call)
            unregister(after_call)

    def _direct(self, case: AnyCase) -> None:
        if _is_valid(case, ParameterLocation.PATH):
            case.path_parameters = {
                name: self._one_of(name, value) for name, value in (case.path_parameters or {}).items()
            }
        if _is_valid(case, ParameterLocation.QUERY):
            case.query = {name: self._one_of(name, value) for name, value in (case.query or {}).items()}
        if _is_valid(case, ParameterLocation.BODY):
            case.body = self._placed(case.body)
        self._complete_headers(case, right_of(case))

    def _learn(self, case: AnyCase, response: Response) -> None:
        self.answered[response.status_code] += 1
        if response.status_code < 300:
            self.succeeded[right_of(case).operation] += 1
        tag = (response.headers.get("etag") or [""])[0].strip('"')
        if tag.isdigit() and case.path_parameters:
            self._versions[next(iter(case.path_parameters.values()))] = int(tag)

    def _complete_headers(self, case: AnyCase, right: Right) -> None:
        headers = case.headers
        headers.pop("Authorization", None)
        tokens = self._tokens.setdefault(right.operation, self._callers.tokens_for(right))
        if tokens and self._random.random() < _ALMOST_ALWAYS:
            headers["Authorization"] = f"Bearer {self._random.choice(tokens)}"
        if not _is_valid(case, ParameterLocation.HEADER):
            return
        if "Idempotency-Key" in headers and self._random.random() < _ALMOST_ALWAYS:
            headers["Idempotency-Key"] = new_id().hex
        if "If-Match" in headers and self._random.random() < _OFTEN:
            subject = next(iter((case.path_parameters or {}).values()), "")
            headers["If-Match"] = f'"{self._versions.get(subject, 1)}"'

    def _one_of(self, name: str, value: Any) -> Any:
        """Something that is there instead of an invented id."""
        if self._random.random() >= _OFTEN:
            return value
        if name in {"urn", "school_urn"}:
            return self._random.choice(self._there.urns)
        known = self._there.ids.get(name)
        return self._random.choice(known)[0] if known else value

    def _placed(self, body: Any) -> Any:
        if isinstance(body, Mapping):
            return {
                name: self._placed(value) if isinstance(value, dict | list) else self._one_of(name, value)
                for name, value in body.items()
            }
        return [self._placed(item) for item in body] if isinstance(body, list) else body


def right_of(case: AnyCase) -> Right:
    """The right of the operation a case is for."""
    name = case.operation.definition.raw["operationId"]
    return next(right for service in SERVICES if (right := load().operations.get(f"{service}.{name}")))


def _is_valid(case: AnyCase, place: ParameterLocation) -> bool:
    component = case.meta.components.get(place) if case.meta else None
    return component is not None and component.mode is GenerationMode.POSITIVE
