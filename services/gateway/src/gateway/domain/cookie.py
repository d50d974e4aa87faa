"""The session cookie: its name says that it came over TLS from this host alone (SE-25)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from gateway.domain.errors import BaseUrlRefused
from gateway.domain.session import CODE_LENGTH

_LOOPBACK: Final = re.compile(r"http://(?:localhost|127\.0\.0\.1)(?::\d{1,5})?")
_TLS: Final = re.compile(r"https://[^/?#\s]+")
_CODE: Final = re.compile(rb"[A-Za-z0-9_-]{%d}" % CODE_LENGTH)


@dataclass(frozen=True, slots=True)
class SessionCookie:
    """One cookie for one way of serving; a cookie of the other way is not looked at."""

    name: str
    attributes: str

    @classmethod
    def of(cls, base_url: str, *, is_demo: bool) -> Self:
        """`__Host-onroll`, or `onroll` on the loopback address of a demonstration; BaseUrlRefused elsewhere."""
        if _TLS.fullmatch(base_url):
            return cls("__Host-onroll", "HttpOnly; Secure; SameSite=Lax; Path=/")
        if is_demo and _LOOPBACK.fullmatch(base_url):
            return cls("onroll", "HttpOnly; SameSite=Lax; Path=/")
        raise BaseUrlRefused("the base URL must be https (or http on localhost in demo mode)")

    def set(self, code: str) -> str:
        """The value of `Set-Cookie`; the cookie ends with the browser at the latest."""
        return f"{self.name}={code}; {self.attributes}"

    def clear(self) -> str:
        return f"{self.name}=; Max-Age=0; {self.attributes}"

    def code_in(self, cookie_headers: Iterable[bytes]) -> str | None:
        """The code, if exactly one well-formed cookie of our name came with the request."""
        name = self.name.encode()
        found = [
            value.strip()
            for header in cookie_headers
            for key, _, value in (part.partition(b"=") for part in header.split(b";"))
            if key.strip() == name
        ]
        if len(found) != 1 or _CODE.fullmatch(found[0]) is None:
            return None
        return found[0].decode("ascii")
