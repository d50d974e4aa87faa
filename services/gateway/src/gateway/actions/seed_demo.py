"""The people, posts and systems of Northshire and Littlemere (both invented)."""

from datetime import date, timedelta
from typing import Any, Final

from gateway.domain.people import UserState
from gateway.domain.personas import DEMO_SYSTEMS, NAMES, PERSONAS, DemoSystem, Persona
from gateway.domain.systems import SystemState
from gateway.store.demo import DemoStore, secret_hash
from kit.auth.principal import Organisation
from kit.auth.rights import load
from kit.auth.vocabulary import OrganisationKind, Role
from kit.db.database import Database
from kit.db.tenancy import Context
from kit.kernel.clock import Clock

_DEMO_PHONE: Final = "01632 960123"  # a number kept free for invented people
_DEMO_COLOUR: Final = "#4b2e83"
_SYSTEM_LIVES: Final = timedelta(days=365)


async def seed_demo(database: Database, clock: Clock) -> None:
    """Puts them in place, or back in place; run it as often as you like, in demo mode only."""
    async with database.transaction(Context.platform("seed_demo")) as connection:
        store = DemoStore(connection)
        await store.put_organisations(_organisation(organisation, name) for organisation, name in NAMES.items())
        await store.put_users(_user(persona) for persona in PERSONAS.values())
        await store.put_posts(_post(persona) for persona in PERSONAS.values())
        await store.put_systems(_system(system, clock.today()) for system in DEMO_SYSTEMS)


def _organisation(organisation: Organisation, name: str) -> dict[str, Any]:
    is_authority = organisation.kind is OrganisationKind.AUTHORITY
    return {
        "kind": organisation.kind,
        "id": organisation.id,
        "name": name,
        "brand_colour": _DEMO_COLOUR,
        "contact_name": "Virtual School" if is_authority else None,
        "contact_phone": _DEMO_PHONE if is_authority else None,
        "is_demo": True,
    }


def _user(persona: Persona) -> dict[str, Any]:
    return {
        "id": persona.user_id,
        "email": persona.email,
        "display_name": persona.name,
        "organisation_kind": persona.organisation.kind,
        "organisation_id": persona.organisation.id,
        "state": UserState.ACTIVE,
        "sign_in": "local",
        "is_demo": True,
    }


def _post(persona: Persona) -> dict[str, Any]:
    return {
        "id": persona.post_id,
        "organisation_kind": persona.organisation.kind,
        "organisation_id": persona.organisation.id,
        "name": persona.post,
        "roles": [persona.role],
        "caseload": persona.caseload,
        "holder_user_id": persona.user_id,
    }


def _system(system: DemoSystem, today: date) -> dict[str, Any]:
    return {
        "id": system.id,
        "authority": system.authority,
        "name": system.name,
        "purpose_code": "case_management",
        "scopes": sorted(load().scopes_of([Role.LA_SYSTEM])),
        "secret_hash": secret_hash(system.secret),
        "expires_on": today + _SYSTEM_LIVES,
        "state": SystemState.ACTIVE,
    }
