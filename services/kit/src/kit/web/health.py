"""Is the process alive, and can it work? (RE-30)"""

import asyncio

from fastapi import FastAPI
from sqlalchemy import column, select, table
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kit.db.tenancy import Context


def install(app: FastAPI) -> None:
    """Two addresses outside the API: they need no token and stand in no document."""

    async def healthz(_: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def readyz(request: Request) -> Response:
        failed = await failing(request.app)
        return JSONResponse({"status": "failing" if failed else "ready", "failed": failed}, 503 if failed else 200)

    app.router.add_route("/healthz", healthz, methods=["GET"], include_in_schema=False)
    app.router.add_route("/readyz", readyz, methods=["GET"], include_in_schema=False)


async def failing(app: FastAPI) -> list[str]:
    """The names of the checks that fail."""
    runtime = getattr(app.state, "runtime", None)
    if runtime is None:
        return ["settings"]
    context = Context.service(app.state.name)
    try:
        async with asyncio.timeout(1), runtime.database.transaction(context, read_only=True) as connection:
            found = await _revision(connection, app.state.name) if runtime.revision else None
    except (SQLAlchemyError, TimeoutError, OSError):
        return ["database"]
    return [] if found == runtime.revision else ["migrations"]


async def _revision(connection: AsyncConnection, schema: str) -> str | None:
    version = table("alembic_version", column("version_num"), schema=schema)
    row = (await connection.execute(select(version.c.version_num))).one_or_none()
    return str(row[0]) if row else None
