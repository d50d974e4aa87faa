"""Plays out the money of the demo: award, requests, payments, returns, each step by the person whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from funding.domain.years import FinancialYear, Term
from funding.imports.policies import DEMO_POLICY, keep_finance_codes, publish_policy
from funding.store.records import Records
from kit.auth.principal import Identity
from kit.db.database import JOB
from kit.db.tenancy import Context
from kit.kernel.days import subtract_working_days
from kit.web.runtime import Runtime
from onroll.demo.hands import Hands
from onroll.demo.money_plans import DEMO_RATE_PENCE, DEMO_RATE_SOURCE, Answered, Item, SchoolMoney
from onroll.demo.people import identity, link_holder
from onroll.demo.places import LITTLEMERE, NORTHSHIRE

_BOOKS: Final = "funding/v1"
_DAYS_AFTER_DUE: Final = 6
"""The summer return round was due on the sixth working day before the day of seeding (FR-3)."""
_LASTS: Final = timedelta(weeks=9)
_ACCOUNTED_BY_FERNLEY: Final = 30_000
_OVERSPENT_PENCE: Final = 4_000


async def settle_policies(runtime: Runtime, years: Sequence[FinancialYear], hands: Hands) -> None:
    """Both invented authorities have the same policy, decided outside the product (funding, section 25)."""
    for authority, published_by in ((NORTHSHIRE, "joy_osei"), (LITTLEMERE, "morgan_hale")):
        async with runtime.database.transaction(Context.job(authority, "seed_demo"), limits=JOB) as connection:
            records = Records(connection, authority)
            for year in years:
                person = identity(published_by, hands.clock.now())
                await publish_policy(records, year, dict(DEMO_POLICY), person.subject, hands.clock.now())
            await keep_finance_codes(records, "VS100", "E19")


@dataclass(slots=True)
class MoneyPlay:
    """The finance side of one authority, day after day."""

    runtime: Runtime
    hands: Hands
    today: date
    last_term: Term
    payees: dict[int, dict[str, Any]] = field(default_factory=dict)

    async def award(self, year: FinancialYear, *, vsh: str, finance: str, children: int | None) -> None:
        """The year's rate, entered and confirmed by two people, and the award that is posted with it."""
        if year.start >= 2026:  # the seed holds no figure from then on
            rate = {
                "scheme": "LAC",
                "financial_year": str(year),
                "effective_from": year.starts_on.isoformat(),
                "pence": DEMO_RATE_PENCE,
                "source": DEMO_RATE_SOURCE,
            }
            entered = await self._post(finance, "rates", rate)
            await self._step(vsh, f"rates/{entered['id']}/confirmation", entered)
        if children is not None:
            wanted = {
                "scheme": "LAC",
                "financial_year": str(year),
                "kind": "estimated",
                "children_count": children,
                "source": f"own count, {DEMO_RATE_SOURCE}",
            }
            award = await self._post(finance, "awards", wanted)
            await self._step(vsh, f"awards/{award['id']}/posting", award)

    async def pay(self, schools: Sequence[SchoolMoney], term: Term, start_on: date) -> None:
        """Everything asked for, decided, paid and confirmed on one day, before it is spent."""
        for school in schools:
            await self.payee(school.urn)
            for item in school.items:
                await self.ask(school.urn, item, term, start_on, decide=True)
        await self.release()

    async def payee(self, urn: int, *, verified: bool = True) -> dict[str, Any]:
        body = {"kind": "school", "school_urn": urn, "supplier_no": f"S{urn % 10_000:05d}"}
        entered: dict[str, Any] = await self._post("priya_rahman", "payees", body)
        if verified:
            entered = await self._step("joy_osei", f"payees/{entered['id']}/verification", entered)
        self.payees[urn] = entered
        return entered

    async def ask(self, urn: int, item: Item, term: Term, start_on: date, *, decide: bool) -> dict[str, Any]:
        body = {
            "kind": "topup",
            "term": str(term),
            "child_id": item.child_id,
            "school_urn": urn,
            "need": "Catching up after a change of school; agreed at the last PEP meeting.",
            "expected_outcome": "On track in the subject by the end of the term.",
            "lines": [_line(item, start_on)],
        }
        drafted = await self._post("sam_lund", "requests", body)
        asked: dict[str, Any] = await self._step("sam_lund", f"requests/{drafted['id']}/submission", drafted)
        if not decide:
            return asked
        answers = [
            {"line_id": line["id"], "outcome": "approved", "approved_pence": line["total_pence"]}
            for line in asked["lines"]
        ]
        decided: dict[str, Any] = await self._step("joy_osei", f"requests/{asked['id']}/decision", asked, lines=answers)
        return decided

    async def release(self) -> None:
        """Priya makes and releases the batch; who decided a line could not (FU-303)."""
        batch = await self._post("priya_rahman", "payment-batches", {})
        for step in ("check", "approval", "export"):
            batch = await self._step("priya_rahman", f"payment-batches/{batch['id']}/{step}", batch)
        rows = [
            {
                "line_no": line["line_no"],
                "payment_ref": line["payment_ref"],
                "status": "paid",
                "paid_on": self.hands.clock.today().isoformat(),
                "paid_pence": line["pence"],
                "document_no": f"D{line['line_no']:06d}",
            }
            for line in batch["lines"]
        ]
        await self._post("priya_rahman", f"payment-batches/{batch['id']}/confirmations", {"rows": rows})

    async def open_returns(self) -> None:
        due_on = subtract_working_days(self.today, _DAYS_AFTER_DUE) or self.today
        body = {"term": str(self.last_term), "due_on": due_on.isoformat()}
        await self._post("sam_lund", "return-rounds", body)

    async def answer_returns(self, schools: Sequence[SchoolMoney]) -> None:
        """As each school does it; what was answered whole is then accepted."""
        listed = await self.hands.get(self._who("joy_osei"), f"{_BOOKS}/returns?limit=100")
        by_school = {one["school"]["urn"]: one for one in listed["items"]}
        for school in schools:
            held = await self.hands.get(self._who("joy_osei"), f"{_BOOKS}/returns/{by_school[school.urn]['id']}")
            await self._answer(school, held)

    async def _answer(self, school: SchoolMoney, held: dict[str, Any]) -> None:
        teacher = await link_holder(self.runtime, NORTHSHIRE, held["id"], self.hands.clock.now())
        path = f"{_BOOKS}/returns/{held['id']}"
        if school.answered is Answered.BEGUN:
            await self._account(teacher, held, held["lines"][0], _ACCOUNTED_BY_FERNLEY, "partly")
        elif school.answered is Answered.AS_AGREED:
            ratings = [{"line_id": line["id"], "impact_rating": "met"} for line in held["lines"]]
            sent = await self.hands.post(teacher, f"{path}/as-agreed", {"ratings": ratings}, version=held["version"])
            await self._step("sam_lund", f"returns/{held['id']}/acceptance", sent)
        elif school.answered is Answered.OVERSPENT:
            for n, line in enumerate(held["lines"]):
                spent = line["paid_pence"] + (_OVERSPENT_PENCE if n == 0 else 0)
                held = await self._account(teacher, held, line, spent, "met")
            sent = await self.hands.post(teacher, f"{path}/submission", {}, version=held["version"])
            await self._step("sam_lund", f"returns/{held['id']}/acceptance", sent)

    async def _account(
        self, teacher: Identity, held: dict[str, Any], line: dict[str, Any], pence: int, rating: str
    ) -> dict[str, Any]:
        body = {"charged_to_grant_pence": pence, "impact_rating": rating}
        path = f"{_BOOKS}/returns/{held['id']}/lines/{line['id']}"
        saved: dict[str, Any] = await self.hands.patch(teacher, path, body, version=held["version"])
        return saved

    async def _post(self, who: str, path: str, body: dict[str, Any]) -> Any:
        return await self.hands.post(self._who(who), f"{_BOOKS}/{path}", body)

    async def _step(self, who: str, path: str, held: dict[str, Any], **body: Any) -> Any:
        return await self.hands.post(self._who(who), f"{_BOOKS}/{path}", body, version=held["version"])

    def _who(self, key: str) -> Identity:
        return identity(key, self.hands.clock.now())


def _line(item: Item, start_on: date) -> dict[str, Any]:
    return {
        "spend_code": item.spend_code,
        "description": item.description,
        "sessions": 10,
        "unit_cost_pence": item.pence // 10,
        "total_pence": item.pence,
        "start_on": start_on.isoformat(),
        "end_on": min(start_on + _LASTS, FinancialYear.of(start_on).ends_on).isoformat(),
    }
