"""Builds the accountability service."""

from typing import Final

from fastapi import FastAPI

from accountability.api import schools
from accountability.api.problems import PROBLEMS
from accountability.store.tables import METADATA
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


def build(runtime: Runtime | None = None) -> FastAPI:
    """The app; without a runtime it describes itself and answers nothing."""
    return build_app(SERVICE, runtime)
