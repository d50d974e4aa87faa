"""What begins and ends about a child, a no before any request, and two records that become one."""

from datetime import date
from uuid import uuid4

import httpx

from factories.exampleshire import EXAMPLESHIRE_CODE, OAK, ST_BEDE
from factories.house_records import change, child_now, fault, send
from factories.placements_house import House
from kit.auth.vocabulary import Role
from kit.kernel.ids import new_id
from placements.domain.child import Child
from placements.domain.roll import Roll


async def test_pl_327_no_renaming_while_an_adoptive_placement_is_open(house: House) -> None:
    child = await house.a_child()
    placed = await send(
        house, f"/v1/children/{child.id}/care-placements", {"from_on": "2026-09-01", "type": "A3"}, version=1
    )
    assert placed.status_code == 200, placed.text

    renamed = await change(house, "PATCH", f"/v1/children/{child.id}", {"surname": "Other"}, 2)
    called = await change(house, "PATCH", f"/v1/children/{child.id}", {"preferred_name": "Mase"}, 2)

    assert (renamed.status_code, renamed.json()["code"]) == (409, "name_change_blocked")
    assert called.status_code == 200


async def test_care_homes_and_rolls_never_overlap(house: House) -> None:
    child = await house.a_child(rolls=[Roll(id=new_id(), school_urn=OAK, first_day_on=date(2025, 9, 1))])
    path = f"/v1/children/{child.id}"
    home = await send(house, f"{path}/care-placements", {"from_on": "2026-01-05", "host_authority": "800"}, version=1)
    assert home.status_code == 200, home.text

    over = [
        await send(house, f"{path}/care-periods", {"status": "previously_looked_after", "from_on": "2026-05-01"}, 2),
        await send(house, f"{path}/care-placements", {"from_on": "2026-05-01"}, 2),
        await send(house, f"{path}/rolls", {"school_urn": ST_BEDE, "first_day_on": "2026-05-01"}, 2),
    ]
    reversed_ = await send(house, f"{path}/care-placements", {"from_on": "2025-05-01", "to_on": "2025-04-01"}, 2)
    unknown = await send(house, f"{path}/rolls", {"school_urn": 999, "first_day_on": "2020-05-01"}, 2)

    assert [(one.status_code, one.json()["code"]) for one in over] == [(409, "period_overlap")] * 3
    assert fault(reversed_) == ("/to_on", "out_of_range")
    assert (unknown.status_code, unknown.json()["code"]) == (422, "school_unknown")


async def test_a_roll_that_ends_and_one_that_begins_are_told_as_a_whole_list(house: House) -> None:
    old = Roll(id=new_id(), school_urn=OAK, first_day_on=date(2025, 9, 1))
    child = await house.a_child(rolls=[old])
    path = f"/v1/children/{child.id}/rolls"

    no_day = await change(house, "PATCH", f"{path}/{old.id}", {"end_reason": "managed_move"}, 1)
    ended = await change(
        house, "PATCH", f"{path}/{old.id}", {"last_day_on": "2026-10-23", "end_reason": "managed_move"}, 1
    )
    begun = await send(house, path, {"school_urn": ST_BEDE, "first_day_on": "2026-11-02"}, version=2)
    missing = await change(house, "PATCH", f"{path}/{uuid4()}", {"full_time": False}, 3)
    stale = await change(house, "PATCH", f"{path}/{old.id}", {"full_time": False}, 1)

    assert fault(no_day) == ("/last_day_on", "missing")
    assert ended.status_code == 200, ended.text
    assert [one["school"]["urn"] for one in begun.json()["rolls"]] == [OAK, ST_BEDE]
    assert (missing.status_code, stale.status_code) == (404, 412)
    told = [one for one in house.events("child.roll_changed") if one["child_id"] == str(child.id)]
    assert [len(one["intervals"]) for one in told] == [1, 2]
    assert told[-1]["intervals"][0]["end_reason"] == "managed_move"


async def test_exclusions_and_reduced_timetables_are_kept_told_and_undone(house: House) -> None:
    child = await house.a_child()
    path = f"/v1/children/{child.id}"

    first = await send(house, f"{path}/exclusions", {"school_urn": OAK, "on": "2025-11-03"}, version=1)
    second = await send(house, f"{path}/exclusions", {"school_urn": ST_BEDE, "on": "2026-09-21"}, version=2)
    ahead = await send(house, f"{path}/exclusions", {"school_urn": ST_BEDE, "on": "2026-12-21"}, version=3)
    undone = await change(
        house, "PATCH", f"{path}/exclusions/{first.json()['exclusions'][0]['id']}", {"status": "rescinded"}, 3
    )
    reduced = await send(
        house,
        f"{path}/reduced-timetables",
        {"school_urn": OAK, "from_on": "2026-09-07", "hours_per_week": 12, "agreed": False},
        version=4,
    )
    turned = await change(
        house,
        "PATCH",
        f"{path}/reduced-timetables/{reduced.json()['reduced_timetables'][0]['id']}",
        {"to_on": "2026-09-01"},
        5,
    )

    assert second.json()["twice_excluded"] is True
    assert fault(ahead) == ("/on", "out_of_range")
    assert undone.json()["twice_excluded"] is False
    assert fault(turned) == ("/to_on", "out_of_range")
    statuses = [one["status"] for one in house.events("exclusion.recorded") if one["child_id"] == str(child.id)]
    assert statuses == ["upheld", "upheld", "rescinded"]
    [told] = [one for one in house.events("timetable.reduced") if one["child_id"] == str(child.id)]
    assert (told["hours_per_week"], told["agreed"]) == (12, False)


async def test_pl_329_an_informal_no_is_a_fact_without_clock_or_refusal(house: House) -> None:
    child = await house.a_child()
    said = {"child_id": str(child.id), "school_urn": ST_BEDE, "noted_on": "2026-11-06", "codes": ["BEHAVIOUR"]}

    noted = await send(house, "/v1/informal-refusals", said | {"note": "By telephone, to the carer."})
    system_only = await send(house, "/v1/informal-refusals", said | {"codes": ["NO_RESPONSE"]})
    ahead = await send(house, "/v1/informal-refusals", said | {"noted_on": "2027-11-06"})

    assert noted.status_code == 201, noted.text
    assert (system_only.status_code, system_only.json()["code"]) == (422, "code_not_usable")
    assert fault(ahead) == ("/noted_on", "out_of_range")
    [told] = [one for one in house.events("refusal.informal_noted") if one["child_id"] == str(child.id)]
    assert told == {
        "child_id": str(child.id),
        "school_urn": ST_BEDE,
        "noted_on": "2026-11-06",
        "reason_codes": ["BEHAVIOUR"],
    }
    timeline = (await (await house.officer()).get(f"/v1/children/{child.id}/timeline")).json()["items"]
    assert timeline[0]["text"] == "School said no before any request: We expect challenging behaviour"


async def merge(house: House, kept: Child, merged: Child, role: Role = Role.VSH) -> httpx.Response:
    body = {"kept_id": str(kept.id), "merged_id": str(merged.id), "reason": "Registered twice on one day."}
    answer: httpx.Response = await send(house, "/v1/child-merges", body, role=role)
    return answer


async def test_pl_328_two_records_become_one_and_nothing_of_either_is_lost(house: House) -> None:
    kept = await house.a_child(la_child_id=None, ethnicity=None)
    roll = Roll(id=new_id(), school_urn=OAK, first_day_on=date(2024, 9, 2), last_day_on=date(2025, 7, 18))
    merged = await house.a_child(la_child_id="TWIN1", upn="B801200005001", upn_unknown_reason=None, rolls=[roll])
    asked = await house.asked(merged.id, ST_BEDE)

    answer = await merge(house, kept, merged)

    child = answer.json()
    assert answer.status_code == 200, answer.text
    assert (child["la_child_id"], child["upn"], child["ethnicity"]) == ("TWIN1", "B801200005001", "WBRI")
    assert [one["school"]["urn"] for one in child["rolls"]] == [OAK]
    assert len(child["care_periods"]) == 1
    assert (await house.shown(asked["id"]))["child"]["id"] == str(kept.id)
    assert (await (await house.officer()).get(f"/v1/children/{merged.id}")).status_code == 404
    [told] = [one for one in house.events("child.merged") if one["child_id"] == str(merged.id)]
    assert told == {"child_id": str(merged.id), "into_child_id": str(kept.id)}
    timeline = (await (await house.officer()).get(f"/v1/children/{kept.id}/timeline")).json()["items"]
    assert {"Two records of the child joined into one", "Request drafted"} <= {one["text"] for one in timeline}


async def test_pl_328_what_cannot_be_joined_is_refused(house: House) -> None:
    one, two = await house.a_child(), await house.a_child()
    for child in (one, two):
        await house.asked(child.id, ST_BEDE)
    sealed = await house.a_child()
    house.ask("update placements.children set sealed_at = now() where id = %s returning 1", sealed.id)

    itself = await merge(house, one, one)
    both_open = await merge(house, one, two)
    across_a_seal = await merge(house, await house.a_child(), sealed)
    by_an_officer = await merge(house, one, two, Role.VS_OFFICER)

    assert [(a.status_code, a.json()["code"]) for a in (itself, both_open)] == [(409, "merge_not_possible")] * 2
    assert across_a_seal.status_code == 404
    assert by_an_officer.status_code == 403
    assert (await child_now(house, two))["version"] == 1


async def test_another_authority_cannot_tell_that_the_child_exists(house: House) -> None:
    child = await house.a_child()
    neighbour = await house.neighbour()
    path = f"/v1/children/{child.id}"

    answers = [
        await neighbour.get(f"{path}/timeline"),
        await neighbour.send_step(f"{path}/rolls", {"school_urn": OAK, "first_day_on": "2026-09-01"}, version=1),
        await neighbour.send_step(
            f"{path}/moves",
            {"moved_on": "2026-11-09", "host_authority": EXAMPLESHIRE_CODE, "why": "?", "can_stay": "yes"},
            version=1,
        ),
        await neighbour.send_step(
            "/v1/informal-refusals",
            {"child_id": str(child.id), "school_urn": OAK, "noted_on": "2026-11-06", "codes": ["FAITH"]},
        ),
    ]

    assert [one.status_code for one in answers] == [404] * 4


async def test_nothing_that_is_told_names_a_child(house: House) -> None:
    """PL-1102: after everything above."""
    told = " ".join(str(row[0]) for row in house.ask("select payload from placements.outbox"))

    for held in ("Mason", "Kerr", "B801200005001", "2014-03-01", "By telephone", "Jo Bell", "TWIN1"):
        assert held not in told
