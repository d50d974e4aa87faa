"""HTML for the few pages the gateway writes itself: everything is escaped, nothing is inline."""

from html import escape
from typing import Final

from fastapi import Response

from gateway.domain.page_headers import CONTENT_SECURITY_POLICY

_STYLES: Final = "/docs/onroll.css"


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def element(tag: str, *children: str, **attributes: str) -> Html:
    """Children that are not `Html` are escaped; `class_` is written `class`."""
    given = "".join(f' {name.rstrip("_")}="{escape(value)}"' for name, value in attributes.items())
    return Html(f"<{tag}{given}>{''.join(_markup(child) for child in children)}</{tag}>")


def page(title: str, *body: str, script: str | None = None) -> Html:
    """A whole page, in the words of British English."""
    head = [
        Html('<meta charset="utf-8">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html('<meta name="referrer" content="no-referrer">'),
        Html('<meta name="robots" content="noindex">'),
        element("title", f"{title} - Onroll"),
        Html(f'<link rel="stylesheet" href="{_STYLES}">'),
    ]
    if script is not None:
        head.append(element("script", src=script, defer=""))
    whole = element("html", element("head", *head), element("body", element("main", *body)), lang="en-GB")
    return Html(f"<!doctype html>{whole}")


def page_answer(markup: Html, *, cache: str) -> Response:
    """The page with the headers of SE-71."""
    headers = {"Content-Security-Policy": CONTENT_SECURITY_POLICY, "Cache-Control": cache}
    return Response(str(markup), media_type="text/html", headers=headers)


def _markup(child: str) -> str:
    return child if isinstance(child, Html) else escape(child)
