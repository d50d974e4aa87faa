"""Placements of the payload become episodes as the return has them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from placements.domain.episodes import GOES_ON, Episode
from placements.domain.year_group import age_on
from placements.imports.cells import text_up_to
from placements.imports.dfe_members import EPISODE, PLACEMENT, Members, MemberWrong, day_of, flag_of, objects_of
from placements.imports.ssda903_episodes import as_sector

_ADULT: Final = 18
_CODE: Final = text_up_to(10)


def episodes_of(members: Members, row: int, entry: Mapping[str, Any], born: date) -> list[Episode]:
    """All of one entry, as the return has them. Raises MemberWrong."""
    found = []
    for episode in objects_of(entry, "social_care_episodes"):
        members.count(episode, EPISODE)
        for placement in objects_of(episode, "child_looked_after_placements"):
            members.count(placement, PLACEMENT)
            if _is_purged(members, row, episode, placement):
                continue
            if (one := _episode(members, row, placement, born)) is not None:
                found.append(one)
    if found:
        members.tally.warn(row, "child_looked_after_placements", "legal_status_unknown")
    return _joined(found)


def _is_purged(members: Members, row: int, *there: Mapping[str, Any]) -> bool:
    """A placement the sending system has deleted tells nothing; what is held of it stays."""
    purged = any(flag_of(one, "purge") for one in there)
    if purged:
        members.tally.warn(row, "child_looked_after_placements", "feed_purged")
    return purged


def _episode(members: Members, row: int, placement: Mapping[str, Any], born: date) -> Episode | None:
    from_on, to_on = day_of(placement, "start_date"), day_of(placement, "end_date")
    if from_on is None:
        raise MemberWrong("start_date", "missing")
    if to_on is not None and to_on <= from_on:
        members.tally.warn(row, "end_date", "episode_zero" if to_on == from_on else "episode_reversed")
        return None
    if age_on(born, from_on) >= _ADULT:
        members.tally.warn(row, "start_date", "age_over_18")
    return Episode(
        row=row,
        from_on=from_on,
        to_on=to_on,
        short_break=False,
        start_reason=members.wanted(row, placement, "start_reason", _CODE),
        place=members.wanted(row, placement, "placement_type", _CODE),
        provider=None,
        postcode_sector=members.wanted(row, placement, "postcode", as_sector),
        end_reason=members.wanted(row, placement, "end_reason", _CODE),
    )


def _joined(episodes: Sequence[Episode]) -> list[Episode]:
    """The payload gives a reason where care ends; a placement that ends without one, on the day the next begins,
    is care that goes on."""
    begin = {episode.from_on for episode in episodes}
    return [
        replace(one, end_reason=GOES_ON) if one.end_reason is None and one.to_on in begin else one for one in episodes
    ]
