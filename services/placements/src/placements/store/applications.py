"""Applications of one authority, each with every answer to it."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Text, and_, bindparam, cast, func, literal_column, select, update
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by, insert
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.kernel.errors import StaleVersion
from placements.domain.application import Application
from placements.domain.application_states import TERMINAL, ApplicationState
from placements.domain.child import Child
from placements.domain.decisions import Decision
from placements.domain.errors import ApplicationDuplicate
from placements.store.application_rows import application_row, decision_row, read_application, read_corrected_decision
from placements.store.tables.answers import ANNOTATIONS, CORRECTIONS
from placements.store.tables.applications import APPLICATIONS, DECISIONS, REFERENCE_NUMBERS
from placements.store.tables.children import CHILDREN

_A: Final = APPLICATIONS.c
_D: Final = DECISIONS.c
_FIELDS: Final = tuple(field.name for field in fields(Application) if field.name != "decisions")
_COLUMNS: Final = tuple(_A[name] for name in _FIELDS)
_MINE: Final = _A.authority == bindparam("tenant")
_ONE: Final = select(*_COLUMNS).where(_MINE, _A.id == bindparam("key"))
_ONE_TO_CHANGE: Final = _ONE.with_for_update()
_OF_CASE: Final = select(*_COLUMNS).where(_MINE, _A.case_id == bindparam("case_key")).order_by(_A.id)
_OF_CASE_TO_CHANGE: Final = _OF_CASE.with_for_update()
_DUPLICATE: Final = select(_A.id).where(
    _MINE,
    _A.child_id == bindparam("child"),
    _A.school_urn == bindparam("urn"),
    _A.entry_academic_year == bindparam("entry_year"),
    _A.year_group == bindparam("group"),
    _A.state.not_in(sorted(TERMINAL)),
)
_FIRST_LETTER: Final = func.left(func.coalesce(CHILDREN.c.preferred_name, CHILDREN.c.first_name), 1)
_ALIKE: Final = (
    select(_A.id)
    .join(CHILDREN, and_(CHILDREN.c.authority == _A.authority, CHILDREN.c.id == _A.child_id))
    .where(
        _MINE,
        _A.school_urn == bindparam("urn"),
        _A.state.not_in(sorted(TERMINAL | {ApplicationState.DRAFT, ApplicationState.READY})),
        func.lower(_FIRST_LETTER) == bindparam("first"),
        func.lower(func.left(CHILDREN.c.surname, 1)) == bindparam("last"),
    )
    .order_by(_A.id)
)
_THESE: Final = bindparam("keys", type_=ARRAY(PG_UUID(as_uuid=True)))
_MANY: Final = select(*_COLUMNS).where(_MINE, _A.id == _THESE.any_()).order_by(_A.id)
_NOTED: Final = (
    select(ANNOTATIONS.c.text)
    .where(ANNOTATIONS.c.authority == _D.authority, ANNOTATIONS.c.decision_id == _D.id)
    .order_by(ANNOTATIONS.c.id.desc())
    .limit(literal_column("1"))
    .scalar_subquery()
)
_CHANGES: Final = CORRECTIONS.c.decision_changes
_CORRECTED: Final = (
    select(func.jsonb_agg(aggregate_order_by(_CHANGES[cast(_D.id, Text)], CORRECTIONS.c.id)))
    .where(
        CORRECTIONS.c.authority == _D.authority,
        CORRECTIONS.c.application_id == _D.application_id,
        func.jsonb_exists(_CHANGES, cast(_D.id, Text)),
    )
    .scalar_subquery()
)
_DECISIONS: Final = (
    select(
        *(column for column in _D if column.name not in {"authority", "annotation"}),
        func.coalesce(_NOTED, _D.annotation).label("annotation"),
        _CORRECTED.label("corrections"),
    )
    .where(
        _D.authority == bindparam("tenant"),
        _D.application_id == _THESE.any_(),
    )
    .order_by(_D.application_id, _D.id)
)
_ADD: Final = (
    # Without being asked, SQLAlchemy does not keep how many rows an INSERT made.
    insert(APPLICATIONS).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
)
_SAVE: Final = (
    update(APPLICATIONS)
    .where(_MINE, _A.id == bindparam("key"), _A.version == bindparam("held_version"))
    .values({name: bindparam(name) for name in (*_FIELDS, "updated_at") if name != "id"})
)
_ADD_DECISION: Final = insert(DECISIONS)
_NEXT_NUMBER: Final = (
    insert(REFERENCE_NUMBERS)
    .values(authority=bindparam("authority"), year=bindparam("year"), last=1)
    .on_conflict_do_update(
        index_elements=[REFERENCE_NUMBERS.c.authority, REFERENCE_NUMBERS.c.year],
        set_={"last": REFERENCE_NUMBERS.c.last + 1},
    )
    .returning(REFERENCE_NUMBERS.c.last)
)


class ApplicationStore:
    """Applications of one authority; there is no way to ask it about another's."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def get(self, application_id: UUID) -> Application | None:
        return await self._one(_ONE, application_id)

    async def get_to_change(self, application_id: UUID) -> Application | None:
        """Holds the row until the transaction ends, so two decisions cannot cross."""
        return await self._one(_ONE_TO_CHANGE, application_id)

    async def of_case(self, case_id: UUID) -> Sequence[Application]:
        """Every application of a case, without holding any."""
        return await self._many(_OF_CASE, {"case_key": case_id})

    async def these(self, application_ids: Sequence[UUID]) -> Sequence[Application]:
        """Many at once, without holding any."""
        return await self._many(_MANY, {"keys": list(application_ids)}) if application_ids else []

    async def of_case_to_change(self, case_id: UUID) -> Sequence[Application]:
        """The same, held in the order of their ids (RE-4)."""
        return await self._many(_OF_CASE_TO_CHANGE, {"case_key": case_id})

    async def alike_at(self, school_urn: int, child: Child) -> Sequence[UUID]:
        """Active applications to one school for children with the same initials, the oldest first (PL-206)."""
        values = {
            "tenant": self._tenant,
            "urn": school_urn,
            "first": (child.preferred_name or child.first_name or "")[:1].lower(),
            "last": (child.surname or "")[:1].lower(),
        }
        return (await self._connection.execute(_ALIKE, values)).scalars().all()

    async def next_reference(self, year: int) -> str:
        """Such as A-2026-0142; numbers may have gaps, a reference is never given twice."""
        values = {"authority": self._tenant, "year": year}
        number: int = (await self._connection.execute(_NEXT_NUMBER, values)).scalar_one()
        return f"A-{year}-{number:04d}"

    async def add(self, application: Application, now: datetime) -> None:
        """Raises ApplicationDuplicate: one active application for a child and school (PL-605)."""
        values = {"authority": self._tenant, "updated_at": now, **application_row(application)}
        if (await self._connection.execute(_ADD, values)).rowcount == 1:
            return
        found = await self._connection.execute(
            _DUPLICATE,
            {
                "tenant": self._tenant,
                "child": application.child_id,
                "urn": application.school_urn,
                "entry_year": application.entry_academic_year,
                "group": application.year_group,
            },
        )
        raise ApplicationDuplicate(found.scalar_one())

    async def save(self, application: Application, now: datetime, decision: Decision | None = None) -> Application:
        """The application in its next version, with the answer that is new in it. Raises StaleVersion."""
        kept = replace(application, version=application.version + 1)
        values = {
            "tenant": self._tenant,
            "key": application.id,
            "held_version": application.version,
            "updated_at": now,
            **application_row(kept),
        }
        del values["id"]
        if (await self._connection.execute(_SAVE, values)).rowcount != 1:
            raise StaleVersion
        if decision is not None:
            row = {"authority": self._tenant, **decision_row(decision, application.id)}
            await self._connection.execute(_ADD_DECISION, row)
        return kept

    async def _one(self, statement: Any, application_id: UUID) -> Application | None:
        found = await self._many(statement, {"key": application_id})
        return found[0] if found else None

    async def _many(self, statement: Any, values: Mapping[str, Any]) -> Sequence[Application]:
        rows = (await self._connection.execute(statement, {"tenant": self._tenant, **values})).mappings().all()
        decisions = await self._decisions([row["id"] for row in rows])
        return [read_application(row, decisions.get(row["id"], ())) for row in rows]

    async def _decisions(self, ids: Sequence[UUID]) -> dict[UUID, tuple[Decision, ...]]:
        if not ids:
            return {}
        found: dict[UUID, tuple[Decision, ...]] = {}
        rows = await self._connection.execute(_DECISIONS, {"tenant": self._tenant, "keys": list(ids)})
        for row in rows.mappings():
            if (decision := read_corrected_decision(row)) is not None:
                found[row["application_id"]] = (*found.get(row["application_id"], ()), decision)
        return found
