"""An academy that the authority cannot direct itself: the Secretary of State is asked (PL-810)."""

from datetime import date

from factories.escalating import ADVICE, bundled, clocks, consultation, offered_steps, recommended, refused, signed
from factories.exampleshire import NORTHSTAR_SCHOOL, ST_BEDE
from factories.placements_house import House
from kit.auth.vocabulary import Role


async def test_pl_s05_an_academy_refuses_for_behaviour_and_the_secretary_of_state_is_asked(house: House) -> None:
    child = await house.a_child(date_of_birth=date(2013, 3, 1))
    no = await refused(
        house, child, NORTHSTAR_SCHOOL, asked_on="2026-11-02", on="2026-11-10", codes=["BEHAVIOUR", "REFER_FAP"]
    )
    assert (no["year_group"], no["answer"]["ground"], no["next_route"]) == ("9", "not_a_ground", "sos_request")
    shared = await house.refused_step(no, "fair-access-referral", {"accepted_on": "2026-11-10"}, role=Role.VS_OFFICER)
    challenged = await house.step(no, "challenge", {})
    letter = challenged["letters"][-1]
    directed = await house.refused_step(challenged, "consultation", consultation("2026-11-10"), role=Role.LA_SIGNATORY)
    house.clock.set("2026-11-23")
    put = await recommended(house, challenged)
    unready = await house.refused_step(put, "secretary-of-state-request", {}, role=Role.LA_SIGNATORY)
    await bundled(house, put)

    requested = await signed(house, put, "secretary-of-state-request", {"sent_on": "2026-11-23"})

    assert (shared[1]["code"], directed[1]["code"]) == ("not_for_lac", "rule_s62_not_in_force")
    assert letter["template_key"] == "C3"
    assert unready[1]["code"] == "bundle_incomplete"
    found = clocks(requested)
    assert requested["state"] == "sos_requested"
    assert (found["sos_chase_1"]["due_on"], found["sos_chase_2"]["due_on"]) == ("2026-12-07", "2026-12-21")
    wrote = await house.step(requested, "secretary-of-state-log", {"dfe_wrote_on": "2026-11-23"})
    assert clocks(wrote)["sos_academy_reply"]["due_on"] == "2026-11-30"
    assert clocks(wrote)["sos_academy_reply"]["force"] == "practice"
    assert wrote["direction"]["secretary_of_state"]["academy_due_on"] == "2026-11-30"

    operator = await house.operator()
    rule = next(one for one in (await operator.get("/v1/legal-rules")).json()["items"] if one["key"] == "cwsa_s62")
    entered = {"effective_from": "2027-01-01", "note": "Commencement order.", "source": "S.I.", "confirmed": True}
    await operator.put("/v1/legal-rules/cwsa_s62", json=entered, headers={"If-Match": f'"{rule["version"]}"'})
    house.clock.set("2027-01-05")
    stays = await house.shown(wrote["id"])
    assert (stays["state"], stays["direction"]["type"]) == ("sos_requested", "secretary_of_state")
    replied = await house.step(
        stays, "secretary-of-state-log", {"academy_replied_on": "2026-12-01", "academy_reply": "We are full."}
    )
    assert clocks(replied)["sos_academy_reply"]["state"] == "missed"
    decided = {"outcome": "directed", "decided_on": "2027-01-05", "dfe_letter": "letter of 5 January"}
    ordered = await house.step(replied, "secretary-of-state-outcome", decided)

    assert (ordered["state"], ordered["direction"]["outcome"]) == ("directed", "directed")
    assert clocks(ordered)["start_after_direction"]["due_on"] == "2027-01-12"
    told = [(one["process"], one["step"]) for one in house.events("application.direction_step", ordered["id"])]
    assert told == [("secretary_of_state", "sos_requested"), ("secretary_of_state", "directed")]


async def test_a_request_that_is_declined_ends_on_the_side_of_the_school(house: House) -> None:
    house.clock.set("2026-11-02")
    child = await house.a_child()
    no = await refused(house, child, NORTHSTAR_SCHOOL, asked_on="2026-11-02", on="2026-11-10")
    put = await recommended(house, no)
    await bundled(house, put)
    requested = await signed(house, put, "secretary-of-state-request", {})
    house.clock.set("2026-12-14")
    decided = {"outcome": "not_directed", "decided_on": "2026-12-14", "dfe_letter": "letter of 14 December"}

    ended = await house.step(requested, "secretary-of-state-outcome", decided)

    assert (ended["state"], ended["close_reason"]) == ("not_directed", "not_directed")
    [closed] = house.events("application.closed", ended["id"])
    assert closed["close_side"] == "school"


async def test_a_school_that_can_be_directed_is_no_matter_for_the_secretary_of_state(house: House) -> None:
    child = await house.a_child()
    no = await refused(house, child, ST_BEDE, asked_on="2026-10-14", on="2026-11-03")
    put = await house.step(no, "recommendation", ADVICE, role=Role.VSH)

    status, problem = await house.refused_step(put, "secretary-of-state-request", {}, role=Role.LA_SIGNATORY)

    assert (status, problem["code"]) == (409, "use_direction")
    signatory = await house.staff(Role.LA_SIGNATORY)
    steps = offered_steps((await signatory.get(f"/v1/applications/{put['id']}")).json())
    assert steps["ask_secretary_of_state"] == (False, "use_direction", None)
    assert steps["consult_admission_authority"] == (True, None, None)
    assert "notify_own_authority" not in steps


async def test_the_department_is_told_when_the_school_offers_meanwhile(house: House) -> None:
    """T11: what was put before somebody else is settled."""
    house.clock.set("2026-11-02")
    child = await house.a_child()
    no = await refused(house, child, NORTHSTAR_SCHOOL, asked_on="2026-11-02", on="2026-11-10")
    put = await recommended(house, no)
    await bundled(house, put)
    requested = await signed(house, put, "secretary-of-state-request", {})
    house.clock.set("2026-11-16")

    offered = await house.step(requested, "offer", {"start_on": "2026-11-23", "answer_reference": "mail"})

    assert (offered["answer"]["overturned_by"], offered["direction"]["outcome"]) == ("sos", "offered")
    told = offered["letters"][-1]
    assert told["template_key"] == "D5"
    assert told["title"].startswith("A place has been offered")
