"""Somebody of the demonstration at a browser: one click to sign in, then requests as our own pages send them."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx


class PersonaBrowser(httpx.AsyncClient):
    """Keeps the session's cookie and its CSRF value."""

    def __init__(self, url: str, **options: Any) -> None:
        super().__init__(base_url=url, timeout=10, **options)
        self._pages = {"Origin": url, "Sec-Fetch-Site": "same-origin"}
        self._csrf = ""

    async def sign_in(self, persona: str) -> None:
        answer = await self.change("POST", "/api/gateway/v1/sign-in/demo", {"persona": persona})
        assert answer.status_code == 200, answer.text
        self._csrf = (await self.get("/api/gateway/v1/session")).json()["csrf"]

    async def change(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, **headers: str
    ) -> httpx.Response:
        csrf = {"Onroll-Csrf": self._csrf} if self._csrf else {}
        return await self.request(method, path, json=body, headers={**self._pages, **csrf, **headers})


@asynccontextmanager
async def signed_in(url: str, persona: str) -> AsyncIterator[PersonaBrowser]:
    async with PersonaBrowser(url) as browser:
        await browser.sign_in(persona)
        yield browser
