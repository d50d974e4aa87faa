"""The invented people of the demonstration: Northshire (999) and Littlemere (998). None of them is real."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from kit.auth.principal import Caseload, Organisation
from kit.auth.vocabulary import OrganisationKind, Role

NORTHSHIRE: Final = Organisation(OrganisationKind.AUTHORITY, "999")
LITTLEMERE: Final = Organisation(OrganisationKind.AUTHORITY, "998")
ASHBY_ROAD: Final = Organisation(OrganisationKind.SCHOOL, "9990001")
NAMES: Final[Mapping[Organisation, str]] = {
    NORTHSHIRE: "Northshire (demo)",
    LITTLEMERE: "Littlemere (demo)",
    ASHBY_ROAD: "Ashby Road Primary School (demo)",
}


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody who signs in by one click; ids are fixed so that the demo's data can name them."""

    key: str
    name: str
    email: str
    organisation: Organisation
    role: Role
    post: str
    number: int
    caseload: Caseload = "all"

    @property
    def user_id(self) -> UUID:
        return UUID(f"01970000-0000-7000-8000-0000000a{self.number:04x}")

    @property
    def post_id(self) -> UUID:
        return UUID(f"01970000-0000-7000-8000-0000000b{self.number:04x}")


_EVERYBODY: Final = (
    Persona("joy_osei", "Joy Osei", "vsh@northshire.test", NORTHSHIRE, Role.VSH, "Virtual school head", 1),
    Persona("sam_lund", "Sam Lund", "caseworker@northshire.test", NORTHSHIRE, Role.VS_OFFICER, "Caseworker, north", 2),
    Persona("priya_rahman", "Priya Rahman", "finance@northshire.test", NORTHSHIRE, Role.VS_FINANCE, "Finance", 3),
    Persona(
        "dana_whitlock",
        "Dana Whitlock",
        "director@northshire.test",
        NORTHSHIRE,
        Role.LA_SIGNATORY,
        "Director of children's services",
        4,
    ),
    Persona(
        "alex_moor", "Alex Moor", "admin@northshire.test", NORTHSHIRE, Role.LA_USER_ADMIN, "User administration", 5
    ),
    Persona(
        "kit_brand",
        "Kit Brand",
        "socialworker@northshire.test",
        NORTHSHIRE,
        Role.SOCIAL_WORKER,
        "Social worker, team 2",
        6,
        "own",
    ),
    Persona("ruth_adeyemi", "Ruth Adeyemi", "head@ashbyroad.test", ASHBY_ROAD, Role.SCHOOL_HEAD, "Headteacher", 7),
    Persona("morgan_hale", "Morgan Hale", "vsh@littlemere.test", LITTLEMERE, Role.VSH, "Virtual school head", 8),
    Persona("robin_ellery", "Robin Ellery", "caseworker@littlemere.test", LITTLEMERE, Role.VS_OFFICER, "Caseworker", 9),
    Persona("lee_arden", "Lee Arden", "finance@littlemere.test", LITTLEMERE, Role.VS_FINANCE, "Finance", 10),
)
PERSONAS: Final[Mapping[str, Persona]] = {persona.key: persona for persona in _EVERYBODY}


@dataclass(frozen=True, slots=True)
class DemoSystem:
    """A system that may use a shared secret, because its authority is invented (SE-31)."""

    id: UUID
    authority: str
    name: str
    secret: str


DEMO_SYSTEMS: Final = (
    DemoSystem(UUID("01970000-0000-7000-8000-0000000c0001"), "999", "Northshire case system", "northshire-demo-secret"),
    DemoSystem(UUID("01970000-0000-7000-8000-0000000c0002"), "998", "Littlemere case system", "littlemere-demo-secret"),
)
