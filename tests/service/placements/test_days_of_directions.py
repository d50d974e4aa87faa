"""No step towards a direction is dated before what it answers, nor on a day that has not come."""

from datetime import date
from typing import Any

import pytest

from factories.escalating import consultation, excluded, recommended, refused, signed
from factories.exampleshire import NORTHSTAR_SCHOOL, OAK, ST_BEDE, UNREACHED
from factories.placements_house import House
from kit.auth.vocabulary import Role

TOO_OLD, TOO_NEW = "2026-11-02", "2026-11-11"


@pytest.mark.parametrize("day", [TOO_OLD, TOO_NEW])
async def test_a_consultation_is_served_between_the_refusal_and_today(house: House, day: str) -> None:
    put = await _recommended(house, ST_BEDE)

    status, problem = await house.refused_step(put, "consultation", consultation(day), role=Role.LA_SIGNATORY)

    assert (status, problem["errors"][0]["pointer"]) == (422, "/served_on")


async def test_a_letter_is_not_sent_before_the_answer_it_is_about(house: House) -> None:
    """Else an older rule of law could be chosen by its date (PL-817)."""
    put = await _recommended(house, ST_BEDE)
    body = consultation("2026-11-10", sent_on=TOO_OLD)

    status, problem = await house.refused_step(put, "consultation", body, role=Role.LA_SIGNATORY)

    assert (status, problem["errors"][0]["pointer"]) == (422, "/sent_on")


@pytest.mark.parametrize("day", [TOO_OLD, TOO_NEW])
async def test_notice_to_an_own_school_cannot_be_dated_so_that_no_time_is_left(house: House, day: str) -> None:
    put = await _recommended(house, OAK, twice=True)
    body = {"served_on": day, "method": "hand", "proof": "signed for"}

    status, problem = await house.refused_step(put, "own-authority-notice", body, role=Role.LA_SIGNATORY)

    assert (status, problem["errors"][0]["pointer"]) == (422, "/served_on")


async def test_a_reply_and_a_reference_lie_between_their_letter_and_today(house: House) -> None:
    put = await _recommended(house, ST_BEDE)
    consulting = await signed(house, put, "consultation", consultation("2026-11-10"))
    for day in ("2026-11-09", TOO_NEW):
        body: dict[str, Any] = {"willing": False, "replied_on": day}
        status, problem = await house.refused_step(consulting, "consultation-reply", body, role=Role.VS_OFFICER)
        assert (status, problem["errors"][0]["pointer"]) == (422, "/replied_on")


async def _recommended(house: House, urn: int, *, twice: bool = False) -> dict[str, Any]:
    child = await house.a_child()
    if twice:
        await excluded(house, child.id, NORTHSTAR_SCHOOL, date(2025, 3, 3))
        await excluded(house, child.id, UNREACHED, date(2026, 9, 14))
    no = await refused(house, child, urn, asked_on="2026-10-14", on="2026-11-03")
    house.clock.set("2026-11-10")
    return await recommended(house, no)
