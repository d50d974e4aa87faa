"""Schools over HTTP: found by the beginnings of words, sorted by name, shown with lineage and contacts."""

from pathlib import Path

import pytest

from factories.registers import Ask
from kit.db.database import Database
from kit.kernel.clock import StoppedClock
from kit.testing.plugin import NOON
from kit.testing.sign_in import AUDIT_KEY, SignedInClient
from placements.imports.contacts import import_contacts
from placements.imports.report import Report


@pytest.fixture(scope="module", autouse=True)
async def contacts(database: Database, register: Report, samples: Path) -> Report:
    assert register.applied
    return await import_contacts(
        database,
        "201",
        samples / "contacts.csv",
        apply=True,
        clock=StoppedClock(NOON),
        progress=lambda _done, _total: None,
        audit_key=AUDIT_KEY,
    )


def urns(answer: dict[str, list[dict[str, int]]]) -> list[int]:
    return [item["urn"] for item in answer["items"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "harb prim"}, [990001]),
        ({"q": "HARBOUR"}, [990001]),
        ({"q": "agnes"}, [990002]),
        ({"q": "St Agnès’"}, [990002]),
        ({"q": "arbour"}, []),
        ({"q": "990004"}, [990004]),
        ({"q": "ZZ1"}, [990001, 990002]),
        ({"q": "zz1 1aa"}, [990001]),
        ({"q": "zz11aa"}, [990001]),
        ({"q": "%"}, []),
        ({"q": "mill%"}, [990004, 990005, 990003]),
        ({"q": "mill_"}, [990004, 990005, 990003]),
        ({"q": "' | !& :* \\"}, []),
        ({"q": "mill", "status": "closed"}, [990004, 990003]),
        ({"phase": "secondary", "status": "open"}, [990005]),
        ({"authority": "202"}, [990006, 990007, 990008]),
        ({"urn": [990005, 990001, 123456]}, [990001, 990005]),
    ],
)
async def test_schools_are_found_by_name_urn_and_postcode(
    officer: SignedInClient, query: dict[str, object], found: list[int]
) -> None:
    answer = await officer.get("/v1/schools", params=query)  # type: ignore[arg-type]

    assert answer.status_code == 200
    assert urns(answer.json()) == found


async def test_the_list_pages_by_name_without_losing_or_doubling_a_school(officer: SignedInClient) -> None:
    seen: list[int] = []
    cursor = None
    while True:
        query = {"limit": 3} | ({"cursor": cursor} if cursor else {})
        answer = (await officer.get("/v1/schools", params=query)).json()
        assert len(answer["items"]) <= 3
        seen += urns(answer)
        cursor = answer["next_cursor"]
        if cursor is None:
            break

    everything = (await officer.get("/v1/schools", params={"limit": 100})).json()
    assert seen == urns(everything)
    names = [item["name"].casefold() for item in everything["items"]]
    assert names == sorted(names)
    assert len(seen) == 8


async def test_a_closed_school_says_what_it_became(officer: SignedInClient) -> None:
    answer = (await officer.get("/v1/schools", params={"q": "old mill"})).json()

    assert answer["items"] == [
        {
            "urn": 990003,
            "version": 1,
            "name": "Sample Old Mill School (invented)",
            "kind": "maintained",
            "phase": "secondary",
            "status": "closed",
            "authority": {"code": "201", "name": "City of London"},
            "town": None,
            "postcode": None,
            "closed_on": "2012-08-31",
            "successors": [
                {
                    "urn": 990004,
                    "name": "Sample Mill Lane Academy (invented)",
                    "kind": "continues",
                    "on": "2012-09-01",
                }
            ],
        }
    ]


async def test_a_school_is_shown_with_its_lineage_and_the_contacts_of_the_callers_authority(
    officer: SignedInClient, elsewhere: SignedInClient
) -> None:
    answer = await officer.get("/v1/schools/990005")
    other = (await elsewhere.get("/v1/schools/990005")).json()

    school = answer.json()
    assert answer.headers["etag"] == '"1"'
    assert (school["laestab"], school["last_year_group"], school["selective"]) == ("2014005", 11, False)
    assert school["trust"] == {"uid": "9002", "name": "Northern Sample Trust (invented)", "joined_on": None}
    assert school["address"]["postcode"] == "ZZ2 3CD"
    assert [before["urn"] for before in school["predecessors"]] == [990004]
    assert school["successors"] == []
    assert [(one["role"], one["reply_address"]) for one in school["contacts"]] == [
        ("admissions", True),
        ("pupil_premium", False),
    ]
    assert other["contacts"] == []


@pytest.mark.parametrize("urn", ["123456", "990099", "0", "abc"])
async def test_a_school_the_register_does_not_know_is_404(officer: SignedInClient, urn: str) -> None:
    answer = await officer.get(f"/v1/schools/{urn}")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_reading_the_register_is_no_reading_of_a_child(officer: SignedInClient, ask: Ask) -> None:
    before = ask("select count(*) from placements.audit_entries")

    await officer.get("/v1/schools/990001")

    assert ask("select count(*) from placements.audit_entries") == before
