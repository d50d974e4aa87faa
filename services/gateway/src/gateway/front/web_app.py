"""The built web app, held in memory: each file compressed, tagged and with its headers ready (SE-70, SE-71)."""

import gzip
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from gateway.domain.page_headers import CONTENT_SECURITY_POLICY
from kit.web.edge import SECURITY_HEADERS

STAFF_PAGE: Final = "/index.html"
SCHOOL_PAGE: Final = "/school.html"
SCHOOL_LETTERS: Final = "rsce"
_SCHOOL_PATH: Final = re.compile(rf"/[{SCHOOL_LETTERS}]/")
_ASSETS: Final = "/assets/"
_COMPRESSIBLE: Final = frozenset({".html", ".js", ".css", ".svg", ".json", ".txt", ".webmanifest"})
_TRANSPORT: Final = (b"strict-transport-security", b"max-age=63072000; includeSubDomains")

Header = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class HeldFile:
    """One file in one encoding, ready to send."""

    tag: bytes
    headers: tuple[Header, ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Held:
    """A file as it is, and compressed where that helps."""

    plain: HeldFile
    compressed: HeldFile | None


class WebApp:
    """Finds what a browser gets for a path. The staff app answers every path that is no file (FS-16)."""

    def __init__(self, folder: Path, *, over_tls: bool) -> None:
        self._files = dict(_held_files(folder, over_tls=over_tls))

    @property
    def is_built(self) -> bool:
        return STAFF_PAGE in self._files

    def find(self, path: str, accept_encoding: bytes) -> HeldFile | None:
        """None for an asset that does not exist, and for everything when the web app is not built."""
        held = self._files.get(path) or self._page(path)
        if held is None:
            return None
        return held.compressed if held.compressed and _takes_gzip(accept_encoding) else held.plain

    def _page(self, path: str) -> Held | None:
        if path.startswith(_ASSETS):
            return None
        return self._files.get(page_of(path))


def page_of(path: str) -> str:
    """School pages for the addresses of reply links, the staff app for all others (FS-16)."""
    return SCHOOL_PAGE if _SCHOOL_PATH.match(path) else STAFF_PAGE


def _takes_gzip(accept_encoding: bytes) -> bool:
    return any(
        coding.split(b";")[0].strip() == b"gzip" and not coding.replace(b" ", b"").endswith((b";q=0", b";q=0.0"))
        for coding in accept_encoding.lower().split(b",")
    )


def _held_files(folder: Path, *, over_tls: bool) -> Iterator[tuple[str, Held]]:
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        name = path.relative_to(folder)
        if path.is_file() and path.suffix != ".gz" and not any(part.startswith(".") for part in name.parts):
            yield f"/{name.as_posix()}", _held(path, f"/{name.as_posix()}", over_tls=over_tls)


def _held(path: Path, address: str, *, over_tls: bool) -> Held:
    body = path.read_bytes()
    headers = _headers(path, address, over_tls=over_tls)
    plain = _file(body, headers, b"")
    if path.suffix not in _COMPRESSIBLE:
        return Held(plain, None)
    ready = path.with_name(f"{path.name}.gz")
    smaller = ready.read_bytes() if ready.exists() else gzip.compress(body, 9, mtime=0)
    return Held(plain, _file(smaller, (*headers, (b"content-encoding", b"gzip")), b"-gz"))


def _file(body: bytes, headers: tuple[Header, ...], suffix: bytes) -> HeldFile:
    tag = b'"' + sha256(body).hexdigest()[:24].encode() + suffix + b'"'
    return HeldFile(tag, (*headers, (b"etag", tag), (b"content-length", str(len(body)).encode())), body)


def _headers(path: Path, address: str, *, over_tls: bool) -> tuple[Header, ...]:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind == "application/javascript"
    for_ever = address.startswith(_ASSETS)
    return (
        *SECURITY_HEADERS,
        (b"content-type", (f"{kind}; charset=utf-8" if text else kind).encode()),
        (b"cache-control", b"public, max-age=31536000, immutable" if for_ever else b"no-cache"),
        (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
        (b"vary", b"accept-encoding"),
        *((_TRANSPORT,) if over_tls else ()),
    )
