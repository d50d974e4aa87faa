"""Ways to a place that are no direction under section 97A: an own school, section 96, fair access, a plan."""

from datetime import date
from typing import Any

from factories.escalating import (
    ADVICE,
    a_previously_looked_after_child,
    clocks,
    consultation,
    excluded,
    notice,
    noticed,
    offered_steps,
    recommended,
    refused,
    signed,
    unwilling,
)
from factories.exampleshire import NORTHSTAR_SCHOOL, OAK, ST_BEDE, UNREACHED
from factories.placements_house import House
from kit.auth.vocabulary import Role
from placements.domain.care import CareBasis
from placements.domain.child import SenStatus

SERVED = {"served_on": "2026-11-09", "method": "hand", "proof": "signed for"}


async def test_pl_s15_an_own_school_is_not_directed_but_admits(house: House) -> None:
    child = await house.a_child()
    no = await refused(house, child, OAK, asked_on="2026-10-14", on="2026-11-03")
    assert no["next_route"] == "own_authority_admit"

    directed = await house.refused_step(no, "consultation", consultation("2026-11-03"), role=Role.LA_SIGNATORY)
    unasked = await house.refused_step(
        no, "own-authority-admission", {"start_on": "2026-11-09"}, role=Role.LA_SIGNATORY
    )
    put = await recommended(house, no)
    offered = await signed(house, put, "own-authority-admission", {"start_on": "2026-11-09"})

    assert directed[1]["code"] == "own_authority_school"
    assert unasked[1]["code"] == "recommendation_required"
    assert (offered["state"], offered["answer"]["overturned_by"]) == ("offered", "own_authority")
    assert offered["direction"]["type"] == "own_authority_admit"
    assert clocks(offered)["accept_reply"]["due_on"] == "2026-11-05"
    decided = house.events("application.decided", offered["id"])[-1]
    assert (decided["outcome"], decided["overturned_by"]) == ("offered", "own_authority")


async def test_pl_s15_after_two_exclusions_the_governing_body_has_its_time(house: House) -> None:
    child = await house.a_child()
    await excluded(house, child.id, ST_BEDE, date(2025, 3, 3))
    await excluded(house, child.id, NORTHSTAR_SCHOOL, date(2026, 9, 14))
    no = await refused(house, child, OAK, asked_on="2026-10-14", on="2026-11-03", codes=["TWICE_EXCLUDED"])
    put = await recommended(house, no)
    before = await house.refused_step(
        put, "own-authority-admission", {"start_on": "2026-11-18"}, role=Role.LA_SIGNATORY
    )
    house.clock.set("2026-11-09")
    unproved = await house.refused_step(put, "own-authority-notice", SERVED | {"proof": None}, role=Role.LA_SIGNATORY)

    told = await signed(house, put, "own-authority-notice", SERVED)

    assert (before[1]["code"], unproved[1]["code"]) == ("notice_period_running", "proof_missing")
    assert clocks(told)["s95a_referral"]["due_on"] == "2026-11-16"
    house.clock.set("2026-11-16")
    early = await house.refused_step(
        told, "own-authority-admission", {"start_on": "2026-11-18"}, role=Role.LA_SIGNATORY
    )
    assert (early[1]["code"], early[1]["from_on"]) == ("notice_period_running", "2026-11-17")
    signatory = await house.staff(Role.LA_SIGNATORY)
    seen = (await signatory.get(f"/v1/applications/{told['id']}")).json()
    assert offered_steps(seen)["admit_by_own_authority"] == (False, "notice_period_running", "2026-11-17")

    house.clock.set("2026-11-17")
    offered = await signed(house, told, "own-authority-admission", {"start_on": "2026-11-18"})

    assert (offered["state"], offered["direction"]["type"]) == ("offered", "s95a")


async def test_pl_s16_section_96_counts_fifteen_days_beginning_with_service(house: House) -> None:
    child = await a_previously_looked_after_child(house, CareBasis.SPECIAL_GUARDIANSHIP)
    no = await refused(house, child, asked_on="2026-12-07", on="2026-12-16")
    assert no["next_route"] == "fap"
    listed = {
        "route": "direction_96",
        "evidence": [*ADVICE["evidence"], "reasonable_distance"],
        "suitable_schools": [{"school_urn": ST_BEDE, "by": "refused", "on": "2026-12-16"}],
    }
    house.clock.set("2027-01-06")
    put = await recommended(house, no, **listed)
    asked = consultation("2027-01-06", parent_consulted_on="2027-01-05")
    consulting = await signed(house, put, "consultation", asked)
    replied = await unwilling(house, consulting, "2027-01-12")

    served = await noticed(house, replied, "2027-01-18")

    found = clocks(served)
    assert served["direction"]["type"] == "s96"
    assert (found["s96_osa_referral"]["due_on"], found["s96_earliest"]["due_on"]) == ("2027-02-01", "2027-02-02")
    house.clock.set("2027-02-01")
    early = await house.refused_step(
        served, "direction", {"signed_on": "2027-02-01", "adjudicator_checked": True}, role=Role.LA_SIGNATORY
    )
    assert (early[1]["code"], early[1]["from_on"]) == ("direction_too_early", "2027-02-02")
    house.clock.set("2027-02-02")
    directed = await signed(house, served, "direction", {"signed_on": "2027-02-02", "adjudicator_checked": True})
    assert directed["state"] == "directed"


async def test_section_96_wants_the_list_of_schools_with_this_one_in_it(house: House) -> None:
    """PL-808."""
    child = await a_previously_looked_after_child(house, CareBasis.CHILD_ARRANGEMENTS)
    no = await refused(house, child, asked_on="2026-12-07", on="2026-12-16")
    others = {
        "route": "direction_96",
        "suitable_schools": [{"school_urn": UNREACHED, "by": "refused", "on": "2026-12-01"}],
    }
    unchosen = await house.refused_step(no, "recommendation", ADVICE, role=Role.VSH)
    unlisted = await house.refused_step(no, "recommendation", ADVICE | {"route": "direction_96"}, role=Role.VSH)
    put = await recommended(house, no, **others)

    status, problem = await house.refused_step(
        put, "consultation", consultation("2026-12-16", parent_consulted_on="2026-12-16"), role=Role.LA_SIGNATORY
    )

    assert unchosen[1]["errors"][0]["pointer"] == "/route"
    assert unlisted[1]["errors"][0]["pointer"] == "/suitable_schools"
    assert (status, problem["code"]) == (409, "school_not_directable")


async def test_pl_s09_adopted_from_abroad_goes_by_fair_access(house: House) -> None:
    child = await a_previously_looked_after_child(house, CareBasis.STATE_CARE_ABROAD, date_of_birth=date(2019, 3, 1))
    no = await refused(house, child, NORTHSTAR_SCHOOL, asked_on="2026-11-16", on="2026-12-07", codes=["BEHAVIOUR"])
    assert (no["year_group"], no["route"], no["next_route"]) == ("3", "in_year_plac", "fap")

    status, problem = await house.refused_step(no, "consultation", consultation("2026-12-07"), role=Role.LA_SIGNATORY)
    house.clock.set("2027-01-11")
    referred = await house.step(no, "fair-access-referral", {"accepted_on": "2027-01-11"})

    assert (status, problem["code"]) == (409, "not_looked_after")
    assert (referred["state"], clocks(referred)["fap_allocate"]["due_on"]) == ("fap_referred", "2027-02-08")
    assert referred["next_route"] == "sos_request"
    house.clock.set("2027-02-01")
    allocated = await house.step(
        referred, "fair-access-allocation", {"school_urn": NORTHSTAR_SCHOOL}, role=Role.LA_ADMISSIONS
    )
    assert (allocated["state"], allocated["answer"]["overturned_by"]) == ("fap_allocated", "fair_access")
    assert clocks(allocated)["fap_allocate"]["state"] == "met"


async def test_fair_access_may_find_another_school_but_never_one_that_excluded_the_child(house: House) -> None:
    """PL-705."""
    child = await a_previously_looked_after_child(house, CareBasis.ADOPTED)
    await excluded(house, child.id, NORTHSTAR_SCHOOL, date(2026, 3, 2))
    no = await refused(house, child, asked_on="2026-11-16", on="2026-12-07")
    referred = await house.step(no, "fair-access-referral", {"accepted_on": "2026-12-07"})
    from_there = await house.refused_step(
        referred, "fair-access-allocation", {"school_urn": NORTHSTAR_SCHOOL}, role=Role.LA_ADMISSIONS
    )

    ended = await house.step(referred, "fair-access-allocation", {"school_urn": OAK}, role=Role.LA_ADMISSIONS)

    there = await house.shown(ended["continued_in_id"])
    assert from_there[1]["code"] == "excluded_from_school"
    assert (ended["state"], ended["close_reason"]) == ("superseded", "other_school_allocated")
    assert (there["state"], there["stream"], there["continues_id"]) == ("fap_allocated", "fair_access", ended["id"])
    submitted = house.events("application.submitted", there["id"])
    assert submitted[0]["stream"] == "fair_access"


async def test_nobody_is_directed_back_to_a_school_that_excluded_the_child(house: House) -> None:
    child = await house.a_child()
    await excluded(house, child.id, ST_BEDE, date(2026, 6, 1))
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03", codes=["PEX_FROM_HERE"])

    asked = await house.refused_step(no, "recommendation", ADVICE, role=Role.VSH)
    signing = await house.refused_step(no, "consultation", consultation("2026-11-03"), role=Role.LA_SIGNATORY)

    assert no["next_route"] == "none"
    assert (asked[1]["code"], signing[1]["code"]) == ("excluded_from_school", "excluded_from_school")


async def test_pl_s07_a_twin_with_a_plan_is_consulted_on_and_never_asked(house: House) -> None:
    """The plan half: no application is wanted; the SEND officer consults, and the authority names."""
    child = await house.a_child(date_of_birth=date(2016, 3, 1), sen_status=SenStatus.EHCP, ehc_authority="800")
    house.clock.set("2026-10-29")
    draft = await house.drafted(child.id, ST_BEDE, entry_academic_year="2027-28")
    ready = await house.step(draft, "readiness", {})
    assert (ready["year_group"], ready["route"], ready["stream"]) == ("7", "ehcp_naming", "ehcp_consultation")
    asked = await house.refused_step(ready, "submission", {"receipt_proof": "not_proved"}, role=Role.VS_OFFICER)

    consulting = await house.step(ready, "ehcp-consultation", {"sent_on": "2026-10-29"}, role=Role.SEND_OFFICER)

    assert asked[1]["code"] == "step_not_allowed"
    assert (consulting["state"], clocks(consulting)["ehcp_consult"]["due_on"]) == ("ehcp_consulting", "2026-11-13")
    assert not [key for key in clocks(consulting) if key.startswith("inyear")]
    house.clock.set("2026-11-09")
    cannot = {"reply": "cannot_meet", "reason": "There is no specialist teacher."}
    replied = await house.step(consulting, "ehcp-reply", cannot, role=Role.SEND_OFFICER)
    assert (replied["state"], replied["decisions"], replied["plan"]["not_supported"]) == ("ehcp_responded", [], 1)
    named = await house.step(replied, "ehcp-naming", {"named_on": "2026-11-09"}, role=Role.SEND_OFFICER)
    assert (named["state"], clocks(named)["start_after_naming"]["due_on"]) == ("ehcp_named", "2026-11-16")
    assert house.events("consultation.answered", named["id"]) == [
        {"application_id": named["id"], "answered_on": "2026-11-09", "reply": "cannot_meet"}
    ]
    assert house.events("consultation.named", named["id"]) == [
        {"application_id": named["id"], "named_on": "2026-11-09", "same_school": True}
    ]


async def test_a_school_that_a_plan_names_refuses_nothing(house: House) -> None:
    """T29d."""
    child = await house.a_child(sen_status=SenStatus.EHCP, ehc_authority="800")
    named = await named_in_plan(house, child.id)
    refusing = {"codes": ["FULL_YEAR_GROUP"], "answer_reference": "letter"}

    flagged = await house.step(named, "refusal", refusing, role=Role.SEND_OFFICER)

    assert (flagged["state"], flagged["flags"]) == ("ehcp_named", ["named_not_admitted"])
    assert flagged["answer"]["ground"] == "not_a_refusal"


async def test_silence_on_a_plan_is_written_down_the_night_after(house: House) -> None:
    child = await house.a_child(sen_status=SenStatus.EHCP, ehc_authority="800")
    house.clock.set("2026-11-02")
    ready = await house.step(await house.drafted(child.id, ST_BEDE), "readiness", {})
    consulting = await house.step(ready, "ehcp-consultation", {}, role=Role.SEND_OFFICER)
    house.clock.set("2026-11-17")
    await house.watch()
    assert (await house.shown(consulting["id"]))["state"] == "ehcp_consulting"

    house.clock.set("2026-11-18")
    await house.watch()
    await house.watch()

    silent = await house.shown(consulting["id"])
    assert (silent["state"], silent["plan"]["reply"], silent["plan"]["not_supported"]) == (
        "ehcp_responded",
        "no_reply",
        0,
    )
    assert [one["reply"] for one in house.events("consultation.answered", consulting["id"])] == ["no_reply"]


async def test_schools_that_were_consulted_learn_that_another_one_was_named(house: House) -> None:
    child = await house.a_child(sen_status=SenStatus.EHCP, ehc_authority="800")
    house.clock.set("2026-11-02")
    other = await house.step(await house.drafted(child.id, OAK), "readiness", {})
    await house.step(other, "ehcp-consultation", {}, role=Role.SEND_OFFICER)
    await named_in_plan(house, child.id)

    assert [one["same_school"] for one in house.events("consultation.named", other["id"])] == [False]


async def named_in_plan(house: House, child_id: Any) -> dict[str, Any]:
    house.clock.set("2026-11-02")
    ready = await house.step(await house.drafted(child_id, ST_BEDE), "readiness", {})
    consulting = await house.step(ready, "ehcp-consultation", {}, role=Role.SEND_OFFICER)
    replied = await house.step(consulting, "ehcp-reply", {"reply": "can_meet"}, role=Role.SEND_OFFICER)
    return await house.step(replied, "ehcp-naming", {"named_on": "2026-11-02"}, role=Role.SEND_OFFICER)


async def test_a_notice_to_an_academy_counts_the_trust_for_its_governing_body(house: House) -> None:
    """PL-814, PL-817: a consultation is sent under the rule of its day, and ends under it."""
    operator = await house.operator()
    rules = (await operator.get("/v1/legal-rules")).json()["items"]
    rule = next(one for one in rules if one["key"] == "cwsa_s62")
    entered = {"effective_from": "2027-01-01", "note": "Commencement order.", "source": "S.I.", "confirmed": True}
    answer = await operator.put("/v1/legal-rules/cwsa_s62", json=entered, headers={"If-Match": f'"{rule["version"]}"'})
    assert answer.status_code == 200, answer.text
    child = await house.a_child()
    no = await refused(house, child, NORTHSTAR_SCHOOL, asked_on="2026-11-16", on="2026-12-14")
    assert no["next_route"] == "sos_request"
    house.clock.set("2027-01-05")
    put = await recommended(house, no)
    before = consultation("2027-01-05", sent_on="2026-12-31")
    sent_before = await house.refused_step(put, "consultation", before, role=Role.LA_SIGNATORY)
    instead = await house.refused_step(put, "secretary-of-state-request", {}, role=Role.LA_SIGNATORY)
    consulting = await signed(house, put, "consultation", consultation("2027-01-05"))
    replied = await unwilling(house, consulting, "2027-01-06")
    served = await signed(house, replied, "notice", notice("2027-01-06"))

    assert (sent_before[1]["code"], instead[1]["code"]) == ("rule_s62_not_in_force", "use_direction")
    assert (consulting["direction"]["type"], put["next_route"]) == ("s97a", "direction_97a")
    assert consulting["direction"]["rule_versions"] == {"cwsa_s62": rule["version"] + 1}
    assert served["state"] == "notice_served"
