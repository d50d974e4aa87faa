"""An operator adds a local account from the command line."""

from dataclasses import dataclass
from uuid import UUID

from gateway.actions.hashing import hashed
from gateway.domain.passwords import check_new_password
from gateway.domain.people import UserState
from gateway.store.people import PeopleStore
from kit.auth.principal import Organisation
from kit.auth.rights import load
from kit.auth.vocabulary import Role
from kit.db.database import Database
from kit.db.tenancy import Context
from kit.kernel.ids import new_id


class RoleNotForOrganisation(Exception):
    """The role belongs to another kind of organisation (section 6)."""


@dataclass(frozen=True, slots=True)
class NewUser:
    """`role` becomes the post of the same name."""

    email: str
    name: str
    organisation: Organisation
    role: Role


async def add_user(database: Database, user: NewUser, password: str) -> UUID:
    """The id of the new account.

    PasswordNotAcceptable, EmailTaken or RoleNotForOrganisation otherwise. Outside demo mode the account cannot
    sign in before it has a second factor (SE-19).
    """
    if load().roles[user.role].organisation is not user.organisation.kind:
        raise RoleNotForOrganisation(user.role)
    password_hash = hashed(check_new_password(password, user.email))
    user_id = new_id()
    async with database.transaction(Context.platform("add_user")) as connection:
        people = PeopleStore(connection)
        await people.add(
            {
                "id": user_id,
                "email": user.email,
                "display_name": user.name,
                "organisation_kind": user.organisation.kind,
                "organisation_id": user.organisation.id,
                "state": UserState.ACTIVE,
                "password_hash": password_hash,
            }
        )
        await people.give_new_post(user_id, user.organisation, user.role)
    return user_id
