"""People at their browsers: each in a context of their own, signed in by one click or holding nothing but a link."""

import email
import re
import time
from datetime import date
from email import policy
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

LINK = re.compile(r"http://localhost:\d+/[rs]/[A-Za-z0-9_-]+")
MAIL_SECONDS = 20


class Person:
    """Somebody at a browser; says what is pressed and read in the words of the page."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.page: Page = context.new_page()
        self.url = url

    def sign_in(self, name: str) -> "Person":
        self.page.goto(f"{self.url}/sign-in")
        self.page.get_by_role("button", name=name).click()
        self.page.wait_for_url(lambda address: "/sign-in" not in address)
        return self

    def go(self, path: str) -> None:
        self.page.goto(f"{self.url}{path}")

    def follow(self, words: str) -> None:
        self.page.get_by_role("link", name=words).first.click()

    def press(self, words: str | re.Pattern[str]) -> None:
        self.page.get_by_role("button", name=words).first.click()

    def fill(self, label: str, value: str) -> None:
        self.page.get_by_label(label, exact=False).first.fill(value)

    def choose(self, label: str, words: str) -> None:
        self.page.get_by_label(label, exact=False).first.select_option(label=words)

    def tick(self, words: str | re.Pattern[str]) -> None:
        self.page.get_by_role("radio", name=words).check()

    def date(self, legend: str, day: date) -> None:
        """Three boxes under one legend."""
        group = self.page.get_by_role("group", name=legend)
        for label, part in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(label).fill(str(part))

    def reads(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible(timeout=15_000)

    def heading(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("heading", level=1, name=words)).to_be_visible(timeout=15_000)

    def row(self, words: str) -> Locator:
        return self.page.get_by_role("row").filter(has_text=words)


def link_in_mail(folder: Path, kind: str, to: str) -> str:
    """The one link of the newest mail of this kind to an address, as soon as it has left."""
    deadline = time.monotonic() + MAIL_SECONDS
    while time.monotonic() < deadline:
        mails = [mail for path in sorted(folder.glob(f"*-{kind}-*.eml")) if (mail := _read(path))["To"] == to]
        if mails:
            found = LINK.search(_words(mails[-1]))
            assert found, f"the mail to {to} holds no link"
            return found.group()
        time.sleep(0.2)
    raise AssertionError(f"no {kind} left for {to}; there are {[path.name for path in folder.glob('*.eml')]}")


def words_of_all_mails(folder: Path) -> str:
    return "\n".join(f"{mail['Subject']}\n{_words(mail)}" for mail in map(_read, folder.glob("*.eml")))


def _read(path: Path) -> Any:
    return email.message_from_bytes(path.read_bytes(), policy=policy.default)


def _words(mail: Any) -> str:
    return str(mail.get_body(("plain",)).get_content())
