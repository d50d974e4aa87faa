"""Payees and payments (section 13)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, bindparam, func, select
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from funding.domain.payments.channel import Channel
from funding.domain.payments.payee import Payee, PayeeKind, PayeeState
from funding.domain.payments.payment import Payment, PaymentState, PostingType
from funding.domain.requests.request import Fund, PayTo
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear
from funding.store.kept import Kept
from funding.store.mapping import TERM, YEAR, Reader, columns_of
from funding.store.requests import Waiting
from funding.store.tables.payments import BATCH_LINES, PAYEES, PAYMENTS

_PAYEES: Final = Kept[Payee](
    PAYEES, Reader(Payee, kind=PayeeKind, state=PayeeState), lambda payee: columns_of(payee, PAYEES)
)
_PAYMENTS: Final = Kept[Payment](
    PAYMENTS,
    Reader(
        Payment,
        scheme=Scheme,
        financial_year=YEAR,
        term=TERM,
        posting_type=PostingType,
        fund=Fund,
        pay_to=PayTo,
        channel=Channel,
        state=PaymentState,
    ),
    lambda payment: columns_of(payment, PAYMENTS),
)
_IDS: Final = bindparam("ids", type_=ARRAY(PG_UUID(as_uuid=True)))
_PAYEE_OF_SCHOOL: Final = _PAYEES.all.where(PAYEES.c.school_urn == bindparam("school_urn")).with_for_update()
_PAYEES_OF_SCHOOLS: Final = _PAYEES.all.where(
    PAYEES.c.school_urn == func.any(bindparam("urns", type_=ARRAY(PAYEES.c.school_urn.type)))
)
_MAKE_PAYEE: Final = insert(PAYEES).on_conflict_do_nothing(constraint="uq_payees_school")
_SOME_PAYEES: Final = _PAYEES.all.where(PAYEES.c.id == func.any(_IDS))
_READY_TO_CHANGE: Final = (
    _PAYMENTS.all.where(PAYMENTS.c.state == PaymentState.READY, PAYMENTS.c.scheme == bindparam("scheme"))
    .order_by(PAYMENTS.c.id)
    .with_for_update()
)
_OF_PAYEE_WAITING: Final = (
    _PAYMENTS.all.where(
        PAYMENTS.c.payee_id == bindparam("payee_id"), PAYMENTS.c.state == PaymentState.AWAITING_SUPPLIER
    )
    .order_by(PAYMENTS.c.id)
    .with_for_update()
)
_OF_BATCH: Final = _PAYMENTS.all.where(PAYMENTS.c.batch_id == bindparam("batch_id")).order_by(PAYMENTS.c.id)
_OF_BATCH_TO_CHANGE: Final = _OF_BATCH.with_for_update()
_OF_REQUESTS: Final = _PAYMENTS.all.where(PAYMENTS.c.request_id == func.any(_IDS))
_OF_SCHOOL_IN_STATE: Final = (
    _PAYMENTS.all.where(PAYMENTS.c.school_urn == bindparam("school_urn"), PAYMENTS.c.state == bindparam("state"))
    .order_by(PAYMENTS.c.id)
    .with_for_update()
)
_WAITING: Final = select(
    func.count().label("found"), func.coalesce(func.sum(PAYMENTS.c.pence), 0).label("pence")
).where(
    PAYMENTS.c.authority == bindparam("authority"),
    PAYMENTS.c.state == PaymentState.READY,
    PAYMENTS.c.financial_year == bindparam("year"),
    PAYMENTS.c.scheme == bindparam("scheme"),
)
_REFS: Final = select(BATCH_LINES.c.id, BATCH_LINES.c.payment_ref).where(
    BATCH_LINES.c.authority == bindparam("authority"), BATCH_LINES.c.id == func.any(_IDS)
)


@dataclass(frozen=True, slots=True)
class PaymentFilter:
    """What a list of payments is narrowed to; nothing named takes all."""

    state: str | None = None
    financial_year: str | None = None
    scheme: str | None = None
    term: str | None = None
    school_urn: int | None = None
    child_id: UUID | None = None


class PayeeStore:
    """Payees of one authority."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._authority = authority

    async def page(self, state: PayeeState | None, after: tuple[str, UUID] | None, rows: int) -> Sequence[Payee]:
        """By name."""
        statement = _PAYEES.all
        if state is not None:
            statement = statement.where(PAYEES.c.state == bindparam("state"))
        values: dict[str, Any] = {"authority": self._authority, "state": state}
        if after is not None:
            statement = statement.where(
                (PAYEES.c.name > bindparam("name"))
                | ((PAYEES.c.name == bindparam("name")) & (PAYEES.c.id > bindparam("after")))
            )
            values |= {"name": after[0], "after": after[1]}
        statement = statement.order_by(PAYEES.c.name, PAYEES.c.id).limit(rows)
        return [_PAYEES.read(row) for row in await self._connection.execute(statement, values)]

    async def get(self, payee_id: UUID) -> Payee:
        return await _PAYEES.one(self._connection, self._authority, payee_id)

    async def get_to_change(self, payee_id: UUID, version: int) -> Payee:
        return await _PAYEES.to_change(self._connection, self._authority, payee_id, version)

    async def of_school_to_change(self, urn: int) -> Payee | None:
        key = {"authority": self._authority, "school_urn": urn}
        row = (await self._connection.execute(_PAYEE_OF_SCHOOL, key)).one_or_none()
        return _PAYEES.read(row) if row else None

    async def of_schools(self, urns: Iterable[int]) -> Mapping[int, Payee]:
        rows = await self._connection.execute(_PAYEES_OF_SCHOOLS, {"authority": self._authority, "urns": list(urns)})
        return {row.school_urn: _PAYEES.read(row) for row in rows}

    async def some(self, payee_ids: Iterable[UUID]) -> Mapping[UUID, Payee]:
        rows = await self._connection.execute(_SOME_PAYEES, {"authority": self._authority, "ids": list(payee_ids)})
        return {row.id: _PAYEES.read(row) for row in rows}

    async def ensure(self, payee: Payee) -> Payee:
        """The payee of a school, made now unless somebody made it at the same time."""
        await self._connection.execute(_MAKE_PAYEE, columns_of(payee, PAYEES) | {"authority": self._authority})
        found = await self.of_school_to_change(payee.school_urn or 0)
        return found or payee

    async def add(self, payees: Sequence[Payee]) -> None:
        await _PAYEES.add(self._connection, self._authority, payees)

    async def save(self, payee: Payee) -> None:
        await _PAYEES.save(self._connection, self._authority, [payee])


class PaymentStore:
    """Payments of one authority."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._authority = authority

    async def page(self, wanted: PaymentFilter, after: UUID | None, rows: int) -> Sequence[Payment]:
        """The newest first."""
        statement = _PAYMENTS.all
        named = {name: value for name in PaymentFilter.__slots__ if (value := getattr(wanted, name)) is not None}
        for name in named:
            statement = statement.where(PAYMENTS.c[name] == bindparam(name))
        if after is not None:
            statement = statement.where(PAYMENTS.c.id < bindparam("after"))
        statement = statement.order_by(PAYMENTS.c.id.desc()).limit(rows)
        found = await self._connection.execute(statement, {"authority": self._authority, "after": after} | named)
        return [_PAYMENTS.read(row) for row in found]

    async def refs(self, batch_line_ids: Iterable[UUID | None]) -> Mapping[UUID, str]:
        """The payment reference of each batch line."""
        wanted = [line_id for line_id in batch_line_ids if line_id is not None]
        rows = await self._connection.execute(_REFS, {"authority": self._authority, "ids": wanted})
        return {row.id: row.payment_ref for row in rows}

    async def ready_to_change(self, scheme: Scheme) -> Sequence[Payment]:
        return await self._some(_READY_TO_CHANGE, scheme=scheme)

    async def awaiting_supplier_to_change(self, payee_id: UUID) -> Sequence[Payment]:
        return await self._some(_OF_PAYEE_WAITING, payee_id=payee_id)

    async def of_batch(self, batch_id: UUID) -> Sequence[Payment]:
        return await self._some(_OF_BATCH, batch_id=batch_id)

    async def of_batch_to_change(self, batch_id: UUID) -> Sequence[Payment]:
        return await self._some(_OF_BATCH_TO_CHANGE, batch_id=batch_id)

    async def of_school_to_change(self, urn: int, state: PaymentState) -> Sequence[Payment]:
        return await self._some(_OF_SCHOOL_IN_STATE, school_urn=urn, state=state)

    async def of_requests(self, request_ids: Iterable[UUID]) -> Mapping[UUID, Sequence[Payment]]:
        found: dict[UUID, list[Payment]] = {}
        for payment in await self._some(_OF_REQUESTS, ids=list(request_ids)):
            found.setdefault(payment.request_id, []).append(payment)
        return found

    async def waiting(self, year: FinancialYear, scheme: Scheme) -> Waiting:
        """Payments ready for a batch, and their sum."""
        key = {"authority": self._authority, "year": str(year), "scheme": scheme}
        row = (await self._connection.execute(_WAITING, key)).one()
        return Waiting(row.found, int(row.pence))

    async def add(self, payments: Sequence[Payment]) -> None:
        await _PAYMENTS.add(self._connection, self._authority, payments)

    async def save(self, payments: Sequence[Payment]) -> None:
        await _PAYMENTS.save(self._connection, self._authority, payments)

    async def _some(self, statement: Any, **values: Any) -> Sequence[Payment]:
        rows = await self._connection.execute(statement, {"authority": self._authority} | values)
        return [_PAYMENTS.read(row) for row in rows]
