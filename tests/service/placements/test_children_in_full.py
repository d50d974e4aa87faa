"""A child's record: registered, changed, and kept from those it is not for."""

from datetime import date
from typing import Any

import pytest

from factories.exampleshire import OAK, OFFICER_POST, ST_BEDE, WESTBOROUGH_CODE, WORKER_POST, a_draft
from factories.house_records import change, fault, send
from factories.placements_house import House
from kit.auth.vocabulary import Role
from kit.kernel.ids import new_id
from placements.domain.roll import Roll

GOOD_UPN = "H801200001001"
TEMPORARY = "A80120000501A"


def new_child(**given: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "first_name": "Amira",
        "surname": "Cole",
        "date_of_birth": "2014-03-01",
        "sex": "F",
        "upn_unknown_reason": "UN4",
        "care": {"status": "looked_after", "from_on": "2026-10-01"},
    }
    return {**facts, **given}


async def test_a_child_is_registered_with_its_care_and_told_without_its_name(house: House) -> None:
    answer = await send(
        house,
        "/v1/children",
        new_child(
            upn=TEMPORARY,
            upn_unknown_reason=None,
            first_language="Arabic",
            eal_stage="B",
            social_worker={"name": "Jo Bell", "phone": "01234 567890", "post_id": WORKER_POST},
            signs_for_child="The service manager",
        ),
    )

    child = answer.json()
    assert answer.status_code == 201, answer.text
    assert (child["cohort"], child["warnings"], child["eal_stage"]) == ("lac", ["upn_temporary"], "B")
    assert child["social_worker"] == {
        "name": "Jo Bell",
        "phone": "01234 567890",
        "email": None,
        "post_id": WORKER_POST,
    }
    told = house.ask("select type from placements.outbox where payload->>'child_id' = %s", child["id"])
    assert sorted(row[0] for row in told) == ["child.care_changed", "child.registered"]


@pytest.mark.parametrize(
    ("given", "pointer", "code"),
    [
        ({"upn": "A801200005001", "upn_unknown_reason": None}, "/upn", "upn_invalid"),
        ({"upn": GOOD_UPN}, "/upn", "missing"),
        ({"upn_unknown_reason": None}, "/upn", "missing"),
        ({"date_of_birth": "1999-03-01"}, "/date_of_birth", "out_of_range"),
        ({"date_of_birth": "2027-03-01"}, "/date_of_birth", "out_of_range"),
        ({"sen_status": "ehcp"}, "/ehc_authority", "missing"),
        ({"host_authority": "997"}, "/host_authority", "not_allowed"),
        ({"surname": None}, "/surname", "missing"),
        ({"year_group_override": "9"}, "/year_group_override_reason", "too_short"),
    ],
)
async def test_a_record_that_cannot_be_is_refused_by_field(
    house: House, given: dict[str, Any], pointer: str, code: str
) -> None:
    answer = await send(house, "/v1/children", {name: v for name, v in new_child(**given).items() if v is not None})

    assert (answer.status_code, fault(answer)) == (422, (pointer, code))


async def test_a_reference_and_a_upn_belong_to_one_child(house: House) -> None:
    first = await send(house, "/v1/children", new_child(la_child_id="REF1", upn=GOOD_UPN, upn_unknown_reason=None))
    assert first.status_code == 201, first.text

    reference = await send(house, "/v1/children", new_child(la_child_id="REF1"))
    number = await send(house, "/v1/children", new_child(upn=GOOD_UPN, upn_unknown_reason=None))

    assert fault(reference) == ("/la_child_id", "not_allowed")
    assert (number.status_code, number.json()["code"]) == (409, "upn_in_use")


async def test_the_list_is_narrowed_by_owner_school_care_and_where_children_live(house: House) -> None:
    here = Roll(id=new_id(), school_urn=OAK, first_day_on=date(2025, 9, 1))
    child = await house.a_child(owner_post_id="post-narrow", host_authority=WESTBOROUGH_CODE, rolls=[here])
    officer = await house.officer()

    wanted = f"owner=post-narrow&school_urn={OAK}&care_status=looked_after&host_authority={WESTBOROUGH_CODE}"
    found = (await officer.get(f"/v1/children?{wanted}")).json()["items"]
    other_school = (await officer.get(f"/v1/children?owner=post-narrow&school_urn={ST_BEDE}")).json()["items"]
    other_care = (await officer.get("/v1/children?owner=post-narrow&care_status=previously_looked_after")).json()

    assert [one["child"]["id"] for one in found] == [str(child.id)]
    assert (other_school, other_care["items"]) == ([], [])


async def test_pl_204_only_few_read_what_is_restricted(house: House) -> None:
    child = await house.a_child(owner_post_id=OFFICER_POST, social_worker_post_id=WORKER_POST)
    others = await house.a_child(owner_post_id="post-of-another", social_worker_post_id=WORKER_POST)
    path = f"/v1/children/{child.id}/restricted"

    changed = await change(house, "PATCH", path, {"reason_for_care": "N1", "risk_notes": "Careful.\nVery."}, 0)
    stale = await change(house, "PATCH", path, {"carer_name": "Pat"}, 0, Role.VSH)
    again = await change(
        house, "PATCH", path, {"carer_name": "Pat", "carer_address": "1 Rose Lane, Ashby"}, 1, Role.VSH
    )
    worker = await (await house.staff(Role.SOCIAL_WORKER)).get(path)
    not_the_owner = await (await house.officer()).get(f"/v1/children/{others.id}/restricted")
    signatory = await (await house.staff(Role.LA_SIGNATORY)).get(path)
    neighbour = await (await house.neighbour()).get(path)

    assert changed.status_code == 200, changed.text
    assert (stale.status_code, again.json()["version"]) == (412, 2)
    assert worker.json()["risk_notes"] == "Careful.\nVery."
    assert (again.json()["carer_name"], again.json()["holds_carer_address"]) == ("Pat", True)
    assert "Rose" not in again.text
    assert [(one.status_code, one.json()["code"]) for one in (not_the_owner, signatory)] == [
        (403, "forbidden_role"),
        (403, "forbidden_role"),
    ]
    assert neighbour.status_code == 404


async def test_pl_319_a_protected_address_is_kept_out_of_text_unless_somebody_looked(house: House) -> None:
    child = await house.a_child()
    protection = {"basis_code": "risk_from_family", "review_by": "2027-06-01"}
    held = {"carer_address": "14 Harebell Court\nAshby", "address_protected": protection}
    path = f"/v1/children/{child.id}"
    given = await change(house, "PATCH", f"{path}/restricted", held, 0)
    assert given.status_code == 200, given.text
    too_far = {"address_protected": protection | {"review_by": "2028-06-01"}}
    too_long = await change(house, "PATCH", f"{path}/restricted", too_far, 1)

    by_postcode = await change(house, "PATCH", path, {"pr_holders": "Mother, at AB1 2CD"}, 1)
    by_line = await change(house, "PATCH", path, {"signs_for_child": "Carer of harebell  court"}, 1)
    checked = {"signs_for_child": "Court officer AB1 2CD", "address_check": {"reason_code": "not_an_address"}}
    looked = await change(house, "PATCH", path, checked, 1)

    in_a_draft = await send(house, "/v1/applications", a_draft(child.id, what_helps="Near AB1 2CD."))
    in_a_case = {"child_id": str(child.id), "reason": "other", "need_from": "2026-10-05", "carer_view": "AB1 2CD."}
    in_a_case_too = await send(house, "/v1/cases", in_a_case)

    assert fault(in_a_draft) == ("/what_helps", "possible_address")
    assert fault(in_a_case_too) == ("/carer_view", "possible_address")
    assert fault(too_long) == ("/address_protected/review_by", "out_of_range")
    assert fault(by_postcode) == ("/pr_holders", "possible_address")
    assert fault(by_line) == ("/signs_for_child", "possible_address")
    assert looked.status_code == 200, looked.text
    reasons = house.ask("select reason_code from placements.audit_entries where reason_code is not null")
    assert ("not_an_address",) in reasons


async def test_nothing_that_is_told_names_a_child(house: House) -> None:
    """PL-1102: after everything above."""
    told = " ".join(str(row[0]) for row in house.ask("select payload from placements.outbox"))

    for held in ("Amira", "Cole", "Mason", "Kerr", GOOD_UPN, TEMPORARY, "2014-03-01", "AB1 2", "Harebell", "Jo Bell"):
        assert held not in told
