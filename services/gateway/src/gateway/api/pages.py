"""Pages for people about the API: what a problem code means, and all operations on one page."""

from typing import Final

from fastapi import Request, Response

from gateway.api.deps import House, gateway_router
from gateway.api.html import element, page, page_answer
from gateway.api.problem_words import problem_words
from kit.kernel.errors import NotFound

router = gateway_router("", tags=["pages"])
_AN_HOUR: Final = "public, max-age=3600"


@router.get(
    "/problems/{code}",
    include_in_schema=False,
    summary="What a problem code means",
    responses={200: {"content": {"text/html": {}}}},
)
async def explain_problem(code: str) -> Response:
    """One code in plain words."""
    words = problem_words().get(code)
    if words is None:
        raise NotFound
    body = page(
        words.title,
        element("h1", words.title),
        element("p", words.what_to_do),
        element("p", f"Code {code}, HTTP status {words.status}.", class_="quiet"),
    )
    return page_answer(body, cache=_AN_HOUR)


@router.get(
    "/docs",
    include_in_schema=False,
    summary="All operations on one page",
    responses={200: {"content": {"text/html": {}}}},
)
async def show_documentation() -> Response:
    """A page whose script reads `/openapi.json`."""
    body = page(
        "API",
        element("h1", "Onroll API"),
        element(
            "p",
            "Every operation of every service, drawn from ",
            element("a", "/openapi.json", href="/openapi.json"),
            ". Systems get a token at ",
            element("code", "POST /oauth/token"),
            "; people use the web app.",
        ),
        element("div", element("p", "Loading the operations."), id="reference", role="status"),
        script="/docs/reference.js",
    )
    return page_answer(body, cache="no-cache")


@router.get("/openapi.json", include_in_schema=False, summary="The API of all services as OpenAPI")
async def show_merged_api(request: Request, house: House) -> Response:
    """One document for the whole product, to generate clients from."""
    document = await house.merged_api.document()
    headers = {"ETag": document.tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == document.tag:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        compressed = headers | {"Content-Encoding": "gzip"}
        return Response(document.compressed, media_type="application/json", headers=compressed)
    return Response(document.plain, media_type="application/json", headers=headers)
