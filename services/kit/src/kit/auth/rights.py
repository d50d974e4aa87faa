"""Loads and checks the rights file: what each operation asks of its caller (SE-54)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from kit.auth.rights_check import complaints
from kit.auth.vocabulary import ActorKind, LinkPurpose, OrganisationKind, Role, Scope


class Access(StrEnum):
    """How an operation is reached."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    SESSION = "session"
    SCOPE = "scope"


class RightsRefused(Exception):
    """The rights file breaks its own rules; `complaints` names every place."""

    def __init__(self, found: list[str]) -> None:
        super().__init__("; ".join(found))
        self.complaints = found


@dataclass(frozen=True, slots=True)
class Right:
    """One operation of one service; `scope` is None unless access is by scope. Who holds `or_scope` may call as well:
    a signatory signs what others write."""

    operation: str
    access: Access
    scope: Scope | None
    or_scope: Scope | None
    roles: frozenset[Role]
    actors: frozenset[ActorKind]
    link_purposes: frozenset[LinkPurpose]
    reach: str
    purpose: str
    audit: str
    fields: str
    step_up: bool
    second_person: bool
    limit: str
    idempotent: bool
    if_match: bool

    @property
    def is_public(self) -> bool:
        return self.access is Access.PUBLIC

    def covered_by(self, held: frozenset[Scope]) -> bool:
        """Whether one of the scopes asked for is among these."""
        return self.scope is None or self.scope in held or (self.or_scope is not None and self.or_scope in held)

    @property
    def service(self) -> str:
        return self.operation.partition(".")[0]

    @property
    def name(self) -> str:
        return self.operation.partition(".")[2]


@dataclass(frozen=True, slots=True)
class RoleRule:
    """The organisation a role belongs to and the scopes it may hold at most."""

    organisation: OrganisationKind
    scopes: frozenset[Scope]


@dataclass(frozen=True, slots=True)
class Rights:
    """The whole file."""

    operations: Mapping[str, Right]
    roles: Mapping[Role, RoleRule]
    links: Mapping[LinkPurpose, frozenset[Scope]]

    def of(self, service: str, name: str) -> Right:
        """KeyError when the operation has no entry: a route without a right must not start."""
        return self.operations[f"{service}.{name}"]

    def of_service(self, service: str) -> dict[str, Right]:
        """The rights of one service by the names of its route functions."""
        return {right.name: right for right in self.operations.values() if right.service == service}

    def scopes_of(self, roles: Iterable[Role]) -> frozenset[Scope]:
        """What somebody with these roles may hold at most."""
        return frozenset().union(*(self.roles[role].scopes for role in roles))


@cache
def load() -> Rights:
    """The rights shipped with the kit; RightsRefused if they break their own rules."""
    return parse(files("kit.auth").joinpath("rights.yaml").read_text("utf-8"))


def parse(text: str) -> Rights:
    """Rights from the text of a rights file."""
    document = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    found = complaints(document)
    if found:
        raise RightsRefused(found)
    defaults = document["defaults"]
    return Rights(
        operations={name: _right(name, defaults | entry) for name, entry in document["operations"].items()},
        roles={Role(name): _role(entry) for name, entry in document["roles"].items()},
        links={LinkPurpose(name): frozenset(map(Scope, scopes)) for name, scopes in document["links"].items()},
    )


def _role(entry: Mapping[str, Any]) -> RoleRule:
    return RoleRule(OrganisationKind(entry["organisation"]), frozenset(map(Scope, entry["scopes"])))


def _right(name: str, entry: dict[str, Any]) -> Right:
    scope = entry.pop("scope")
    other = entry.pop("or_scope")
    by_scope = scope in set(Scope)
    return Right(
        operation=name,
        access=Access.SCOPE if by_scope else Access(scope),
        scope=Scope(scope) if by_scope else None,
        or_scope=Scope(other) if other else None,
        roles=frozenset(map(Role, entry.pop("roles"))),
        actors=frozenset(map(ActorKind, entry.pop("actors"))),
        link_purposes=frozenset(map(LinkPurpose, entry.pop("link_purposes"))),
        **entry,
    )
