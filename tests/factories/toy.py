"""A service of two routes, to try what the kit promises without any real service."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Final
from uuid import UUID

from fastapi import FastAPI
from pydantic import Field
from sqlalchemy import Column, Integer, Text, UniqueConstraint, insert, select, update
from sqlalchemy.dialects.postgresql import UUID as PG_UUID

from kit.auth.rights import Access, Right, Rights, load
from kit.auth.vocabulary import ActorKind, Scope
from kit.db.tables import D0, D2, service_metadata, tenant_table
from kit.kernel.errors import NotFound, StaleVersion
from kit.kernel.events import Event
from kit.kernel.ids import new_id
from kit.web.app import build_app
from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.feed import feed_router
from kit.web.fields import InModel, Line, OutModel
from kit.web.guarded import service_router
from kit.web.paging import Page, WantedPage
from kit.web.runtime import Runtime
from kit.web.service import Service

METADATA: Final = service_metadata("toy")
THINGS: Final = tenant_table(
    METADATA,
    "things",
    Column("id", PG_UUID(as_uuid=True), nullable=False, info=D0),
    Column("name", Text, nullable=False, info=D2),
    Column("version", Integer, nullable=False, info=D0),
    # Checked at COMMIT only: the way to make a commit fail after the handler has returned.
    UniqueConstraint("authority", "name", deferrable=True, initially="DEFERRED"),
)

router = service_router("toy", "/v1/things", tags=["things"])


class ThingIn(InModel):
    """A thing to keep."""

    name: Annotated[Line, Field(min_length=1, max_length=20)]


class ThingOut(OutModel):
    """A thing kept."""

    id: UUID
    name: str
    version: int


@router.post("", status_code=201)
async def make_thing(thing: ThingIn, work: CurrentWork) -> ThingOut:
    """Keep a thing, and tell of it."""
    made = ThingOut(id=new_id(), name=thing.name, version=1)
    await work.connection.execute(insert(THINGS), {"authority": work.authority, **made.model_dump()})
    await work.outbox.add(Event("thing.made", 1, date(2026, 11, 23), work.authority, {"thing_id": str(made.id)}))
    work.audit.saw(made.id)
    return made


@router.get("")
async def list_things(page: WantedPage, work: CurrentWork) -> Page[ThingOut]:
    """Things by name."""
    by_name = select(THINGS).order_by(THINGS.c.name, THINGS.c.id).limit(page.rows)
    if page.after:
        by_name = by_name.where(THINGS.c.name > page.after[0])
    rows = (await work.connection.execute(by_name)).all()
    shown = [ThingOut.model_validate(row) for row in rows[: page.limit]]
    return Page(items=shown, next_cursor=page.cursor(shown[-1].name) if len(rows) > page.limit else None)


@router.get("/{thing_id}")
async def show_thing(thing_id: UUID, work: CurrentWork) -> ThingOut:
    """One thing."""
    row = (await work.connection.execute(select(THINGS).where(THINGS.c.id == thing_id))).one_or_none()
    if row is None:
        raise NotFound
    work.audit.saw(thing_id)
    return ThingOut.model_validate(row)


@router.put("/{thing_id}")
async def rename_thing(thing_id: UUID, thing: ThingIn, version: ExpectedVersion, work: CurrentWork) -> ThingOut:
    """Give it another name."""
    renamed = (
        update(THINGS)
        .where(THINGS.c.id == thing_id, THINGS.c.version == version)
        .values(name=thing.name, version=version + 1)
        .returning(THINGS)
    )
    row = (await work.connection.execute(renamed)).one_or_none()
    if row is None:
        raise StaleVersion
    return ThingOut.model_validate(row)


TOY: Final = Service(
    name="toy",
    title="Toy",
    summary="Tries the kit.",
    metadata=METADATA,
    routers=(router, feed_router("toy")),
)


def rights_of_toy() -> Rights:
    """Anybody with `children.read` may do everything here."""
    pattern = replace(
        load().of("placements", "list_placements_events"),
        access=Access.SCOPE,
        scope=Scope.CHILDREN_READ,
        actors=frozenset(ActorKind),
        link_purposes=frozenset(),
        roles=frozenset(),
    )

    def right(name: str, audit: str = "none", *, if_match: bool = False) -> Right:
        return replace(pattern, operation=f"toy.{name}", audit=audit, if_match=if_match)

    named = [
        right("make_thing", "change"),
        right("list_things"),
        right("show_thing", "read"),
        right("rename_thing", "change", if_match=True),
        right("list_toy_events"),
    ]
    return Rights(operations={one.operation: one for one in named}, roles={}, links={})


def build_toy(runtime: Runtime | None = None) -> FastAPI:
    """The toy service's app."""
    return build_app(TOY, runtime, rights_of_toy())
