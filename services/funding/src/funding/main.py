"""Builds the funding service and what works beside its requests."""

from collections.abc import Mapping
from typing import Final

from fastapi import FastAPI

from funding.actions.reissue_link import wish_for_link
from funding.api import (
    awards,
    batches,
    ledger,
    overview,
    payees,
    policies,
    rates,
    requests,
    return_rounds,
    returns,
    ssda903,
)
from funding.api.problems import PROBLEMS
from funding.feeds.placements import consumer
from funding.jobs import chase_returns, reissue_links
from funding.settings import Settings
from funding.store.tables import METADATA
from kit.feed.consumer import Consumer
from kit.feed.source import Feed
from kit.feed.worker import Worker
from kit.web.app import build_app
from kit.web.feed import feed_router
from kit.web.reply_links import reply_link_router
from kit.web.runtime import Runtime
from kit.web.service import Service

SERVICE: Final = Service(
    name="funding",
    title="Onroll funding",
    summary="Pupil Premium Plus from the award to what it changed for a child, to the penny.",
    metadata=METADATA,
    problems=PROBLEMS,
    routers=(
        overview.router,
        requests.router,
        returns.router,
        returns.school_router,
        return_rounds.router,
        payees.payments_router,
        batches.router,
        payees.router,
        rates.router,
        awards.router,
        awards.receipts_router,
        ssda903.router,
        policies.router,
        ledger.journals_router,
        ledger.balances_router,
        ledger.router,
        reply_link_router("funding", wish_for_link),
        feed_router("funding"),
    ),
)


def build(runtime: Runtime | None = None, settings: Settings | None = None) -> FastAPI:
    """The app; without a runtime it describes itself and answers nothing."""
    app = build_app(SERVICE, runtime)
    if runtime is not None:
        app.state.base_url = (settings or Settings()).base_url
    return app


def consumers(runtime: Runtime, sources: Mapping[str, Feed]) -> list[Consumer]:
    """The readers of the feeds this service needs."""
    return [consumer(runtime, sources["placements"])]


def workers(runtime: Runtime, sources: Mapping[str, Feed], settings: Settings | None = None) -> list[Worker]:
    """Everything that runs beside the requests: the placements feed, due dates that pass, new links."""
    base_url = (settings or Settings()).base_url
    return [
        *(reader.worker for reader in consumers(runtime, sources)),
        chase_returns.each_morning(runtime),
        reissue_links.door(runtime, base_url),
    ]
