"""Reads the mail of the demonstration, which lies in files and leaves the machine never (ML-13)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

from kit.kernel.clock import LONDON

MOST_LISTED: Final = 200
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,200}\.eml")


@dataclass(frozen=True, slots=True)
class DemoMail:
    """One letter; `name` is its file."""

    name: str
    to: str
    subject: str
    sent: str
    text: str


def listed_mail(folder: Path) -> list[DemoMail]:
    """The newest first: the names of the files begin with the time."""
    names = sorted((path.name for path in _files(folder)), reverse=True)[:MOST_LISTED]
    return [mail for name in names if (mail := one_mail(folder, name)) is not None]


def one_mail(folder: Path, name: str) -> DemoMail | None:
    """None for a name that is no letter's, whatever else it may point to."""
    if _NAME.fullmatch(name) is None:
        return None
    try:
        content = (folder / name).read_bytes()
    except OSError:
        return None
    message = message_from_bytes(content, policy=policy.default)
    body = message.get_body(("plain",))
    return DemoMail(name, _header(message, "To"), _header(message, "Subject"), _sent(message), _text(body))


def _files(folder: Path) -> Iterator[Path]:
    return folder.glob("*.eml") if folder.is_dir() else iter(())


def _header(message: EmailMessage, name: str) -> str:
    return str(message.get(name, ""))


def _sent(message: EmailMessage) -> str:
    """Such as "13 November 2026, 10:00", in London."""
    try:
        sent_at = parsedate_to_datetime(_header(message, "Date")).astimezone(LONDON)
    except ValueError:
        return ""
    return f"{sent_at.day} {sent_at:%B %Y, %H:%M}"


def _text(body: object) -> str:
    return str(body.get_content()) if isinstance(body, EmailMessage) else ""
