"""Episodes of the return become periods of care and homes (PL-1007)."""

from datetime import date
from uuid import UUID

from kit.kernel.ids import new_id
from placements.domain.care import CarePeriod, CarePlacement, CareStatus, Cohort, cohort_on
from placements.domain.episodes import Episode, join_episodes
from placements.domain.returned_care import with_returned_care, with_returned_homes


def an_episode(
    from_on: str,
    to_on: str | None = None,
    *,
    row: int = 1,
    rec: str | None = None,
    place: str = "U6",
    sector: str = "AB1 2",
    short_break: bool = False,
) -> Episode:
    return Episode(
        row=row,
        from_on=date.fromisoformat(from_on),
        to_on=date.fromisoformat(to_on) if to_on else None,
        short_break=short_break,
        start_reason="S",
        place=place,
        provider="PR1",
        postcode_sector=sector,
        end_reason=rec,
    )


def spans(care: tuple[CarePeriod, ...] | tuple[CarePlacement, ...]) -> list[tuple[str, str | None]]:
    return [(one.from_on.isoformat(), one.to_on.isoformat() if one.to_on else None) for one in care]


def test_pl_s19_two_contiguous_episodes_are_one_care_period_with_two_homes() -> None:
    joined = join_episodes(
        [
            an_episode("2024-05-12", "2024-06-20", rec="X1"),
            an_episode("2024-06-20", "2024-12-19", rec="E4A", place="R1", sector="AB1 3"),
        ],
        new_id,
    )

    assert spans(joined.care) == [("2024-05-12", "2024-12-19")]
    assert joined.care[0].end_reason == "E4A"
    assert spans(joined.homes) == [("2024-05-12", "2024-06-20"), ("2024-06-20", "2024-12-19")]
    assert joined.loose_rows == ()


def test_pl_1007_a_change_that_is_no_move_makes_no_second_home() -> None:
    joined = join_episodes([an_episode("2024-05-12", "2024-06-20", rec="X1"), an_episode("2024-06-20")], new_id)

    assert spans(joined.homes) == [("2024-05-12", None)]


def test_pl_1007_care_that_ended_and_began_again_is_two_periods() -> None:
    joined = join_episodes([an_episode("2024-05-12", "2024-06-20", rec="E8"), an_episode("2024-06-20")], new_id)

    assert spans(joined.care) == [("2024-05-12", "2024-06-20"), ("2024-06-20", None)]


def test_pl_s19_a_short_break_is_no_looked_after_child() -> None:
    joined = join_episodes([an_episode("2024-07-14", "2024-07-16", rec="E8", short_break=True)], new_id)

    assert joined.care[0].short_break
    assert cohort_on(joined.care, date(2024, 7, 15)) is None


def test_pl_1007_short_break_and_care_are_never_one_period() -> None:
    joined = join_episodes(
        [an_episode("2024-07-14", "2024-07-16", rec="X1", short_break=True), an_episode("2024-07-16")], new_id
    )

    assert [period.short_break for period in joined.care] == [True, False]
    assert cohort_on(joined.care, date(2024, 7, 16)) is Cohort.LAC


def test_rule_142_an_open_episode_followed_by_another_ended_when_that_began() -> None:
    joined = join_episodes([an_episode("2024-05-12", row=4), an_episode("2024-06-20", row=5)], new_id)

    assert spans(joined.care) == [("2024-05-12", None)]
    assert joined.loose_rows == (4,)


def test_rule_501_overlapping_episodes_are_one_period_without_overlapping_homes() -> None:
    joined = join_episodes(
        [
            an_episode("2024-05-12", "2024-08-01", rec="X1", row=4),
            an_episode("2024-06-20", "2024-09-01", rec="E8", row=5, place="R1"),
        ],
        new_id,
    )

    assert spans(joined.care) == [("2024-05-12", "2024-09-01")]
    assert spans(joined.homes) == [("2024-05-12", "2024-06-20"), ("2024-06-20", "2024-09-01")]
    assert joined.loose_rows == (4,)


def test_rule_388_x1_without_an_episode_that_goes_on_is_told() -> None:
    gap = join_episodes(
        [an_episode("2024-05-12", "2024-06-20", rec="X1", row=4), an_episode("2024-06-22", row=5)], new_id
    )
    last = join_episodes([an_episode("2024-05-12", "2024-06-20", rec="X1", row=7)], new_id)

    assert gap.loose_rows == (4,)
    assert last.loose_rows == (7,)
    assert spans(gap.care) == [("2024-05-12", "2024-06-20"), ("2024-06-22", None)]


def a_period(
    from_on: str,
    to_on: str | None = None,
    *,
    status: CareStatus = CareStatus.LOOKED_AFTER,
    end_reason: str | None = None,
    period_id: UUID | None = None,
) -> CarePeriod:
    return CarePeriod(
        id=period_id or new_id(),
        status=status,
        from_on=date.fromisoformat(from_on),
        to_on=date.fromisoformat(to_on) if to_on else None,
        end_reason=end_reason,
        source="ssda903",
    )


def test_the_same_return_again_changes_nothing() -> None:
    held = (a_period("2024-05-12", "2024-12-19", end_reason="E4A"), a_period("2025-02-03"))
    again = (a_period("2024-05-12", "2024-12-19", end_reason="E4A"), a_period("2025-02-03"))

    assert with_returned_care(held, again) == held


def test_a_return_that_begins_within_its_year_keeps_the_earlier_first_day() -> None:
    held = (a_period("2022-03-01"),)

    (merged,) = with_returned_care(held, [a_period("2024-05-12", "2024-12-19", end_reason="E8")])

    assert (merged.id, merged.from_on, merged.to_on) == (held[0].id, date(2022, 3, 1), date(2024, 12, 19))


def test_pl_1005_a_period_the_return_does_not_speak_of_stays_open() -> None:
    held = (a_period("2019-03-01", "2020-01-01", end_reason="E8"), a_period("2026-01-10"))

    merged = with_returned_care(held, [a_period("2024-05-12", "2024-12-19", end_reason="E8")])

    assert spans(merged) == [
        ("2019-03-01", "2020-01-01"),
        ("2024-05-12", "2024-12-19"),
        ("2026-01-10", None),
    ]


def test_an_old_return_does_not_reopen_care_that_has_ended_since() -> None:
    held = (a_period("2022-03-01", "2026-02-01", end_reason="E8"),)

    assert with_returned_care(held, [a_period("2022-03-01")]) == held


def test_a_child_looked_after_again_is_no_longer_previously_looked_after() -> None:
    held = (
        a_period("2020-03-01", "2023-02-01", end_reason="E48"),
        a_period("2023-02-01", status=CareStatus.PREVIOUSLY_LOOKED_AFTER),
    )

    merged = with_returned_care(held, [a_period("2024-05-12")])

    assert spans(merged) == [
        ("2020-03-01", "2023-02-01"),
        ("2023-02-01", "2024-05-12"),
        ("2024-05-12", None),
    ]


def a_home(from_on: str, to_on: str | None = None, *, host: str | None = None, place: str = "U6") -> CarePlacement:
    return CarePlacement(
        id=new_id(),
        from_on=date.fromisoformat(from_on),
        to_on=date.fromisoformat(to_on) if to_on else None,
        type=place,
        host_authority=host,
    )


def test_a_home_keeps_what_no_return_says() -> None:
    held = (a_home("2024-05-12", host="801"),)

    (merged,) = with_returned_homes(held, [a_home("2024-05-12", "2024-12-19", place="U4")])

    assert (merged.id, merged.host_authority, merged.type) == (held[0].id, "801", "U4")
    assert merged.to_on == date(2024, 12, 19)


def test_a_move_entered_since_the_return_stays() -> None:
    held = (a_home("2024-05-12", "2026-06-01"), a_home("2026-06-01", host="801"))

    merged = with_returned_homes(held, [a_home("2024-05-12")])

    assert merged == held
