"""Logs as JSON lines by allow-list: what is not named here never leaves the process (RE-34)."""

import logging
from collections.abc import MutableMapping
from typing import Any, Final

import structlog

ALLOWED: Final = frozenset(
    [
        "time",
        "level",
        "event",
        "service",
        "operation",
        "method",
        "route",
        "status",
        "duration_ms",
        "request_id",
        "trace_id",
        "actor_id",
        "organisation",
        "client_id",
        "error_code",
        "error_class",
        "where",
        "sqlstate",
        "constraint",
        "job",
        "attempt",
        "count",
        "source",
        "type",
        "code",
    ]
)


def _only_allowed(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: value for key, value in event.items() if key in ALLOWED and value is not None}


def configure(level: int = logging.INFO) -> None:
    """Once per process, before anything is logged."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            _only_allowed,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
