"""Finds the people behind addresses, personas and sessions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Select, any_, bindparam, func, insert, literal, literal_column, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from gateway.domain.errors import EmailTaken
from gateway.domain.people import Person, UserState, posts_of
from gateway.store.tables import ORGANISATIONS, POSTS, USERS
from kit.auth.principal import Organisation
from kit.auth.vocabulary import OrganisationKind, Role
from kit.kernel.ids import new_id

_POSTS = (
    select(
        func.coalesce(
            func.json_agg(
                func.json_build_object(
                    literal_column("'id'"),
                    POSTS.c.id,
                    literal_column("'name'"),
                    POSTS.c.name,
                    literal_column("'roles'"),
                    POSTS.c.roles,
                    literal_column("'caseload'"),
                    POSTS.c.caseload,
                )
            ),
            literal_column("'[]'::json"),
        )
    )
    .where(POSTS.c.holder_user_id == USERS.c.id)
    .scalar_subquery()
)
PERSON: Final = (
    USERS.c.id,
    USERS.c.display_name,
    USERS.c.state,
    USERS.c.organisation_kind,
    USERS.c.organisation_id,
    USERS.c.is_demo,
    func.coalesce(ORGANISATIONS.c.name, USERS.c.organisation_id).label("organisation_name"),
    _POSTS.label("posts"),
)
WITH_ORGANISATION: Final = USERS.outerjoin(
    ORGANISATIONS,
    (ORGANISATIONS.c.kind == USERS.c.organisation_kind) & (ORGANISATIONS.c.id == USERS.c.organisation_id),
)

_BY_EMAIL: Select[Any] = (
    select(*PERSON, USERS.c.password_hash)
    .select_from(WITH_ORGANISATION)
    .where(func.lower(USERS.c.email) == func.lower(bindparam("email_")))
)
_BY_ID: Select[Any] = select(*PERSON).select_from(WITH_ORGANISATION).where(USERS.c.id == bindparam("id_"))
_SIGNED_IN = (
    update(USERS)
    .where(USERS.c.id == bindparam("id_"))
    .values(
        last_sign_in_at=bindparam("now_"),
        password_hash=func.coalesce(bindparam("hash_"), USERS.c.password_hash),
    )
)
_SEEN = update(USERS).where(USERS.c.id == bindparam("id_")).values(seen_at=bindparam("now_"))
_SEEN_AT = select(USERS.c.display_name, USERS.c.seen_at).where(USERS.c.id == bindparam("id_"))
_ADMIN = (
    select(USERS.c.display_name)
    .join(POSTS, POSTS.c.holder_user_id == USERS.c.id)
    .where(
        literal(Role.LA_USER_ADMIN.value) == any_(POSTS.c.roles),
        USERS.c.organisation_kind == bindparam("kind_"),
        USERS.c.organisation_id == bindparam("organisation_"),
        USERS.c.state == UserState.ACTIVE,
    )
    .order_by(USERS.c.display_name)
    .limit(1)
)
_INSERT = insert(USERS)
_INSERT_POST = insert(POSTS)


@dataclass(frozen=True, slots=True)
class Account:
    """A person with what sign-in compares; never leaves the action that asked."""

    person: Person
    password_hash: str | None


class PeopleStore:
    """Users with their organisations and posts."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def account_of(self, email: str) -> Account | None:
        """Whatever its state; the address counts in any case of letters."""
        row = (await self._connection.execute(_BY_EMAIL, {"email_": email})).one_or_none()
        return Account(person_of(row), row.password_hash) if row else None

    async def get(self, user_id: UUID) -> Person | None:
        row = (await self._connection.execute(_BY_ID, {"id_": user_id})).one_or_none()
        return person_of(row) if row else None

    async def note_sign_in(self, user_id: UUID, now: datetime, new_hash: str | None) -> None:
        """Keeps the instant, and the password under the present hashing profile if it was under an older one."""
        await self._connection.execute(_SIGNED_IN, {"id_": user_id, "now_": now, "hash_": new_hash})

    async def mark_seen(self, user_id: UUID, now: datetime) -> None:
        await self._connection.execute(_SEEN, {"id_": user_id, "now_": now})

    async def name_and_mark(self, user_id: UUID) -> tuple[str, datetime | None] | None:
        """Display name, and when this person last pressed "Mark as seen"."""
        row = (await self._connection.execute(_SEEN_AT, {"id_": user_id})).one_or_none()
        return (row.display_name, row.seen_at) if row else None

    async def administrator_of(self, organisation: Organisation) -> str | None:
        """Whom to ask for access."""
        key = {"kind_": organisation.kind, "organisation_": organisation.id}
        name: str | None = (await self._connection.execute(_ADMIN, key)).scalar_one_or_none()
        return name

    async def add(self, values: dict[str, Any]) -> None:
        """A new user; EmailTaken when the address has an account."""
        try:
            await self._connection.execute(_INSERT, values)
        except IntegrityError as violation:
            diagnosis = getattr(violation.orig, "diag", None)
            if getattr(diagnosis, "constraint_name", None) == "uq_users_email":
                raise EmailTaken from None
            raise

    async def give_new_post(self, user_id: UUID, organisation: Organisation, role: Role) -> None:
        """A post of one role, called like it."""
        values = {
            "id": new_id(),
            "organisation_kind": organisation.kind,
            "organisation_id": organisation.id,
            "name": role.value,
            "roles": [role.value],
            "holder_user_id": user_id,
        }
        await self._connection.execute(_INSERT_POST, values)


def person_of(row: Row[Any]) -> Person:
    """The person in a row of `PERSON` columns."""
    return Person(
        id=row.id,
        name=row.display_name,
        state=UserState(row.state),
        organisation=Organisation(OrganisationKind(row.organisation_kind), row.organisation_id),
        organisation_name=row.organisation_name,
        posts=posts_of(row.posts),
        is_demo=row.is_demo,
    )
