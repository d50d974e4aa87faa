"""Requests, the answers to their lines, and what was set aside for them (section 12)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, Row, bindparam, func, select
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.ext.asyncio import AsyncConnection

from funding.domain.requests.codes import CentralCategory
from funding.domain.requests.commitments import Commitment
from funding.domain.requests.decision import DecidedLine, LineDecision, ReasonCode
from funding.domain.requests.request import Fund, PayTo, Request, RequestKind, RequestOutcome
from funding.domain.requests.states import RequestState
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear
from funding.store.kept import Kept
from funding.store.mapping import TERM, YEAR, Reader, columns_of, insert_rows
from funding.store.request_json import line_as_json, line_from_json, share_as_json, share_from_json
from funding.store.tables.requests import COMMITMENTS, REQUEST_DECISIONS, REQUESTS

_READ: Final = Reader(
    Request,
    kind=RequestKind,
    scheme=Scheme,
    financial_year=YEAR,
    term=TERM,
    shares=lambda held: tuple(share_from_json(share) for share in held),
    pay_to=PayTo,
    fund=Fund,
    central_category=CentralCategory,
    lines=lambda held: tuple(line_from_json(line) for line in held),
    state=RequestState,
    outcome=RequestOutcome,
)


def _write(request: Request) -> dict[str, Any]:
    return columns_of(request, REQUESTS) | {
        "shares": [share_as_json(share) for share in request.shares],
        "lines": [line_as_json(line) for line in request.lines],
    }


_KEPT: Final = Kept[Request](REQUESTS, _READ, _write)
_COMMITMENT: Final = Reader(Commitment, financial_year=YEAR)
_OPEN_STATES: Final = (RequestState.SUBMITTED, RequestState.UNDER_REVIEW)

_IDS: Final = bindparam("ids", type_=ARRAY(PG_UUID(as_uuid=True)))
_SOME: Final = _KEPT.all.where(REQUESTS.c.id == func.any(_IDS))
_SOME_TO_CHANGE: Final = _SOME.order_by(REQUESTS.c.id).with_for_update()
_DECISIONS: Final = select(REQUEST_DECISIONS).where(
    REQUEST_DECISIONS.c.authority == bindparam("authority"), REQUEST_DECISIONS.c.request_id == func.any(_IDS)
)
_WAITING: Final = select(
    func.count().label("found"), func.coalesce(func.sum(REQUESTS.c.asked_pence), 0).label("pence")
).where(
    REQUESTS.c.authority == bindparam("authority"),
    REQUESTS.c.state.in_(_OPEN_STATES),
    REQUESTS.c.financial_year == bindparam("year"),
    REQUESTS.c.scheme == bindparam("scheme"),
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many, and how much."""

    count: int
    pence: int


@dataclass(frozen=True, slots=True)
class RequestFilter:
    """What a list of requests is narrowed to; nothing named takes all."""

    state: str | None = None
    financial_year: str | None = None
    scheme: str | None = None
    term: str | None = None
    school_urn: int | None = None
    child_id: UUID | None = None


class RequestStore:
    """Requests of one authority."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._authority = authority

    async def page(self, wanted: RequestFilter, after: UUID | None, rows: int) -> Sequence[Request]:
        """The newest first."""
        statement = _KEPT.all
        named = {name: value for name in RequestFilter.__slots__ if (value := getattr(wanted, name)) is not None}
        for name in named:
            statement = statement.where(REQUESTS.c[name] == bindparam(name))
        if after is not None:
            statement = statement.where(REQUESTS.c.id < bindparam("after"))
        statement = statement.order_by(REQUESTS.c.id.desc()).limit(rows)
        found = await self._connection.execute(statement, {"authority": self._authority, "after": after} | named)
        return [_KEPT.read(row) for row in found]

    async def get(self, request_id: UUID) -> Request:
        return await _KEPT.one(self._connection, self._authority, request_id)

    async def get_to_change(self, request_id: UUID, version: int) -> Request:
        return await _KEPT.to_change(self._connection, self._authority, request_id, version)

    async def some(self, request_ids: Iterable[UUID]) -> Mapping[UUID, Request]:
        return await self._by_id(_SOME, request_ids)

    async def some_to_change(self, request_ids: Iterable[UUID]) -> Mapping[UUID, Request]:
        """Held in the order of their ids (RE-4)."""
        return await self._by_id(_SOME_TO_CHANGE, request_ids)

    async def decisions(self, request_ids: Iterable[UUID]) -> Mapping[UUID, Mapping[UUID, LineDecision]]:
        """The answers by request and line."""
        key = {"authority": self._authority, "ids": list(request_ids)}
        found: dict[UUID, dict[UUID, LineDecision]] = {}
        for row in await self._connection.execute(_DECISIONS, key):
            found.setdefault(row.request_id, {})[row.line_id] = _decision(row)
        return found

    async def waiting(self, year: FinancialYear, scheme: Scheme) -> Waiting:
        """Requests to decide and what they ask for."""
        key = {"authority": self._authority, "year": str(year), "scheme": scheme}
        row = (await self._connection.execute(_WAITING, key)).one()
        return Waiting(row.found, int(row.pence))

    async def add(self, requests: Sequence[Request]) -> None:
        await _KEPT.add(self._connection, self._authority, requests)

    async def save(self, requests: Sequence[Request]) -> None:
        await _KEPT.save(self._connection, self._authority, requests)

    async def add_decisions(self, decided: Mapping[UUID, Sequence[DecidedLine]]) -> None:
        rows = [
            {"authority": self._authority, "request_id": request_id}
            | {name: getattr(answer.decision, name) for name in LineDecision.__slots__}
            for request_id, answers in decided.items()
            for answer in answers
        ]
        await insert_rows(self._connection, REQUEST_DECISIONS, rows)

    async def add_commitments(self, commitments: Sequence[Commitment]) -> None:
        rows = [{"authority": self._authority} | columns_of(one, COMMITMENTS) for one in commitments]
        await insert_rows(self._connection, COMMITMENTS, rows)

    async def _by_id(self, statement: Any, request_ids: Iterable[UUID]) -> Mapping[UUID, Request]:
        rows = await self._connection.execute(statement, {"authority": self._authority, "ids": list(request_ids)})
        return {row.id: _KEPT.read(row) for row in rows}


def _decision(row: Row[Any]) -> LineDecision:
    return LineDecision(
        row.line_id,
        RequestOutcome(row.outcome),
        row.approved_pence,
        ReasonCode(row.reason_code) if row.reason_code else None,
        row.reason,
    )
