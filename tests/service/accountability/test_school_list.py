"""Schools by name, with counts and states and nothing that ranks them (AC-135, AC-S22)."""

import json
from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI

from factories.told_schools import BEACON_HILL, GREENBANK, LARKFIELD, AskedFor, a_calendar, a_return, a_school
from kit.auth.vocabulary import Role
from kit.testing.sign_in import SignedInClient, SignIn
from kit.web.app import openapi_of

MARCH = date(2026, 3, 2)
CALENDARS = [a_calendar("2025-26"), a_calendar("2026-27")]
SCHOOLS = [
    a_school(LARKFIELD, "Larkfield High (demo)"),
    a_school(BEACON_HILL, "St Bride's Academy (demo)", authority="998", trust_uid="17002"),
    a_school(GREENBANK, "École Ashby (demo)", type_code=44, phase_code=0),
]
FORBIDDEN = ("score", "index", "grade", "overall", "rank", "position", "percentile", "quartile", "league")


async def listed(client: SignedInClient, **query: str) -> list[dict[str, Any]]:
    answer = await client.get("/v1/schools", params=query)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_schools_stand_in_order_of_name_whatever_they_did(tell: Any, officer: SignedInClient) -> None:
    many = [AskedFor(MARCH).answered("refused", date(2026, 3, 12), "OTHER") for _ in range(4)]
    await tell([*SCHOOLS, *CALENDARS, *(event for one in many for event in one.events)])

    items = await listed(officer)

    assert [item["urn"] for item in items] == [GREENBANK, LARKFIELD, BEACON_HILL]
    assert items[1]["counts"] == {
        "applications": 4,
        "answered": 4,
        "refused_at_first": 4,
        "returns_due": 0,
        "returns_on_time": 0,
        "children_of_ours": 0,
    }
    assert {state["indicator"]: state["state"] for state in items[1]["states"]} == {
        "P2": "reported",
        "P4b": "reported",
        "F1": "no_activity",
        "E1": "missing",
        "E12": "missing",
    }


@pytest.mark.parametrize(
    ("query", "urns"),
    [
        ({"q": "st brides"}, [BEACON_HILL]),
        ({"q": "ECOLE"}, [GREENBANK]),
        ({"q": "ash eco"}, [GREENBANK]),
        ({"q": "%"}, []),
        ({"authority": "998"}, [BEACON_HILL]),
        ({"phase_group": "special"}, [GREENBANK]),
        ({"trust_uid": "17002"}, [BEACON_HILL]),
        ({"has_activity": "true"}, [LARKFIELD]),
        ({"has_activity": "true", "authority": "998"}, []),
    ],
)
async def test_filters(tell: Any, officer: SignedInClient, query: dict[str, str], urns: list[int]) -> None:
    await tell([*SCHOOLS, *AskedFor(MARCH).events])

    assert [item["urn"] for item in await listed(officer, **query)] == urns


async def test_pages_follow_each_other(tell: Any, officer: SignedInClient) -> None:
    await tell([a_school(9990100 + n, f"School {n % 7} (demo)") for n in range(25)])

    seen, cursor = [], None
    while True:
        answer = await officer.get("/v1/schools", params={"limit": "10", **({"cursor": cursor} if cursor else {})})
        seen += [item["urn"] for item in answer.json()["items"]]
        cursor = answer.json()["next_cursor"]
        if cursor is None:
            break

    assert len(seen) == len(set(seen)) == 25


@pytest.mark.parametrize("sort", ["rate", "-refused_at_first", "counts", "distance"])
async def test_ac_s22_no_measure_puts_schools_in_order(officer: SignedInClient, sort: str) -> None:
    answer = await officer.get("/v1/schools", params={"sort": sort})

    assert (answer.status_code, answer.json()["code"]) == (422, "sort_not_offered")


def test_ac_s22_no_schema_has_a_field_that_ranks_or_blends(app: FastAPI) -> None:
    schemas = openapi_of(app)["components"]["schemas"]
    fields = [field.lower() for schema in schemas.values() for field in schema.get("properties", {})]

    assert not [field for field in fields if any(word in field for word in FORBIDDEN)]
    assert "rate" in fields


async def test_a_head_finds_only_the_own_school(tell: Any, app: FastAPI, sign_in: SignIn) -> None:
    await tell([*SCHOOLS, *AskedFor(MARCH).events], a_return(date(2026, 6, 12)))

    async with sign_in.client(app, sign_in.user(Role.SCHOOL_HEAD, school=LARKFIELD)) as head:
        items = await listed(head)

    assert [item["urn"] for item in items] == [LARKFIELD]
    assert items[0]["counts"]["applications"] == 1


async def test_another_authority_counts_nothing_of_ours(tell: Any, elsewhere: SignedInClient) -> None:
    await tell([*SCHOOLS, *AskedFor(MARCH).events])

    items = await listed(elsewhere)

    assert [item["counts"]["applications"] for item in items if item["urn"] == LARKFIELD] == [0]
    assert await listed(elsewhere, has_activity="true") == []
    assert json.dumps(items).count("facts_only") == 0
