"""How a direction ends otherwise: the adjudicator, an offer meanwhile, a child who leaves care, nobody on roll."""

from datetime import date

from factories.escalating import (
    clocks,
    consulted,
    ended_care,
    noticed,
    offered_steps,
    refused,
    signed,
    unwilling,
)
from factories.exampleshire import OAK
from factories.placements_house import House
from kit.auth.vocabulary import Role

DIRECTION = {"adjudicator_checked": True}


async def test_pl_s12_a_child_who_goes_home_is_not_directed_and_only_the_signatory_ends_it(house: House) -> None:
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    replied = await unwilling(house, await consulted(house, no, "2026-11-10"), "2026-11-17")
    served = await noticed(house, replied, "2026-11-19")
    house.clock.set("2026-11-23")
    await ended_care(house, child, date(2026, 11, 23))

    house.clock.set("2026-11-27")
    late = await house.refused_step(
        served, "direction", DIRECTION | {"signed_on": "2026-11-27"}, role=Role.LA_SIGNATORY
    )
    await house.watch()
    stopped = await house.shown(served["id"])
    later = await house.refused_step(
        stopped, "direction", DIRECTION | {"signed_on": "2026-11-27"}, role=Role.LA_SIGNATORY
    )
    signatory = await house.staff(Role.LA_SIGNATORY)
    steps = offered_steps((await signatory.get(f"/v1/applications/{served['id']}")).json())
    by_officer = await house.refused_step(stopped, "withdrawal", {"reason": "left_care"}, role=Role.VS_OFFICER)
    withdrawn = await signed(house, stopped, "withdrawal", {"reason": "left_care"})

    assert (late[0], late[1]["code"], later[1]["code"]) == (409, "not_looked_after", "not_looked_after")
    assert (steps["direct_admission"], steps["withdraw_application"]) == (
        (False, "not_looked_after", None),
        (True, None, None),
    )
    assert (stopped["state"], stopped["direction"]["outcome"]) == ("notice_served", "stopped")
    assert (by_officer[0], by_officer[1]["code"]) == (403, "forbidden_role")
    assert (withdrawn["state"], withdrawn["close_reason"]) == ("withdrawn", "left_care")
    assert "D5" in {letter["template_key"] for letter in withdrawn["letters"]}
    assert [one["outcome"] for one in withdrawn["decisions"]] == ["refused"]
    told = [one["step"] for one in house.events("application.direction_step", served["id"])]
    assert told == ["consulting", "notice_served", "abandoned"]
    [closed] = house.events("application.closed", served["id"])
    assert closed["close_side"] == "authority"


async def test_a_reference_waits_for_the_adjudicator(house: House) -> None:
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    replied = await unwilling(house, await consulted(house, no, "2026-11-10"), "2026-11-17")
    served = await noticed(house, replied, "2026-11-19")
    house.clock.set("2026-11-27")
    unchecked = await house.refused_step(served, "direction", {"signed_on": "2026-11-27"}, role=Role.LA_SIGNATORY)
    referred = await house.step(served, "adjudicator-referral", {"referred_on": "2026-11-27", "osa_ref": "OSA 12"})
    pending = await house.refused_step(
        referred, "direction", DIRECTION | {"signed_on": "2026-11-27"}, role=Role.LA_SIGNATORY
    )

    house.clock.set("2026-12-14")
    await house.watch()
    await house.watch()
    chased = await house.shown(served["id"])
    decided = {"outcome": "upheld", "determined_on": "2026-12-14", "osa_letter": "letter of 14 December"}
    upheld = await house.step(chased, "determination", decided)
    directed = await signed(house, upheld, "direction", {"signed_on": "2026-12-14"})

    assert unchecked[1]["code"] == "adjudicator_not_checked"
    assert "late_referral" in referred["flags"]
    assert pending[1]["code"] == "referral_pending"
    assert [one["due_on"] for one in chased["clocks"] if one["key"] == "osa_chase"] == ["2026-12-11", "2026-12-29"]
    assert (upheld["state"], directed["state"]) == ("with_adjudicator", "directed")


async def test_a_reference_that_is_taken_back_frees_the_way_but_never_before_its_time(house: House) -> None:
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    replied = await unwilling(house, await consulted(house, no, "2026-11-10"), "2026-11-17")
    served = await noticed(house, replied, "2026-11-19")
    house.clock.set("2026-11-23")
    referred = await house.step(served, "adjudicator-referral", {"referred_on": "2026-11-20", "osa_ref": "OSA 13"})
    decided = {"outcome": "referral_withdrawn", "determined_on": "2026-11-23", "osa_letter": "mail"}

    free = await house.step(referred, "determination", decided)

    assert free["state"] == "notice_served"
    assert free["direction"]["notice"]["earliest_direction_on"] == "2026-11-27"
    officer = await house.officer()
    shown = (await officer.get(f"/v1/applications/{free['id']}")).json()
    assert "direct_admission" not in offered_steps(shown)
    signatory = await house.staff(Role.LA_SIGNATORY)
    seen = (await signatory.get(f"/v1/applications/{free['id']}")).json()
    assert offered_steps(seen)["direct_admission"] == (False, "direction_too_early", "2026-11-27")


async def test_another_school_that_the_adjudicator_names_is_directed_in_a_request_of_its_own(house: House) -> None:
    """PL-705."""
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    replied = await unwilling(house, await consulted(house, no, "2026-11-10"), "2026-11-17")
    served = await noticed(house, replied, "2026-11-19")
    house.clock.set("2026-11-25")
    referred = await house.step(served, "adjudicator-referral", {"referred_on": "2026-11-25", "osa_ref": "OSA 14"})
    decided = {
        "outcome": "not_upheld",
        "determined_on": "2026-11-25",
        "osa_letter": "letter",
        "named_school_urn": OAK,
        "authority_agrees": True,
    }
    by_officer = await house.refused_step(referred, "determination", decided, role=Role.VS_OFFICER)

    ended = await signed(house, referred, "determination", decided)

    there = await house.shown(ended["continued_in_id"])
    assert by_officer[0] == 403
    assert (ended["state"], there["state"], there["school"]["urn"]) == ("not_directed", "directed", OAK)
    assert there["continues_id"] == ended["id"]
    assert clocks(there)["start_after_direction"]["due_on"] == "2026-12-03"
    assert [letter["template_key"] for letter in there["letters"]] == ["D3"]
    [closed] = house.events("application.closed", ended["id"])
    assert (closed["state"], closed["close_side"]) == ("not_directed", "school")


async def test_an_offer_meanwhile_ends_the_direction(house: House) -> None:
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    consulting = await consulted(house, no, "2026-11-10")
    house.clock.set("2026-11-12")

    offered = await house.step(consulting, "offer", {"start_on": "2026-11-16", "answer_reference": "mail"})

    assert (offered["answer"]["overturned_by"], offered["direction"]["outcome"]) == ("consult", "offered")
    assert [one["step"] for one in house.events("application.direction_step", offered["id"])][-1] == "abandoned"
    running = [one["key"] for one in offered["clocks"] if one["state"] == "running"]
    assert not [key for key in running if key.startswith(("s97a", "direction"))]


async def test_a_child_who_is_not_on_roll_after_a_direction_is_flagged(house: House) -> None:
    """T24b."""
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    replied = await unwilling(house, await consulted(house, no, "2026-11-10"), "2026-11-17")
    served = await noticed(house, replied, "2026-11-19")
    house.clock.set("2026-11-27")
    directed = await signed(house, served, "direction", DIRECTION | {"signed_on": "2026-11-27"})
    house.clock.set("2026-12-04")
    await house.watch()
    in_time = await house.shown(directed["id"])

    house.clock.set("2026-12-05")
    await house.watch()
    await house.watch()

    late = await house.shown(directed["id"])
    assert "directed_not_admitted" not in in_time["flags"]
    assert "directed_not_admitted" in late["flags"]
    assert late["version"] == in_time["version"] + 1


async def test_the_end_of_care_stops_a_direction_at_once_where_it_is_entered(house: House) -> None:
    """T33: the process stops, the state stays, and the parent is the applicant of a child under an order."""
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    consulting = await consulted(house, no, "2026-11-10")
    officer = await house.officer()
    record = (await officer.get(f"/v1/children/{child.id}")).json()
    [period] = record["care_periods"]
    ended = {"to_on": "2026-11-10", "end_reason": "E43"}
    answer = await officer.patch(
        f"/v1/children/{child.id}/care-periods/{period['id']}",
        json=ended,
        headers={"If-Match": f'"{record["version"]}"'},
    )
    assert answer.status_code == 200, answer.text

    stopped = await house.shown(consulting["id"])

    assert (stopped["state"], stopped["direction"]["outcome"]) == ("consulting", "stopped")
    assert [one["step"] for one in house.events("application.direction_step", consulting["id"])][-1] == "abandoned"
