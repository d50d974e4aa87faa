"""How mail leaves this installation."""

from typing import Final

from sqlalchemy import make_url

from kit.mail.delivery import Delivery, MailFolder, SmtpRelay
from onroll.settings import Settings

_SUBMISSION: Final = 587


def delivery(settings: Settings) -> Delivery:
    """Through the named mail server, such as smtp://user:secret@mail.example:587; without one into a folder."""
    if settings.smtp_url is None:
        return MailFolder(settings.mail_folder, settings.mail_from)
    url = make_url(settings.smtp_url.get_secret_value())
    return SmtpRelay(
        host=url.host or "localhost",
        port=url.port or _SUBMISSION,
        sender=settings.mail_from,
        username=url.username,
        password=url.password,
    )
