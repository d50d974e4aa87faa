"""The style and script of the gateway's own pages: files of this package, so nothing comes from elsewhere."""

from functools import cache
from importlib.resources import files
from typing import Final

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

_FILES: Final = {"onroll.css": "text/css", "reference.js": "text/javascript"}


def install(app: FastAPI) -> None:
    """`/docs/<file>`; like health, outside the API."""

    async def packaged(request: Request) -> Response:
        name = request.url.path.rpartition("/")[2]
        headers = {"Cache-Control": "public, max-age=3600"}
        return Response(_content(name), media_type=_FILES[name], headers=headers)

    for name in _FILES:
        app.router.add_route(f"/docs/{name}", packaged, methods=["GET"], include_in_schema=False)


@cache
def _content(name: str) -> bytes:
    return files("gateway.api").joinpath("files", name).read_bytes()
