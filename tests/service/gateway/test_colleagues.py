"""Names for the posts that own work."""

import httpx

from factories.front_door import FrontDoor

COLLEAGUES = "/api/gateway/v1/colleagues"


def named(answer: httpx.Response) -> set[str]:
    assert answer.status_code == 200
    return {one["name"] for one in answer.json()["items"]}


async def test_colleagues_of_the_own_authority_are_named_by_post(door: FrontDoor) -> None:
    browser = door.browser()
    told = await browser.sign_in("sam_lund")

    answer = await browser.get(COLLEAGUES)

    mine = [one for one in answer.json()["items"] if one["post_id"] == told["posts"][0]["id"]]
    assert [one["name"] for one in mine] == ["Sam Lund"]
    assert "Joy Osei" in named(answer)


async def test_another_organisations_people_are_not_among_them(door: FrontDoor) -> None:
    browser = door.browser()
    await browser.sign_in("morgan_hale")

    names = named(await browser.get(COLLEAGUES))

    assert "Morgan Hale" in names
    assert not names & {"Joy Osei", "Sam Lund", "Ruth Adeyemi"}


async def test_nobody_signed_in_learns_no_name(door: FrontDoor) -> None:
    assert (await door.browser().get(COLLEAGUES)).status_code == 401
