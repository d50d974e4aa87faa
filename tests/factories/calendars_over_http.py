"""Calendars saved over HTTP: the reference year with more days off, closures, and what then stands in dates and log."""

from typing import Any

from factories.calendars import EXAMPLESHIRE_INSET, EXAMPLESHIRE_TERMS
from factories.exampleshire import EXAMPLESHIRE_CODE
from factories.placements_house import House

YEAR = "2026-27"
OWN = f"/v1/calendars/authority/{EXAMPLESHIRE_CODE}/{YEAR}"
SNOW = {"days": [{"on": "2026-11-16", "note": "Snow"}, {"on": "2026-11-17", "note": "Snow"}]}


def of_school(urn: int, year: str = YEAR) -> str:
    return f"/v1/calendars/school/{urn}/{year}"


def a_calendar(*closures: str) -> dict[str, Any]:
    """Exampleshire's year with more days without school."""
    inset = [{"on": day.isoformat(), "kind": "inset"} for day in EXAMPLESHIRE_INSET]
    return {
        "terms": [
            {"starts_on": term.starts_on.isoformat(), "ends_on": term.ends_on.isoformat()}
            for term in EXAMPLESHIRE_TERMS
        ],
        "non_school_days": [*inset, *({"on": day, "kind": "closure"} for day in closures)],
    }


async def put(house: House, path: str, body: dict[str, Any], version: int) -> Any:
    return await (await house.officer()).put(path, json=body, headers={"If-Match": f'"{version}"'})


async def close(house: House, path: str, body: dict[str, Any], version: int) -> Any:
    return await (await house.officer()).send_step(f"{path}/closures", body, version=version)


async def dates(house: House, application_id: str) -> dict[str, str]:
    shown = await house.shown(application_id)
    return {clock["key"]: clock["due_on"] for clock in shown["clocks"]}


def log(house: House, application_id: str, kind: str = "dates_moved") -> dict[str, dict[str, Any]]:
    rows = house.ask(
        "select facts from placements.history where kind = %s and application_id = %s order by id", kind, application_id
    )
    return {row[0]["clock"]: row[0] for row in rows}
