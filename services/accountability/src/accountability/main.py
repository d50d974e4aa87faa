"""Builds the accountability service and what works beside its requests."""

from collections.abc import Mapping
from typing import Final

from fastapi import FastAPI

from accountability.api import schools
from accountability.api.problems import PROBLEMS
from accountability.feeds.subscriptions import FUNDING, PLACEMENTS
from accountability.store.tables import FOUNDATION, METADATA
from kit.feed.consumer import IN_PROCESS, Consumer, Pace
from kit.feed.source import Feed
from kit.feed.worker import Worker
from kit.web.app import build_app
from kit.web.feed import feed_router
from kit.web.runtime import Runtime
from kit.web.service import Service

SERVICE: Final = Service(
    name="accountability",
    title="Onroll accountability",
    summary="What schools did for children in care: facts first, fair measures, right of reply.",
    metadata=METADATA,
    problems=PROBLEMS,
    routers=(schools.router, feed_router("accountability")),
)
READS: Final = {"placements": PLACEMENTS, "funding": FUNDING}
"""Whose feeds it reads, and what it does with each type."""


def build(runtime: Runtime | None = None) -> FastAPI:
    """The app; without a runtime it describes itself and answers nothing."""
    return build_app(SERVICE, runtime)


def consumers(runtime: Runtime, sources: Mapping[str, Feed], pace: Pace = IN_PROCESS) -> list[Consumer]:
    """One for each feed it reads; `sources` gives the feeds by the name of their service."""
    return [
        Consumer(
            f"accountability.consume_{name}",
            sources[name],
            subscription,
            runtime.database,
            FOUNDATION,
            runtime.clock,
            pace,
        )
        for name, subscription in READS.items()
    ]


def workers(runtime: Runtime, sources: Mapping[str, Feed], pace: Pace = IN_PROCESS) -> list[Worker]:
    """Everything that runs beside the requests."""
    return [consumer.worker for consumer in consumers(runtime, sources, pace)]
