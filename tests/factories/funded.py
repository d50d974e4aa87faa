"""An authority that follows Pupil Premium Plus: what placements tells it, its people, and its steps written short."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import httpx
from fastapi import FastAPI
from sqlalchemy import text

from factories.feeds import ToldFeed
from funding.domain.policies.parameters import Value
from funding.domain.years import FinancialYear
from funding.imports.policies import DEMO_POLICY, keep_finance_codes, publish_policy
from funding.main import consumers
from funding.store.records import Records
from kit.auth.principal import Identity, Link, Organisation
from kit.auth.rights import load
from kit.auth.vocabulary import ActorKind, LinkPurpose, Method, OrganisationKind, Role
from kit.db.tenancy import Context
from kit.kernel.events import ReceivedEvent
from kit.kernel.ids import new_id
from kit.testing.sign_in import SignedInClient, SignIn

SAMPLES: Final = Path(__file__).parent / "ssda903_mini"
ASHBY_ROAD: Final = 9990001
BEACON_HILL: Final = 9990013
FAR_AWAY: Final = 9980007
SUMMER: Final = [("summer", "2025-04-22", "2025-05-23"), ("summer", "2025-06-02", "2025-07-22")]
AUTUMN: Final = [("autumn", "2025-09-02", "2025-10-24"), ("autumn", "2025-11-03", "2025-12-19")]
SPRING: Final = [("spring", "2026-01-05", "2026-02-13"), ("spring", "2026-02-23", "2026-03-27")]
RECORDED_AT: Final = datetime(2025, 9, 1, 6, 0, tzinfo=UTC)


def told(kind: str, authority: str, payload: Mapping[str, Any], version: int = 1) -> ReceivedEvent:
    return ReceivedEvent(
        event_id=new_id(),
        type=kind,
        version=version,
        occurred_on=date(2025, 9, 1),
        recorded_at=RECORDED_AT,
        authority=authority,
        payload=payload,
    )


def a_child(authority: str, child_id: UUID, *, year_group: str = "5", school: int = ASHBY_ROAD) -> list[ReceivedEvent]:
    """Looked after since January 2025, on roll since September."""
    facts = {"initials": "T.A.", "year_group": year_group, "academic_year": "2025-26", "sen": "support"}
    care = {"status": "looked_after", "from": "2025-01-06", "to": None, "short_break": False, "end_reason": None}
    roll = {"school_urn": school, "from": "2025-09-02", "to": None, "kind": "main"}
    return [
        told("child.registered", authority, {"child_id": str(child_id), **facts}),
        told("child.care_changed", authority, {"child_id": str(child_id), "intervals": [care]}),
        told("child.roll_changed", authority, {"child_id": str(child_id), "intervals": [roll]}),
    ]


def a_school(urn: int, name: str, authority: str, *, type_code: int = 1) -> ReceivedEvent:
    """A community school unless said otherwise."""
    payload = {
        "urn": urn,
        "name": name,
        "authority": authority,
        "type_code": type_code,
        "status_code": 1,
        "trust_uid": None,
    }
    return told("school.changed", "000", payload)


def a_mailbox(authority: str, urn: int, mailbox: str | None, purpose: str = "pupil_premium") -> ReceivedEvent:
    return told("school.contact_changed", authority, {"urn": urn, "purpose": purpose, "mailbox": mailbox})


def a_calendar(authority: str, halves: Sequence[tuple[str, str, str]] = (*AUTUMN, *SPRING)) -> ReceivedEvent:
    payload = {
        "calendar_id": str(new_id()),
        "authority": authority,
        "urn": None,
        "academic_year": "2025-26",
        "covers_from": "2025-08-01",
        "covers_to": "2026-07-31",
        "terms": [{"term": term, "starts_on": first, "ends_on": last} for term, first, last in halves],
        "school_days": ["2025-11-24", "2025-11-25"],
    }
    return told("calendar.published", authority, payload)


@dataclass(slots=True)
class Funded:
    """One authority of a test with its people; every test has an authority of its own, for a ledger only grows."""

    authority: str
    app: FastAPI
    sign_in: SignIn
    vsh: SignedInClient
    officer: SignedInClient
    finance: SignedInClient
    colleague: SignedInClient
    child_id: UUID = field(default_factory=new_id)
    feed: ToldFeed = field(init=False)

    def __post_init__(self) -> None:
        self.feed = ToldFeed((), name=f"told-{self.authority}")

    async def hear(self, *events: ReceivedEvent) -> None:
        """What placements tells next, read to its end."""
        self.feed.events.extend(events)
        for reader in consumers(self.app.state.runtime, {"placements": self.feed}):
            await reader.catch_up()

    async def settle(self, **params: Value) -> None:
        """A policy for 2025-26 and 2026-27, finance codes, two schools, a calendar, and a child."""
        runtime = self.app.state.runtime
        async with runtime.database.transaction(Context.job(self.authority, "test")) as connection:
            records = Records(connection, self.authority)
            for start in (2025, 2026):
                chosen = DEMO_POLICY | params
                await publish_policy(records, FinancialYear(start), chosen, self.vsh.identity.subject, RECORDED_AT)
            await keep_finance_codes(records, "VS100", "4710")
        await self.hear(
            a_school(ASHBY_ROAD, "Ashby Road Primary (demo)", self.authority),
            a_school(BEACON_HILL, "Beacon Hill Academy (demo)", self.authority, type_code=28),
            a_school(FAR_AWAY, "Far Away Academy (demo)", "997", type_code=28),
            a_mailbox(self.authority, ASHBY_ROAD, "office@ashbyroad.test"),
            a_calendar(self.authority),
            *a_child(self.authority, self.child_id),
        )

    async def award(self, children: int = 400, kind: str = "provisional", year: str = "2025-26") -> dict[str, Any]:
        """Entered by finance, posted by the virtual school head."""
        body = {
            "scheme": "LAC",
            "financial_year": year,
            "kind": kind,
            "children_count": children,
            "source": "DfE letter",
        }
        entered = good(await self.finance.send_step("/v1/awards", body))
        posting = f"/v1/awards/{entered['id']}/posting"
        return good(await self.vsh.send_step(posting, version=entered["version"]))

    async def ask(self, pence: int = 54_000, **more: Any) -> dict[str, Any]:
        """A top-up for the child at Ashby Road, drafted and sent by the officer."""
        draft = good(await self.officer.send_step("/v1/requests", self.request_body(pence, **more)))
        path = f"/v1/requests/{draft['id']}/submission"
        return good(await self.officer.send_step(path, version=draft["version"]))

    def request_body(self, pence: int = 54_000, **more: Any) -> dict[str, Any]:
        line = {
            "spend_code": "tuition_1to1",
            "description": "1:1 tuition, maths",
            "total_pence": pence,
            "total_reason": "twelve sessions at the agreed price",
            "start_on": "2025-12-01",
            "end_on": "2026-02-27",
        }
        request = {
            "kind": "topup",
            "term": "AUT-2025",
            "child_id": str(self.child_id),
            "school_urn": ASHBY_ROAD,
            "need": "Behind in maths after the move.",
            "lines": [line],
        }
        return request | more

    async def decide(self, request: Mapping[str, Any], approved: int | None = None) -> dict[str, Any]:
        """The virtual school head approves every line, or a part of the only one."""
        lines = [
            {"line_id": line["id"], "outcome": "approved", "approved_pence": line["asked_pence"]}
            if approved is None
            else {
                "line_id": line["id"],
                "outcome": "part_approved",
                "approved_pence": approved,
                "reason_code": "too_costly",
                "reason": "The usual price is lower.",
            }
            for line in request["lines"]
        ]
        path = f"/v1/requests/{request['id']}/decision"
        return good(await self.vsh.send_step(path, {"lines": lines}, version=request["version"]))

    async def release(self) -> dict[str, Any]:
        """Everything that is ready, up to the file."""
        batch = good(await self.finance.send_step("/v1/payment-batches", {}))
        for step, body in (("check", {}), ("approval", None), ("export", None)):
            path = f"/v1/payment-batches/{batch['id']}/{step}"
            batch = good(await self.finance.send_step(path, body, version=batch["version"]))
        return batch

    async def confirm(self, batch: Mapping[str, Any], paid_on: str = "2025-11-26") -> dict[str, Any]:
        """The bank paid every line."""
        rows = [
            {
                "line_no": line["line_no"],
                "payment_ref": line["payment_ref"],
                "status": "paid",
                "paid_on": paid_on,
                "paid_pence": line["pence"],
                "document_no": f"D{line['line_no']}",
            }
            for line in batch["lines"]
        ]
        path = f"/v1/payment-batches/{batch['id']}/confirmations"
        return good(await self.finance.send_step(path, {"rows": rows}))

    async def pay(self) -> dict[str, Any]:
        return await self.confirm(await self.release())

    async def open_round(self, term: str = "AUT-2025") -> dict[str, Any]:
        return good(await self.officer.send_step("/v1/return-rounds", {"term": term}))

    async def mails(self) -> list[dict[str, Any]]:
        """Mails of the authority, the oldest first."""
        return await self.rows("select kind, to_address, subject, body from funding.mail_outbox order by id")

    async def events(self, *types: str) -> list[dict[str, Any]]:
        """What was told, the oldest first."""
        rows = await self.rows("select type, version, payload from funding.outbox order by seq")
        return [row for row in rows if row["type"] in types or not types]

    async def rows(self, sql: str) -> list[dict[str, Any]]:
        runtime = self.app.state.runtime
        async with runtime.database.transaction(Context.job(self.authority, "test")) as connection:
            return [dict(row) for row in (await connection.execute(text(sql))).mappings()]

    async def by_link(self, return_id: str, stack: AsyncExitStack) -> SignedInClient:
        """The school opens its link: the gateway's door first, then a token for the one return."""
        body = (await self.mails())[-1]["body"]
        code = next(line.rsplit("/s/", 1)[1] for line in body.splitlines() if "/s/" in line)
        gateway = await stack.enter_async_context(self.sign_in.client(self.app, self.sign_in.service("gateway")))
        opened = good(await gateway.post("/v1/reply-links/open", json={"code": code}))
        assert opened["subject_id"] == return_id
        return await stack.enter_async_context(
            self.sign_in.client(self.app, _link(opened, self.authority, self.sign_in.clock.now()))
        )


@asynccontextmanager
async def a_funded_authority(app: FastAPI, sign_in: SignIn, authority: str) -> AsyncIterator[Funded]:
    """Morgan (vsh), Robin (officer), Lee and a colleague (finance), with clients of their own."""
    async with AsyncExitStack() as stack:
        people = (Role.VSH, Role.VS_OFFICER, Role.VS_FINANCE, Role.VS_FINANCE)
        vsh, officer, finance, colleague = [
            await stack.enter_async_context(sign_in.client(app, sign_in.user(role, authority=authority)))
            for role in people
        ]
        yield Funded(authority, app, sign_in, vsh, officer, finance, colleague)


def _link(opened: Mapping[str, Any], authority: str, now: datetime) -> Identity:
    """Who a school is that came by its link, as the gateway says it (SE-43)."""
    purpose = LinkPurpose(opened["purpose"])
    return Identity(
        kind=ActorKind.LINK,
        subject=f"link:{opened['link_id']}",
        client_id="onroll-web",
        organisation=Organisation(OrganisationKind.AUTHORITY, authority),
        roles=(),
        scopes=load().links[purpose],
        amr=(Method.LINK_CODE,),
        auth_time=now,
        link=Link(opened["link_id"], purpose, opened["subject_id"]),
    )


def good(answer: httpx.Response) -> dict[str, Any]:
    """The body of an answer that succeeded."""
    assert answer.is_success, f"{answer.status_code} {answer.text}"
    body: dict[str, Any] = answer.json()
    return body
