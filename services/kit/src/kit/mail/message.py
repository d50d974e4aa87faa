"""One mail as it leaves: plain text, and the same words as simple HTML."""

import html
import re
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Final
from uuid import UUID

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
_PAGE: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{title}</title>
<body>
{body}
</body></html>
"""


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """A row of the outbox that is about to leave."""

    authority: str
    id: UUID
    kind: str
    to: str
    subject: str
    body: str
    created_at: datetime
    attempts: int

    @property
    def file_name(self) -> str:
        """The same whenever it is written, so that a second delivery replaces the first and never doubles it."""
        return f"{self.created_at:%Y%m%dT%H%M%SZ}-{self.kind}-{self.id.hex[-12:]}.eml"


def compose(mail: OutgoingMail, sender: str) -> EmailMessage:
    """The same bytes each time; raises ValueError for a subject or address that is no header."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.created_at)
    message["Message-ID"] = f"<{mail.id}@{parseaddr(sender)[1].rpartition('@')[2] or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body)
    message.add_alternative(as_html(mail.subject, mail.body), subtype="html")
    message.set_boundary(f"part-{mail.id.hex}")
    return message


def as_html(title: str, text: str) -> str:
    """Paragraphs where the text has blank lines, links where it has addresses; nothing else."""
    paragraphs = (part for part in re.split(r"\n\s*\n", text.strip()) if part)
    body = "\n".join(f"<p>{_linked(part)}</p>" for part in paragraphs)
    return _PAGE.format(title=html.escape(title), body=body)


def _linked(text: str) -> str:
    pieces, end = [], 0
    for found in _ADDRESS.finditer(text):
        address = html.escape(found.group())
        pieces += [_lines(text[end : found.start()]), f'<a href="{address}">{address}</a>']
        end = found.end()
    return "".join([*pieces, _lines(text[end:])])


def _lines(text: str) -> str:
    return html.escape(text).replace("\n", "<br>\n")
