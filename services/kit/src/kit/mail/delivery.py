"""The two ways a mail leaves: into a folder, or through a mail server."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

import aiosmtplib

from kit.mail.message import OutgoingMail, compose

_TIMEOUT_SECONDS: Final = 8


class NotDelivered(Exception):
    """It did not leave; `is_final` when another try cannot help."""

    def __init__(self, code: str, *, is_final: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.is_final = is_final


class Delivery(Protocol):
    """Delivers one mail, or raises `NotDelivered`."""

    async def deliver(self, mail: OutgoingMail) -> None: ...


@dataclass(frozen=True, slots=True)
class MailFolder:
    """Writes each mail as an .eml file, for the demonstration and for development."""

    folder: Path
    sender: str

    async def deliver(self, mail: OutgoingMail) -> None:
        await asyncio.to_thread(self._write, mail)

    def _write(self, mail: OutgoingMail) -> None:
        try:
            content = compose(mail, self.sender).as_bytes()
        except ValueError:
            raise NotDelivered("bad_message", is_final=True) from None
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            unfinished = self.folder / f".{mail.file_name}.part"
            unfinished.write_bytes(content)
            unfinished.replace(self.folder / mail.file_name)
        except OSError as error:
            raise NotDelivered(type(error).__name__) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpRelay:
    """Hands each mail to a mail server over TLS; a server that refuses the address for good is not asked again."""

    host: str
    port: int = 587
    sender: str
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    start_tls: bool = True

    async def deliver(self, mail: OutgoingMail) -> None:
        try:
            await aiosmtplib.send(
                compose(mail, self.sender),
                hostname=self.host,
                port=self.port,
                username=self.username,
                password=self.password,
                start_tls=self.start_tls,
                timeout=_TIMEOUT_SECONDS,
            )
        except ValueError:
            raise NotDelivered("bad_message", is_final=True) from None
        except aiosmtplib.SMTPResponseException as error:
            raise NotDelivered(f"smtp_{error.code}", is_final=error.code >= 500) from None
        except aiosmtplib.SMTPRecipientsRefused as error:
            is_final = all(one.code >= 500 for one in error.recipients)
            raise NotDelivered("recipient_refused", is_final=is_final) from None
        except (aiosmtplib.SMTPException, OSError) as error:
            raise NotDelivered(type(error).__name__) from None
