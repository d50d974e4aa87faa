"""Runs Schemathesis against a served API and says what came back that was not promised."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from schemathesis.engine.recorder import ScenarioRecorder

CHECKS: Final[Mapping[str, Any]] = {
    "enabled": False,
    "not_a_server_error": {"enabled": True},
    "status_code_conformance": {"enabled": True},
    "content_type_conformance": {"enabled": True},
    "response_headers_conformance": {"enabled": True},
    "response_schema_conformance": {"enabled": True},
    "negative_data_rejection": {"enabled": True, "expected-statuses": ["4xx"]},
}
OFF: Final[Mapping[str, Any]] = {"enabled": False}


@dataclass(slots=True)
class Found:
    """What a run saw; `faults` says each kind of fault once, with a request that brings it about."""

    sent: int = 0
    answered: Counter[int] = field(default_factory=Counter)
    faults: dict[str, str] = field(default_factory=dict)

    def said(self) -> str:
        return "\n\n".join(f"{kind}\n{how}" for kind, how in self.faults.items())


def fuzz(url: str, document: Mapping[str, Any], *, seed: int, examples: int, **how: Any) -> Found:
    """`how` are further settings of Schemathesis, such as `phases`."""
    config = SchemathesisConfig.from_dict(
        {
            "seed": seed,
            "warnings": False,
            "checks": dict(CHECKS),
            "generation": {"max-examples": examples, "database": "none", "no-shrink": True},
            **how,
        }
    )
    schema = schemathesis.openapi.from_dict(dict(document), config=config)
    schema.config.update(base_url=url)
    found = Found()
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            _note(found, str(event.label), event.recorder)
        elif isinstance(event, events.NonFatalError):
            found.faults[f"{event.label}: the run itself failed"] = str(event.value)
        elif isinstance(event, events.FatalError):
            raise event.exception
    return found


def _note(found: Found, label: str, recorder: ScenarioRecorder) -> None:
    found.sent += len(recorder.interactions)
    found.answered.update(one.response.status_code for one in recorder.interactions.values() if one.response)
    for case_id in recorder.checks:
        for kind, how in _faults(label, recorder, case_id):
            found.faults.setdefault(kind, how)


def _faults(label: str, recorder: ScenarioRecorder, case_id: str) -> Iterator[tuple[str, str]]:
    for check in recorder.checks[case_id]:
        if check.failure_info is not None:
            failure = check.failure_info.failure
            told = f"{failure.message}\n{check.failure_info.code_sample[:1_000]}"
            yield f"{label}: {check.name}: {failure.title}", told
