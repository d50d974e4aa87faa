"""What the demo says when it starts (FR-1)."""

from typing import Final

from onroll.demo.remembering import Seeded
from onroll.settings import Settings

TERMS: Final = 3
ASHBY_ROAD_CODE: Final = "demo-ashby-road"
"""A reply link that people can type."""


def welcome(seeded: Seeded, settings: Settings) -> str:
    url = settings.base_url
    mails = len(list(settings.mail_folder.glob("*.eml")))
    day = f"{seeded.day:%A} {seeded.day.day} {seeded.day:%B %Y}"
    return f"""Northshire (demo): {seeded.children} invented children, {seeded.schools} invented schools, \
{TERMS} terms, seeded for {day}
  Web         {url}            one button per person on the sign-in page
  API docs    {url}/docs       all services on one page
  People      vsh, caseworker, finance, director, admin, socialworker @northshire.test; head@ashbyroad.test
  Try this    {url}/r/{ASHBY_ROAD_CODE}    answer a place request, one minute, no account
  Mail        {url}/demo/mail  {mails} messages (files in {settings.mail_folder})
  Stop Ctrl-C · start again clean: make clean demo"""
