"""Episodes of the SSDA903 return become periods of care and homes (PL-1007)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final
from uuid import UUID

from placements.domain.care import CarePeriod, CarePlacement, CareStatus

SHORT_BREAKS: Final = frozenset({"V3", "V4"})
LEGAL_STATUSES: Final = frozenset({"C1", "C2", "D1", "E1", "V2", "V3", "V4", "J1", "J2", "J3", "L1", "L2", "L3"})
GOES_ON: Final = "X1"
"""REC: this episode ended, the child is still looked after."""
SOURCE: Final = "ssda903"

NewId = Callable[[], UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One row of the Episodes table; `to_on` is DEC, the day it ended, `row` where it stands."""

    row: int
    from_on: date
    to_on: date | None
    short_break: bool
    start_reason: str | None
    place: str | None
    provider: str | None
    postcode_sector: str | None
    end_reason: str | None


@dataclass(frozen=True, slots=True)
class JoinedEpisodes:
    """Periods and homes of one child, and rows that do not join the next one as the return demands."""

    care: tuple[CarePeriod, ...]
    homes: tuple[CarePlacement, ...]
    loose_rows: tuple[int, ...]


def join_episodes(episodes: Sequence[Episode], new_id: NewId) -> JoinedEpisodes:
    """Episodes of one child, none reversed or of no length.

    Contiguous ones (DEC = next DECOM, REC X1) are one period, with a home for each change of place or postcode
    sector. An open or overlapping one is taken to have ended when the next began (rules 142, 501); a short
    break and other care are never one period.
    """
    ordered = sorted(episodes, key=lambda episode: (episode.from_on, episode.to_on or date.max))
    loose = tuple(before.row for before, after in pairwise(ordered) if _is_loose(before, after))
    if ordered and ordered[-1].end_reason == GOES_ON:
        loose = (*loose, ordered[-1].row)
    stays = _stays(_without_overlap(ordered))
    return JoinedEpisodes(
        care=tuple(_period(stay, new_id()) for stay in stays),
        homes=tuple(home for stay in stays for home in _homes(stay, new_id)),
        loose_rows=loose,
    )


def _is_loose(before: Episode, after: Episode) -> bool:
    if before.to_on is None or before.to_on > after.from_on:
        return True
    return before.end_reason == GOES_ON and before.to_on != after.from_on


def _without_overlap(ordered: Sequence[Episode]) -> list[Episode]:
    clipped = [
        replace(before, to_on=after.from_on, end_reason=GOES_ON)
        if before.to_on is None or before.to_on > after.from_on
        else before
        for before, after in pairwise(ordered)
    ]
    return [episode for episode in (*clipped, *ordered[-1:]) if episode.to_on != episode.from_on]


def _stays(episodes: Sequence[Episode]) -> list[list[Episode]]:
    stays: list[list[Episode]] = []
    for episode in episodes:
        before = stays[-1][-1] if stays else None
        if (
            before is not None
            and before.to_on == episode.from_on
            and before.end_reason == GOES_ON
            and before.short_break == episode.short_break
        ):
            stays[-1].append(episode)
        else:
            stays.append([episode])
    return stays


def _period(stay: Sequence[Episode], period_id: UUID) -> CarePeriod:
    first, last = stay[0], stay[-1]
    return CarePeriod(
        id=period_id,
        status=CareStatus.LOOKED_AFTER,
        from_on=first.from_on,
        to_on=last.to_on,
        short_break=first.short_break,
        end_reason=last.end_reason if last.to_on else None,
        source=SOURCE,
    )


def _homes(stay: Sequence[Episode], new_id: NewId) -> list[CarePlacement]:
    homes: list[CarePlacement] = []
    for episode in stay:
        last = homes[-1] if homes else None
        if last and (last.type, last.postcode_sector) == (episode.place, episode.postcode_sector):
            homes[-1] = replace(last, to_on=episode.to_on)
        else:
            homes.append(
                CarePlacement(
                    id=new_id(),
                    from_on=episode.from_on,
                    to_on=episode.to_on,
                    type=episode.place,
                    provider=episode.provider,
                    postcode_sector=episode.postcode_sector,
                    start_reason=episode.start_reason,
                )
            )
    return homes
