"""The DfE's checks that leave a row in the count but tell the authority to look (section 8, table of rules)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from funding.domain.ssda903.rows import LEGAL_STATUSES, EpisodeRow, HeaderRow
from funding.domain.years import ReturnYear

LEGAL_STATUS_UNKNOWN: Final = "legal_status_unknown"

_CONTINUES: Final = "X1"
_DIED_OR_EIGHTEEN: Final = frozenset({"E2", "E15"})
_STARTED: Final = "S"
_SHORT_BREAK_SERIES: Final = "V4"
_LONGEST_SHORT_BREAK: Final = 17
_MOST_SHORT_BREAK_DAYS: Final = 75
_ADULT_AGE: Final = 18
_NOT_OF_SCHOOL_AGE: Final = "UN1"
_NO_NUMBER: Final = frozenset({"", "UN1", "UN2", "UN3", "UN4", "UN5"})
_ONE_DAY: Final = timedelta(days=1)


def warnings_of_headers(headers: Iterable[HeaderRow], year: ReturnYear) -> Counter[str]:
    """444: one number for two children; 209: "not of school age" at four or more on the age day."""
    found: Counter[str] = Counter()
    numbers: Counter[str] = Counter()
    for row in headers:
        numbers[row.upn] += row.upn not in _NO_NUMBER
        if row.upn == _NOT_OF_SCHOOL_AGE and row.born_on <= year.born_until:
            found["209"] += 1
    doubled = sum(count - 1 for count in numbers.values() if count > 1)
    if doubled:
        found["444"] = doubled
    return found


def warnings_of_child(episodes: Sequence[EpisodeRow], born_on: date, year: ReturnYear) -> Counter[str]:
    """The warnings of one child's episodes, in the order of their first days."""
    found: Counter[str] = Counter()
    for episode in episodes:
        found.update(_of_episode(episode, born_on, year))
    for earlier, later in pairwise(episodes):
        found.update(_of_pair(earlier, later))
    found.update(_unfinished(episodes))
    if sum(_days_in_year(episode, year) for episode in episodes) > _MOST_SHORT_BREAK_DAYS:
        found["367"] += 1
    return found


def _of_episode(episode: EpisodeRow, born_on: date, year: ReturnYear) -> Iterator[str]:
    if episode.legal_status not in LEGAL_STATUSES:
        yield LEGAL_STATUS_UNKNOWN
    yield from _of_length(episode)
    if episode.began > year.ends_on:
        yield "354"
    if episode.ceased is not None and episode.ceased > year.ends_on:
        yield "385"
    if episode.reason_began == _STARTED and episode.began >= _birthday(born_on, _ADULT_AGE):
        yield "352"


def _of_length(episode: EpisodeRow) -> Iterator[str]:
    if episode.ceased is None:
        return
    if episode.ceased == episode.began:
        yield "355"
    elif episode.ceased < episode.began:
        yield "356"
    elif episode.legal_status == _SHORT_BREAK_SERIES and (episode.ceased - episode.began).days > _LONGEST_SHORT_BREAK:
        yield "365"


def _of_pair(earlier: EpisodeRow, later: EpisodeRow) -> Iterator[str]:
    if earlier.ceased is None:
        yield "142"
        return
    if later.began < earlier.ceased:
        yield "501"
    if earlier.reason_ceased in _DIED_OR_EIGHTEEN:
        yield "437"
    yield from _of_continuation(earlier, later)


def _of_continuation(earlier: EpisodeRow, later: EpisodeRow) -> Iterator[str]:
    goes_on = later.began == earlier.ceased
    if earlier.reason_ceased == _CONTINUES and not goes_on:
        yield "388"
    if later.reason_began in {"", _STARTED}:
        return
    if earlier.reason_ceased not in {"", _CONTINUES}:
        yield "432"
    elif not goes_on:
        yield "433"


def _unfinished(episodes: Sequence[EpisodeRow]) -> Iterator[str]:
    if episodes and episodes[-1].ceased is not None and episodes[-1].reason_ceased == _CONTINUES:
        yield "388"


def _days_in_year(episode: EpisodeRow, year: ReturnYear) -> int:
    """Days of a short break series inside the return year; the last day of an episode is not one of them."""
    if episode.legal_status != _SHORT_BREAK_SERIES:
        return 0
    after_last = min(episode.ceased or year.ends_on + _ONE_DAY, year.ends_on + _ONE_DAY)
    return max(0, (after_last - max(episode.began, year.starts_on)).days)


def _birthday(born_on: date, age: int) -> date:
    """Born on 29 February, a birthday of a common year is 1 March."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)
