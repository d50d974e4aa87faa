"""A small service that asks schools something: reply links, events and nothing else, made with the kit."""

from typing import Annotated

from fastapi import Query
from sqlalchemy import Connection
from starlette.types import ASGIApp

from kit.auth.rights import Rights, load
from kit.db.foundation import foundation
from kit.db.protection import install_foundation
from kit.db.reply_links import ReplyLink
from kit.db.tables import service_metadata
from kit.db.work import Work
from kit.web.app import build_app, with_edge
from kit.web.deps import CurrentWork
from kit.web.fields import OutModel
from kit.web.guarded import service_router
from kit.web.reply_links import reply_link_router
from kit.web.runtime import Runtime
from kit.web.service import Service

SCHEMA = "asking"
METADATA = service_metadata(SCHEMA)
TABLES = foundation(METADATA)
OPERATIONS = (
    "open_placements_reply_link",
    "reissue_placements_reply_link",
    "show_reply",
    "show_deadlines",
    "send_reply",
)
asked_again: list[ReplyLink] = []


class WhoOut(OutModel):
    """What the service knows of its caller."""

    subject: str
    kind: str
    authority: str | None


router = service_router("placements", "/v1", tags=["asking"])


@router.get("/reply", summary="The question")
async def show_reply(work: CurrentWork) -> WhoOut:
    """Tells who asks."""
    return _who(work)


@router.post("/reply", summary="The answer")
async def send_reply(work: CurrentWork) -> WhoOut:
    """Tells who answers."""
    return _who(work)


@router.get("/deadlines", summary="Something everybody signed in may see")
async def show_deadlines(work: CurrentWork, school_urn: Annotated[int | None, Query()] = None) -> WhoOut:
    """Tells who asks."""
    return _who(work)


def _who(work: Work) -> WhoOut:
    caller = work.caller
    return WhoOut(subject=caller.subject, kind=caller.kind, authority=caller.authority)


async def _reissue(_work: Work, link: ReplyLink) -> None:
    asked_again.append(link)


def install(connection: Connection) -> None:
    """Its tables."""
    install_foundation(connection, METADATA)


def an_asking_service(runtime: Runtime) -> ASGIApp:
    """Called `placements`, so that the gateway finds it."""
    service = Service(
        name="placements",
        title="Asking",
        summary="Asks.",
        metadata=METADATA,
        routers=(router, reply_link_router("placements", _reissue)),
    )
    return with_edge(build_app(service, runtime, _its_rights()))


def _its_rights() -> Rights:
    whole = load()
    own = {f"placements.{name}": whole.of("placements", name) for name in OPERATIONS}
    return Rights(own, whole.roles, whole.links)
