"""Whom an authority writes to: entered, corrected, removed, told by purpose, and marked when nothing arrives."""

from typing import Any

import pytest

from factories.exampleshire import EXAMPLESHIRE_CODE, OAK, ST_BEDE, UNREACHED
from factories.placements_house import House
from kit.auth.vocabulary import Role
from kit.db.foundation import foundation
from kit.db.tenancy import Context
from kit.mail.delivery import NotDelivered
from kit.mail.message import OutgoingMail
from kit.mail.postman import Postman
from placements.jobs.note_bounces import note_bounces
from placements.store.tables.metadata import METADATA


def a_contact(**given: Any) -> dict[str, Any]:
    facts = {"kind": "school", "role": "pupil_premium", "school_urn": OAK, "email": "pp@oak.test", "name": "R. Adeyemi"}
    return facts | given


async def add(house: House, **given: Any) -> Any:
    return await (await house.officer()).send_step("/v1/contacts", a_contact(**given))


async def change(house: House, contact: dict[str, Any], body: dict[str, Any], version: int | None = None) -> Any:
    officer = await house.officer()
    tag = {"If-Match": f'"{version or contact["version"]}"'}
    return await officer.patch(f"/v1/contacts/{contact['id']}", json=body, headers=tag)


def told(house: House, urn: int) -> list[tuple[str, str | None]]:
    events = house.events("school.contact_changed")
    return [(event["purpose"], event["mailbox"]) for event in events if event["urn"] == urn]


async def test_a_contact_is_entered_corrected_and_removed_and_its_purpose_told(house: House) -> None:
    entered = await add(house)
    assert entered.status_code == 201, entered.text
    contact = entered.json()

    named = await change(house, contact, {"name": None, "phone": "01234 567890"})
    moved = await change(house, named.json(), {"email": "money@oak.test", "confirmed": True})

    assert (named.json()["name"], named.json()["phone"], named.json()["email"]) == (None, "01234 567890", "pp@oak.test")
    assert (moved.json()["version"], moved.json()["confirmed_on"]) == (3, "2026-11-09")
    officer = await house.officer()
    path = f"/v1/contacts/{contact['id']}"
    stale = await officer.delete(path, headers={"If-Match": '"1"'})
    gone = await officer.delete(path, headers={"If-Match": '"3"'})
    assert (stale.status_code, gone.status_code) == (412, 204)
    assert (await officer.delete(path, headers={"If-Match": '"3"'})).status_code == 404
    assert told(house, OAK) == [
        ("pupil_premium", "pp@oak.test"),
        ("pupil_premium", "money@oak.test"),
        ("pupil_premium", None),
    ]


async def test_a_school_has_one_reply_address(house: House) -> None:
    """PL-330."""
    officer = await house.officer()
    [held] = (await officer.get("/v1/contacts", params={"school_urn": ST_BEDE})).json()["items"]

    second = await add(house, school_urn=ST_BEDE, role="office", email="office@stbede.test", reply_address=True)
    other = (await add(house, school_urn=ST_BEDE, role="office", email="office@stbede.test")).json()
    taken = await change(house, other, {"reply_address": True})
    freed = await change(house, held, {"reply_address": False})
    given = await change(house, other, {"reply_address": True})

    assert (second.status_code, second.json()["code"]) == (409, "reply_address_exists")
    assert (taken.status_code, taken.json()["code"]) == (409, "reply_address_exists")
    assert (freed.status_code, given.status_code, given.json()["reply_address"]) == (200, 200, True)
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    assert house.mails(asked["id"])[0][1] == "office@stbede.test"


@pytest.mark.parametrize(
    ("given", "status", "code", "pointer"),
    [
        ({"role": "trust_ceo"}, 422, "not_allowed", "/role"),
        ({"school_urn": None}, 422, "missing", "/school_urn"),
        ({"trust_uid": "9001"}, 422, "not_allowed", "/trust_uid"),
        ({"kind": "trust", "role": "trust_ceo", "school_urn": None}, 422, "missing", "/trust_uid"),
        (
            {"kind": "authority_office", "role": "legal", "school_urn": None, "authority": "799"},
            422,
            "not_allowed",
            "/authority",
        ),
        (
            {"kind": "trust", "role": "trust_ceo", "school_urn": None, "trust_uid": "9001", "reply_address": True},
            422,
            "not_allowed",
            "/reply_address",
        ),
        ({"email": None, "reply_address": True}, 422, "missing", "/email"),
        ({"email": None, "accepts_email_service": True}, 422, "missing", "/email"),
        ({"email": "not an address"}, 422, None, "/email"),
        ({"name": "x" * 101}, 422, None, "/name"),
    ],
)
async def test_a_contact_that_is_not_in_order_is_refused(
    house: House, given: dict[str, Any], status: int, code: str | None, pointer: str
) -> None:
    refused = await add(house, **given)

    assert refused.status_code == status, refused.text
    [error] = refused.json()["errors"]
    assert error["pointer"] == pointer
    assert code is None or error["code"] == code


async def test_a_school_the_register_does_not_know_has_no_contacts(house: House) -> None:
    refused = await add(house, school_urn=123456)

    assert (refused.status_code, refused.json()["code"]) == (422, "school_unknown")


async def test_contacts_of_trusts_and_offices_are_listed_by_kind_and_role(house: House) -> None:
    await add(house, kind="trust", role="trust_ceo", school_urn=None, trust_uid="9001", email="ceo@trust.test")
    await add(house, kind="authority_office", role="legal", school_urn=None, authority="801", email="legal@w.test")
    officer = await house.officer()

    trusts = (await officer.get("/v1/contacts", params={"kind": "trust"})).json()["items"]
    legal = (await officer.get("/v1/contacts", params={"role": "legal", "limit": 1})).json()
    theirs = (await (await house.neighbour()).get("/v1/contacts", params={"kind": "trust"})).json()["items"]

    assert [(one["trust_uid"], one["role"]) for one in trusts] == [("9001", "trust_ceo")]
    assert ([one["authority"] for one in legal["items"]], legal["next_cursor"]) == (["801"], None)
    assert theirs == []
    assert (await (await house.staff(Role.SOCIAL_WORKER)).get("/v1/contacts")).status_code == 403


async def test_the_list_pages_without_losing_or_doubling_a_contact(house: House) -> None:
    officer = await house.officer()
    seen: list[str] = []
    cursor = None
    while True:
        page = (await officer.get("/v1/contacts", params={"limit": 2} | ({"cursor": cursor} if cursor else {}))).json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert len(seen) == len(set(seen))
    [(held,)] = house.ask("select count(*) from placements.contacts where authority = %s", EXAMPLESHIRE_CODE)
    assert len(seen) == held


async def test_the_contact_that_signs_letters_is_not_removed(house: House) -> None:
    entered = (await add(house, kind="authority_staff", role="virtual_school", school_urn=None, authority="800")).json()
    vsh = await house.staff(Role.VSH)
    settings = (await vsh.get("/v1/settings")).json()
    body = {name: value for name, value in settings.items() if name not in {"version", "versions"}}
    await vsh.put(
        "/v1/settings",
        json=body | {"letter_signatory_contact_id": entered["id"]},
        headers={"If-Match": f'"{settings["version"]}"'},
    )

    refused = await (await house.officer()).delete(f"/v1/contacts/{entered['id']}", headers={"If-Match": '"1"'})

    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.json()["errors"]] == ["/letter_signatory_contact_id"]


class Refusing:
    """A mail server that knows none of its addresses, or a relay that is away."""

    def __init__(self, code: str, *, is_final: bool) -> None:
        self._error = NotDelivered(code, is_final=is_final)

    async def deliver(self, mail: OutgoingMail) -> None:
        raise self._error


async def test_a_mail_that_bounces_marks_the_contact_until_somebody_corrects_or_confirms_it(house: House) -> None:
    """A27."""
    runtime = house.sign_in.runtime(house.database, "placements")
    contact = (
        await add(house, school_urn=UNREACHED, role="admissions", email="Gone@far.test", reply_address=True)
    ).json()
    house.clock.set("2026-11-10")
    child = await house.a_child()
    await house.asked(child.id, UNREACHED, on="2026-11-10")
    tables = foundation(METADATA)
    refusing = Refusing("recipient_refused", is_final=True)
    while await Postman("placements", house.database, tables, house.clock, refusing).step():
        pass

    noted, again = await note_bounces(runtime), await note_bounces(runtime)

    assert (noted >= 1, again) == (True, 0)
    officer = await house.officer()
    bounced = (await officer.get("/v1/contacts", params={"bounced": True, "school_urn": UNREACHED})).json()["items"]
    assert [one["id"] for one in bounced] == [contact["id"]]
    confirmed = await change(house, bounced[0], {"confirmed": True})
    assert (confirmed.json()["bounced_at"], confirmed.json()["confirmed_on"]) == (None, "2026-11-10")
    assert await note_bounces(runtime) == 0
    corrected = await change(house, confirmed.json(), {"email": "new@far.test"})
    assert (corrected.json()["bounced_at"], corrected.json()["confirmed_on"]) == (None, None)


async def test_a_relay_that_was_away_says_nothing_about_an_address(house: House) -> None:
    runtime = house.sign_in.runtime(house.database, "placements")
    await note_bounces(runtime)
    async with house.database.transaction(Context.job(EXAMPLESHIRE_CODE, "tests")) as connection:
        box = foundation(METADATA).mail_outbox
        await connection.execute(box.update().values(failed_code="ConnectionRefusedError"))

    assert await note_bounces(runtime) == 0
