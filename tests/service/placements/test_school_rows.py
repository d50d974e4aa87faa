"""What the database itself shows a school: its own rows, and that a loosened policy is noticed (SE-68)."""

from datetime import date
from typing import Any, Final

import psycopg
import pytest

from factories.exampleshire import NORTHSTAR_SCHOOL, ST_BEDE
from factories.placements_house import House
from kit.db.tenancy import Context, ContextKind
from kit.kernel.ids import new_id
from kit.testing.postgres import ClonedDatabase
from placements.domain.roll import Roll

READABLE: Final = {
    "applications": "select school_urn from placements.applications",
    "decisions": "select a.school_urn from placements.decisions d"
    " join placements.applications a on a.id = d.application_id",
    "clocks": "select coalesce(a.school_urn, 0) from placements.clocks c"
    " left join placements.applications a on a.id = c.application_id",
    "rolls": "select school_urn from placements.rolls",
    "contacts": "select coalesce(school_urn, {own}) from placements.contacts",
}
"""Whose rows a school's context shows; a contact of the authority's staff counts as nobody's."""
HIDDEN: Final = (
    "care_placements",
    "letters",
    "history",
    "reply_links",
    "mail_outbox",
    "outbox",
    "reference_numbers",
    "link_uses",
)


async def seen(house: House, question: str, kind: ContextKind, organisation: str) -> set[Any]:
    context = Context(kind, organisation, str(new_id()))
    async with house.database.transaction(context, read_only=True) as connection:
        return set((await connection.exec_driver_sql(question)).scalars())


@pytest.mark.parametrize("school", [ST_BEDE, NORTHSTAR_SCHOOL])
async def test_the_database_shows_a_school_its_own_rows_only(house: House, school: int) -> None:
    other = await house.a_child(rolls=[Roll(id=new_id(), school_urn=ST_BEDE, first_day_on=date(2026, 9, 1))])
    asked = await house.asked(other.id, NORTHSTAR_SCHOOL)
    await house.asked((await house.a_child()).id, ST_BEDE)
    unasked = await house.a_child()

    for question in READABLE.values():
        rows = await seen(house, question.format(own=school), ContextKind.SCHOOL, str(school))
        assert rows <= {school}
    assert await seen(house, READABLE["applications"], ContextKind.SCHOOL, str(school)) == {school}
    for table in HIDDEN:
        assert await seen(house, f"select 1 from placements.{table}", ContextKind.SCHOOL, str(school)) == set()
    children = await seen(house, "select id from placements.children", ContextKind.SCHOOL, str(school))
    assert other.id in children
    assert unasked.id not in children
    for kind, organisation in ((ContextKind.SCHOOL, "999999"), (ContextKind.SCHOOL, "x"), (ContextKind.TRUST, "77")):
        for question in READABLE.values():
            assert await seen(house, question.format(own=0), kind, organisation) == set()
    assert asked["state"] == "submitted"


async def test_a_school_can_write_nothing_under_its_own_context(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)

    async with house.database.transaction(Context(ContextKind.SCHOOL, str(ST_BEDE), "someone")) as connection:
        updated = await connection.exec_driver_sql(
            "update placements.applications set state = 'offered' where id = %s", (asked["id"],)
        )

    assert updated.rowcount == 0
    assert (await house.shown(asked["id"]))["state"] == "submitted"


async def test_a_loosened_policy_is_noticed(house: House, clone: ClonedDatabase) -> None:
    """A planted fault: the same question shows another school's request once its policy is gone."""
    own, foreign = await house.a_child(), await house.a_child()
    await house.asked(own.id, ST_BEDE)
    await house.asked(foreign.id, NORTHSTAR_SCHOOL)
    question = READABLE["applications"]

    def as_admin(statement: str) -> None:
        with psycopg.connect(clone.admin_url.replace("+psycopg", "", 1), autocommit=True) as connection:
            connection.execute(statement.encode())

    sound = await seen(house, question, ContextKind.SCHOOL, str(ST_BEDE))
    as_admin(
        "alter policy applications_school_select on placements.applications using (placements.onroll_kind() = 'school')"
    )
    leaking = await seen(house, question, ContextKind.SCHOOL, str(ST_BEDE))
    as_admin("drop policy applications_school_select on placements.applications")
    blind = await seen(house, question, ContextKind.SCHOOL, str(ST_BEDE))

    assert sound == {ST_BEDE}
    assert leaking == {ST_BEDE, NORTHSTAR_SCHOOL}
    assert blind == set()
