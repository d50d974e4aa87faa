"""What must hold in the rights file: closed lists, types, and roles that can hold the scopes asked for."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from kit.auth.vocabulary import ActorKind, LinkPurpose, OrganisationKind, Role, Scope

_ACCESS: Final = frozenset({"public", "signed_in", "session"})
_WORDS: Final = {
    "reach": frozenset(
        {
            "nothing",
            "register",
            "own_user",
            "own_organisation",
            "own_authority",
            "child",
            "case",
            "application",
            "application_of_school",
            "school",
            "request",
            "return",
            "link_subject",
            "feed",
        }
    ),
    "purpose": frozenset(
        {
            "education_of_child",
            "pupil_premium",
            "inclusion_measure",
            "audit",
            "subject_rights",
            "administration",
            "public_information",
        }
    ),
    "audit": frozenset({"none", "read", "change", "reveal"}),
    "fields": frozenset(
        {
            "none",
            "child_full",
            "child_casework",
            "child_finance",
            "child_on_roll",
            "disclosure_set",
            "child_host",
        }
    ),
    "limit": frozenset({"standard", "sign_in", "second_factor", "link", "public", "token", "export", "none"}),
}
_LISTS: Final = {
    "roles": frozenset(Role),
    "actors": frozenset(ActorKind),
    "link_purposes": frozenset(LinkPurpose),
}
_SWITCHES: Final = frozenset({"step_up", "second_person", "idempotent", "if_match"})
_FIELDS: Final = frozenset({"scope", "or_scope", *_WORDS, *_LISTS, *_SWITCHES})
_NAME: Final = re.compile(r"[a-z]+\.[a-z][a-z0-9_]*")
_PARTS: Final = frozenset({"version", "defaults", "groups", "roles", "links", "operations"})


def complaints(document: Mapping[str, Any]) -> list[str]:
    """Every place where the file breaks a rule, in words; empty when it is right."""
    if not isinstance(document, dict) or document.keys() != _PARTS or document["version"] != 1:
        return ["the file must have version 1 and the parts " + ", ".join(sorted(_PARTS))]
    found = [*_role_complaints(document["roles"]), *_link_complaints(document["links"])]
    if found:
        return found
    if not document["defaults"].keys() <= _FIELDS - {"scope", "purpose"}:
        return ["scope and purpose have no default"]
    for name, entry in document["operations"].items():
        whole = document["defaults"] | entry
        found.extend(f"{name}: {complaint}" for complaint in _operation_complaints(name, whole, document))
    return found


def _role_complaints(roles: Mapping[str, Any]) -> Iterator[str]:
    if roles.keys() != set(Role):
        yield "the table of roles must name exactly the closed list of roles"
    for name, entry in roles.items():
        if entry["organisation"] not in set(OrganisationKind) or not set(entry["scopes"]) <= set(Scope):
            yield f"{name}: unknown organisation or scope"


def _link_complaints(links: Mapping[str, Any]) -> Iterator[str]:
    if links.keys() != set(LinkPurpose) or not all(set(scopes) <= set(Scope) for scopes in links.values()):
        yield "links must give each purpose its scopes"


def _operation_complaints(name: str, entry: Mapping[str, Any], document: Mapping[str, Any]) -> Iterator[str]:
    if _NAME.fullmatch(name) is None:
        yield "an operation is called service.function_name"
    if entry.keys() != _FIELDS:
        yield "wrong fields: " + ", ".join(sorted(entry.keys() ^ _FIELDS))
        return
    yield from _word_complaints(entry)
    yield from _other_scope_complaints(entry)
    yield from _reach_complaints(entry)
    yield from _holder_complaints(entry, document)


def _word_complaints(entry: Mapping[str, Any]) -> Iterator[str]:
    if entry["scope"] not in _ACCESS | set(Scope):
        yield "scope is not in the closed list"
    for field, words in _WORDS.items():
        if entry[field] not in words:
            yield f"{field} is not in the closed list"
    for field, allowed in _LISTS.items():
        if not set(entry[field]) <= allowed or len(set(entry[field])) != len(entry[field]):
            yield f"{field} is not a list of known words"
    for field in _SWITCHES:
        if type(entry[field]) is not bool:
            yield f"{field} is true or false"


def _other_scope_complaints(entry: Mapping[str, Any]) -> Iterator[str]:
    other = entry["or_scope"]
    if other is not None and (other not in set(Scope) or entry["scope"] in _ACCESS):
        yield "or_scope is another scope beside the first"


def _reach_complaints(entry: Mapping[str, Any]) -> Iterator[str]:
    if not entry["actors"]:
        yield "nobody may call it"
    if bool(entry["link_purposes"]) != ("link" in entry["actors"]):
        yield "a link is named by its purpose, and only where links may call"
    if entry["scope"] == "public" and entry["roles"]:
        yield "a public operation asks no role"
    if entry["step_up"] and set(entry["actors"]) != {"user"}:
        yield "only people can show a second factor"


def _holder_complaints(entry: Mapping[str, Any], document: Mapping[str, Any]) -> Iterator[str]:
    """Everybody named must be able to hold the scope, else the entry promises what a guard refuses."""
    scope = entry["scope"]
    if scope in _ACCESS:
        return
    asked = {scope, entry["or_scope"]}
    for role in entry["roles"]:
        if role in document["roles"] and asked.isdisjoint(document["roles"][role]["scopes"]):
            yield f"{role} can never hold {scope}"
    if "client" in entry["actors"] and scope not in document["roles"][Role.LA_SYSTEM]["scopes"]:
        yield f"no client can hold {scope}"
    for purpose in entry["link_purposes"]:
        if purpose in document["links"] and scope not in document["links"][purpose]:
            yield f"a link for {purpose} can never hold {scope}"
    if "user" in entry["actors"] and not entry["roles"]:
        yield "people need a role where a scope is asked"
