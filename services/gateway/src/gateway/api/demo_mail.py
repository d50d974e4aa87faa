"""Mail of the demonstration, to read and click (SC-34)."""

import asyncio
import re
from collections.abc import Iterator
from typing import Any, Final

from fastapi import Response

from gateway.actions.demo_mail import DemoMail, listed_mail, one_mail
from gateway.api.deps import House, gateway_router
from gateway.api.html import Html, element, page, page_answer
from kit.kernel.errors import NotFound

router = gateway_router("/demo/mail", tags=["pages"])
_ADDRESS: Final = re.compile(r"(https?://[^\s<>\"']+)")
_HTML: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {"text/html": {}}}}
_EACH_TIME: Final = "no-store"


@router.get("", include_in_schema=False, summary="Mail of the demonstration", responses=_HTML)
async def list_demo_mail(house: House) -> Response:
    """The letters that would have been sent, newest first."""
    if not house.is_demo:
        raise NotFound
    letters = await asyncio.to_thread(listed_mail, house.mail_folder)
    rows = [_row(letter) for letter in letters]
    table = element(
        "table",
        element("thead", element("tr", *(element("th", word, scope="col") for word in ("Sent", "To", "Subject")))),
        element("tbody", *rows),
    )
    nothing = element("p", "Nothing has been sent yet.")
    return page_answer(page("Mail", element("h1", "Mail"), _INVENTED, table if rows else nothing), cache=_EACH_TIME)


@router.get("/{name}", include_in_schema=False, summary="One mail of the demonstration", responses=_HTML)
async def show_demo_mail(name: str, house: House) -> Response:
    """One letter, with its links to click."""
    letter = await asyncio.to_thread(one_mail, house.mail_folder, name) if house.is_demo else None
    if letter is None:
        raise NotFound
    return page_answer(
        page(
            letter.subject,
            element("p", element("a", "All mail", href="/demo/mail")),
            element("h1", letter.subject),
            element("p", f"To {letter.to}, {letter.sent}", class_="quiet"),
            element("div", *_with_links(letter.text, house.base_url), class_="letter"),
        ),
        cache=_EACH_TIME,
    )


_INVENTED: Final = element(
    "p", "This is the demonstration: people and schools are invented, and nothing leaves the machine.", class_="quiet"
)


def _row(letter: DemoMail) -> Html:
    subject = element("a", letter.subject or "(no subject)", href=f"/demo/mail/{letter.name}")
    return element("tr", element("td", letter.sent), element("td", letter.to), element("td", subject))


def _with_links(text: str, base_url: str) -> Iterator[str]:
    """Addresses of this installation become links; all other addresses stay text."""
    for part in _ADDRESS.split(text):
        path = part.removeprefix(base_url)
        is_ours = path != part and path.startswith("/")
        yield element("a", part, href=path) if is_ours else part
