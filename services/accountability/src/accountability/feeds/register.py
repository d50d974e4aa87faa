"""Keeps the register of schools as placements tells it: national, the newest state of each school."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from accountability.domain.placements_events import USED
from accountability.domain.schools import School
from accountability.domain.search import search_form
from accountability.feeds.reading import check_against
from accountability.store.register import RegisterStore
from kit.db.work import Work
from kit.feed.subscription import Guard, Handler
from kit.kernel.events import ReceivedEvent

_SHAPE: Final = USED["school.changed"]


async def keep_schools(work: Work, events: Sequence[ReceivedEvent]) -> None:
    """Each school once, in its newest state."""
    await RegisterStore(work.connection).put([_row(event) for event in events])


async def keep_links(work: Work, events: Sequence[ReceivedEvent]) -> None:
    """One row for each pair and type of link."""
    newest: dict[tuple[int, int, str], Mapping[str, Any]] = {}
    for event in sorted(events, key=lambda event: event.version):
        told = event.payload
        key = (told["urn"], told["link_urn"], told["link_type"])
        newest[key] = {
            "urn": told["urn"],
            "link_urn": told["link_urn"],
            "link_type": told["link_type"],
            "established_on": _day(told.get("established_on")),
        }
    await RegisterStore(work.connection).put_links(list(newest.values()))


def _row(event: ReceivedEvent) -> dict[str, Any]:
    told = _SHAPE.kept(event.payload)
    described: dict[str, Any] = {name: told.get(name) for name in School.__slots__}
    school = School(**{**described, "known_from_on": event.occurred_on})
    return {
        **{name: getattr(school, name) for name in School.__slots__},
        "version": event.version,
        "name_key": search_form(school.name),
        "phase_groups": [group.value for group in school.phase_groups],
        "open_on": _day(told.get("open_on")),
        "close_on": _day(told.get("close_on")),
        "reason_opened": told.get("reason_opened"),
        "admissions_policy": told.get("admissions_policy"),
        "trust_joined_on": _day(told.get("trust_joined_on")),
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


SCHOOLS: Final = Handler(apply=keep_schools, guard=Guard("school", "urn"), check=check_against(USED))
LINKS: Final = Handler(apply=keep_links, check=check_against(USED))
