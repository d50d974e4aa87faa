"""S19: the return and the payload of the case system, over HTTP as by the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from factories.exampleshire import EXAMPLESHIRE_CODE, WESTBOROUGH_CODE
from factories.placements_house import House
from factories.uploads import Uploads, counts
from kit.kernel.clock import StoppedClock
from kit.testing.sign_in import AUDIT_KEY
from placements.imports.ssda903 import import_return

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "infra" / "samples"
MINI = ROOT / "tests" / "factories" / "ssda903_mini"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN"
_NO_IDS = (
    "select la_child_id, sex, date_of_birth, ethnicity, upn, upn_unknown_reason, c.status, c.from_on, c.to_on,"
    " c.short_break, c.end_reason, p.from_on, p.to_on, p.type, p.provider, p.postcode_sector, p.start_reason"
    " from placements.children k left join placements.care_periods c on (c.authority, c.child_id) = (k.authority, k.id)"
    " left join placements.care_placements p on (p.authority, p.child_id) = (k.authority, k.id)"
    " where k.authority = %s order by 1, 8, 12"
)


@pytest.fixture(scope="module")
def uploads(house: House) -> Uploads:
    return Uploads(house)


async def returned(uploads: Uploads, header: bytes, episodes: bytes) -> dict[str, Any]:
    answer = await uploads.send_parts("ssda903", {"header": header, "episodes": episodes})
    assert answer.status_code == 202, answer.text
    await uploads.work()
    return await uploads.shown(answer.json()["id"])


def lines(*rows: str) -> bytes:
    return ("\n".join(rows) + "\n").encode()


@pytest.mark.parametrize(
    ("header", "episodes"),
    [
        ((SAMPLES / "ssda903_header.csv").read_bytes(), (SAMPLES / "ssda903_episodes.csv").read_bytes()),
        ((MINI / "header.csv").read_bytes(), (MINI / "episodes.csv").read_bytes()),
    ],
    ids=["sample", "mini"],
)
async def test_pl_s19_a_return_over_http_gives_what_the_command_line_gives(
    house: House, uploads: Uploads, header: bytes, episodes: bytes
) -> None:

    by_command = await import_return(
        house.database,
        WESTBOROUGH_CODE,
        header,
        episodes,
        apply=True,
        accept_partial=True,
        clock=StoppedClock(house.clock.instant),
        progress=lambda _done, _total: None,
        audit_key=AUDIT_KEY,
    )
    checked = await returned(uploads, header, episodes)
    applied = await uploads.applied(checked["id"], accept_partial=True)

    told = by_command.as_dict()
    for report, expected in zip(checked["reports"], [told, *told["parts"]], strict=True):
        assert report == {name: expected[name] for name in report}
    listed = [error for report in (told, *told["parts"]) for error in report["errors"]]
    plain = [{name: error[name] for name in error if name != "part"} for error in await uploads.errors(checked["id"])]
    assert plain == listed
    assert applied["taken"] == {name: told[name] for name in ("new", "changed", "same")} | {"wrong": 0}
    over_http = house.ask(_NO_IDS, EXAMPLESHIRE_CODE)
    assert over_http
    assert over_http == house.ask(_NO_IDS, WESTBOROUGH_CODE)


async def test_pl_s19_contiguous_episodes_are_one_period_and_v4_is_a_short_break(
    house: House, uploads: Uploads
) -> None:
    header = lines(HEADER, "P1,1,01/02/2012,WBRI,", "P2,2,01/02/2012,WBRI,")
    episodes = lines(
        EPISODES,
        "P1,01/04/2024,S,C2,N1,U6,PR1,01/07/2024,X1,LIIF,ZZ1 1AA,ZZ1 2BB,SC000001",
        "P1,01/07/2024,P,C2,N1,U4,PR1,,,,ZZ1 1AA,ZZ2 3BB,SC000001",
        "P2,01/05/2024,S,V4,N1,K2,PR1,03/05/2024,E8,,ZZ1 1AA,ZZ1 2BB,SC000001",
    )

    checked = await returned(uploads, header, episodes)
    await uploads.applied(checked["id"])

    assert house.ask(
        "select la_child_id, from_on::text, to_on::text, short_break from placements.care_periods"
        " join placements.children c on c.id = child_id where la_child_id in ('P1', 'P2') order by 1, 2"
    ) == [("P1", "2024-04-01", None, False), ("P2", "2024-05-01", "2024-05-03", True)]
    assert house.ask(
        "select count(*) from placements.rolls join placements.children c on c.id = child_id"
        " where la_child_id in ('P1', 'P2')"
    ) == [(0,)]


async def test_pl_s19_other_tables_of_the_return_are_not_accepted(house: House, uploads: Uploads) -> None:
    oc2 = lines("CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED", "P1,01/02/2012,10,,0")

    refused = await returned(uploads, lines(HEADER, "P1,1,01/02/2012,WBRI,"), oc2)
    strange = await returned(uploads, lines(HEADER, "P1,1,01/02/2012,WBRI,"), lines(EPISODES, "P9,01/04/2024,S"))

    assert (refused["state"], refused["failure"]) == ("failed", "table_not_accepted")
    assert (strange["state"], strange["failure"]) == ("failed", "header_missing")
    assert [e["code"] for e in await uploads.errors(refused["id"])] == ["table_not_accepted"]


async def test_pl_1007_adoption_asks_for_a_seal_and_an_order_asks_for_what_follows(uploads: Uploads) -> None:
    header = lines(HEADER, "Q1,1,01/02/2015,WBRI,", "Q2,2,01/02/2015,WBRI,")
    episodes = lines(
        EPISODES,
        "Q1,01/04/2024,S,C2,N1,A4,PR1,01/07/2024,E11,,ZZ1 1AA,ZZ1 2BB,",
        "Q2,01/04/2024,S,C2,N1,U4,PR1,01/07/2024,E45,,ZZ1 1AA,ZZ1 2BB,",
    )

    checked = await returned(uploads, header, episodes)

    assert [(e["row"], e["code"]) for e in await uploads.errors(checked["id"])] == [
        (1, "adoption_seal_needed"),
        (2, "previously_looked_after_to_confirm"),
    ]


def a_child(reference: str, **details: Any) -> dict[str, Any]:
    return {
        "la_child_id": reference,
        "mis_child_id": "M1",
        "child_details": {
            "first_name": "Ada",
            "surname": "Oke",
            "date_of_birth": "2012-02-01",
            "sex": "F",
            "ethnicity": "BAFR",
            "disabilities": ["HAND"],
            "postcode": "AB12 3DE",
            "uasc_flag": False,
            "purge": False,
            **details,
        },
        "health_and_wellbeing": {"sdq_assessments": [{"date": "2024-06-14", "score": 20}], "purge": False},
        "social_care_episodes": [
            {
                "social_care_episode_id": "E1",
                "referral_date": "2024-01-02",
                "child_looked_after_placements": [
                    {
                        "child_looked_after_placement_id": "PL1",
                        "start_date": "2024-04-01",
                        "start_reason": "S",
                        "placement_type": "U6",
                        "postcode": "ZZ1 2BB",
                        "end_date": "2024-07-01",
                        "change_reason": "LIIF",
                        "purge": False,
                    },
                    {
                        "child_looked_after_placement_id": "PL2",
                        "start_date": "2024-07-01",
                        "placement_type": "U4",
                        "postcode": "ZZ2 3BB",
                    },
                ],
                "care_worker_details": [{"worker_id": "W1"}],
                "purge": False,
            }
        ],
        "school_urn": "100001",
        "purge": False,
    }


async def payload(uploads: Uploads, *children: Any) -> dict[str, Any]:
    return await uploads.checked("dfe_csc", json.dumps(list(children)), media="application/json")


async def test_pl_s19_a_payload_with_a_wrong_upn_makes_a_child_without_it_and_no_school(
    house: House, uploads: Uploads
) -> None:
    checked = await payload(uploads, a_child("D1", unique_pupil_number="A801200001001"))
    applied = await uploads.applied(checked["id"])

    assert counts(checked) == {"new": 1, "changed": 0, "same": 0, "wrong": 0}
    assert checked["reports"][0]["details"] == {"members_ignored": 1, "purged": 0}
    assert [(e["row"], e["column"], e["code"]) for e in await uploads.errors(checked["id"])] == [
        (1, "unique_pupil_number", "upn_invalid"),
        (1, "child_looked_after_placements", "legal_status_unknown"),
    ]
    assert applied["state"] == "applied"
    assert house.ask(
        "select first_name, surname, upn, upn_unknown_reason, ethnicity, c.from_on::text, c.to_on, c.short_break,"
        " (select string_agg(type || ' ' || postcode_sector, ', ' order by from_on) from placements.care_placements p"
        "  where p.child_id = k.id), (select count(*) from placements.rolls r where r.child_id = k.id)"
        " from placements.children k join placements.care_periods c on c.child_id = k.id where la_child_id = 'D1'"
    ) == [("Ada", "Oke", None, "UN5", "BAFR", "2024-04-01", None, False, "U6 ZZ1 2, U4 ZZ2 3", 0)]
    kept = str(house.ask("select k::text from placements.children k where la_child_id = 'D1'"))
    assert not any(value in kept for value in ("HAND", "AB12", "3DE", "100001"))


async def test_the_same_payload_again_changes_nothing(uploads: Uploads) -> None:
    checked = await payload(uploads, a_child("D1", unique_pupil_number="A801200001001"))

    assert counts(checked) == {"new": 0, "changed": 0, "same": 1, "wrong": 0}


async def test_a_purged_child_is_marked_and_deleted_nowhere(house: House, uploads: Uploads) -> None:
    purge = {"la_child_id": "D1", "purge": True}

    checked = await payload(uploads, purge, {"la_child_id": "D404", "purge": True})
    await uploads.applied(checked["id"])

    report = checked["reports"][0]
    assert (report["changed"], report["ignored"], report["details"]["purged"]) == (1, 1, 2)
    assert house.ask(
        "select surname, feed_purged_at is not null, (select count(*) from placements.care_periods c"
        " where c.child_id = k.id) from placements.children k where la_child_id = 'D1'"
    ) == [("Oke", True, 1)]
    assert house.ask("select count(*) from placements.children where la_child_id = 'D404'") == [(0,)]


async def test_entries_that_are_wrong_say_where_and_the_others_come_in(house: House, uploads: Uploads) -> None:
    backwards = a_child("D8")
    backwards["social_care_episodes"][0]["child_looked_after_placements"][0]["end_date"] = "2024-03-01"

    checked = await payload(
        uploads,
        a_child("D5", date_of_birth="2012-02-31"),
        a_child("D6", first_name=7),
        {"child_details": {}},
        a_child("D7"),
        a_child("D7"),
        backwards,
    )

    errors = await uploads.errors(checked["id"])
    assert [(e["row"], e["column"], e["code"]) for e in errors if e["severity"] == "error"] == [
        (1, "date_of_birth", "date_invalid"),
        (2, "first_name", "wrong_type"),
        (3, "la_child_id", "missing"),
        (5, "la_child_id", "duplicate"),
    ]
    assert counts(checked) == {"new": 2, "changed": 0, "same": 0, "wrong": 4}
    assert (6, "episode_reversed") in [(e["row"], e["code"]) for e in errors]


async def test_a_payload_is_an_array_of_one_to_a_hundred_objects(uploads: Uploads) -> None:
    empty = await payload(uploads)
    many = await payload(uploads, *({"la_child_id": f"X{number}"} for number in range(101)))
    single = await uploads.checked("dfe_csc", "{}", media="application/json")

    assert [(one["state"], one["failure"]) for one in (empty, many, single)] == [
        ("failed", "bad_format"),
        ("failed", "file_too_large"),
        ("failed", "bad_format"),
    ]


async def test_pl_1007_what_a_file_leaves_to_decide_stands_in_one_list(house: House, uploads: Uploads) -> None:
    header = lines(HEADER, "Q1,1,01/02/2015,WBRI,", "Q2,2,01/02/2015,WBRI,", "Q3,2,01/02/2015,WBRI,")
    episodes = lines(
        EPISODES,
        "Q1,01/04/2026,S,C2,N1,A4,PR1,01/07/2026,E11,,ZZ1 1AA,ZZ1 2BB,",
        "Q2,01/04/2026,S,C2,N1,U4,PR1,01/07/2026,E45,,ZZ1 1AA,ZZ1 2BB,",
        "Q3,01/04/2026,S,C2,N1,U4,PR1,01/07/2026,E4A,,ZZ1 1AA,ZZ1 2BB,",
    )
    await uploads.applied((await returned(uploads, header, episodes))["id"])
    await uploads.applied((await payload(uploads, {"la_child_id": "Q3", "purge": True}))["id"])
    officer, neighbour = await house.officer(), await house.neighbour()

    asked = (await officer.get("/v1/child-questions")).json()["items"]

    found = {(one["child"]["name"], one["question"], one["since"]) for one in asked}
    assert found >= {
        ("Q1", "seal_adoption", "2026-07-01"),
        ("Q2", "confirm_previously_looked_after", "2026-07-01"),
        ("Q3", "feed_purged", "2026-11-09"),
    }
    theirs = (await neighbour.get("/v1/child-questions")).json()["items"]
    assert not {one["child"]["name"] for one in theirs} & {"Q1", "Q2", "Q3"}
