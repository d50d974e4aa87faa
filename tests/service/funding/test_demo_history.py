"""The demonstration's money: three terms behind, the running one, and books that hold to the penny."""

from collections.abc import Iterator

from fastapi import FastAPI

from factories.funded import a_child, a_funded_authority, a_mailbox, a_school, good, told
from funding.imports.demo import Cast, seed_history, settle_authority
from kit.kernel.events import ReceivedEvent
from kit.kernel.ids import new_id
from kit.testing.sign_in import SignIn

SCHOOLS = 60
CHILDREN = 184
STORY_SCHOOL = 9_990_007
_HALVES = [
    ("autumn", "2024-09-03", "2024-12-20"),
    ("spring", "2025-01-06", "2025-04-04"),
    ("summer", "2025-04-22", "2025-07-22"),
    ("autumn", "2025-09-02", "2025-12-19"),
    ("spring", "2026-01-05", "2026-03-27"),
]


def _place(authority: str) -> Iterator[ReceivedEvent]:
    for n in range(SCHOOLS):
        urn = 9_990_001 + n
        yield a_school(urn, f"Invented School {n:02d}", authority, type_code=34 if n % 2 else 1)
        yield a_mailbox(authority, urn, f"office{n}@school.test")
    payload = {
        "calendar_id": str(new_id()),
        "authority": authority,
        "urn": None,
        "academic_year": "2024-25",
        "covers_from": "2024-08-01",
        "covers_to": "2026-07-31",
        "terms": [{"term": term, "starts_on": first, "ends_on": last} for term, first, last in _HALVES],
        "school_days": [],
    }
    yield told("calendar.published", authority, payload)
    for n in range(CHILDREN):
        facts, care, roll = a_child(authority, new_id(), year_group=str(1 + n % 11), school=9_990_001 + n % SCHOOLS)
        interval = dict(roll.payload["intervals"][0]) | {"from": "2024-09-03"}
        yield from (facts, care)
        yield told("child.roll_changed", authority, {**roll.payload, "intervals": [interval]})


async def test_the_demonstration_has_three_terms_of_money_that_reconciles(
    app: FastAPI, sign_in: SignIn, codes: Iterator[str]
) -> None:
    async with a_funded_authority(app, sign_in, next(codes)) as northshire:
        await northshire.hear(*_place(northshire.authority))
        people = (northshire.vsh, northshire.officer, northshire.finance)
        cast = Cast(*(client.identity.subject for client in people))
        database, clock = app.state.runtime.database, app.state.runtime.clock

        await settle_authority(database, northshire.authority, cast, clock)
        seeded = await seed_history(
            database,
            northshire.authority,
            cast,
            clock,
            story_school=STORY_SCHOOL,
            codes={STORY_SCHOOL: "demo-fernley-primary"},
        )

        assert (seeded.requests > 700, seeded.not_accounted) == (True, 6)
        verified = good(await northshire.vsh.post("/v1/ledger/verification"))
        assert (verified["verified"], verified["broken"]) == (True, [])
        overview = good(await northshire.vsh.get("/v1/overview"))
        assert overview["award"]["award_pence"] == CHILDREN * 263_000
        assert overview["returns_not_accounted_total"] == 6
        assert overview["requests_to_decide"]["count"] == 7
        assert overview["payments_ready"]["count"] > 5
        late = next(row for row in overview["returns_not_accounted"] if row["school_urn"] == STORY_SCHOOL)
        assert (late["paid_pence"], late["accounted_pence"], late["state"]) == (270_000, 30_000, "overdue")
        waiting = good(await northshire.finance.get("/v1/payments?state=awaiting_supplier"))["items"]
        assert waiting
        held = good(await northshire.finance.get("/v1/payments?state=held"))["items"]
        assert {payment["school"]["urn"] for payment in held} >= {STORY_SCHOOL}
        assert await northshire.rows("select 1 from funding.return_lines where charged_to_grant_pence > paid_pence")
