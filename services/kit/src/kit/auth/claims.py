"""Claims of an access token: exact names, exact types, closed lists (SE-50; SE-51, step 8)."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final, TypeVar, cast

from kit.auth.errors import InvalidToken
from kit.auth.principal import Caseload, Identity, Link, Organisation, Principal
from kit.auth.vocabulary import (
    SERVICE_PREFIX,
    ActorKind,
    LinkPurpose,
    Method,
    OrganisationKind,
    Role,
    Scope,
)

Claims = Mapping[str, Any]
Word = TypeVar("Word", bound=StrEnum)

_REQUIRED: Final = frozenset(
    {"iss", "aud", "sub", "client_id", "iat", "exp", "jti", "org", "roles", "scope", "amr", "auth_time"}
)
_ALLOWED: Final = _REQUIRED | {"sid", "posts", "caseload", "act", "link"}
_MOST_POSTS: Final = 8
_LATEST: Final = 253_402_300_799
"""The last second of the year 9999, the end of what a datetime can hold."""
_NAME: Final = re.compile(r"[A-Za-z0-9:_.-]{1,100}")


def claims_of(identity: Identity) -> dict[str, Any]:
    """The claims that say who someone is; issuer, audience, times and `jti` are the minter's."""
    claims: dict[str, Any] = {
        "sub": identity.subject,
        "client_id": identity.client_id,
        "org": {"kind": identity.organisation.kind.value, "id": identity.organisation.id},
        "roles": [role.value for role in identity.roles],
        "scope": " ".join(sorted(identity.scopes)),
        "amr": [method.value for method in identity.amr],
        "auth_time": int(identity.auth_time.timestamp()),
    }
    optional = {
        "sid": identity.session,
        "posts": list(identity.posts) or None,
        "caseload": identity.caseload,
        "act": identity.act and {"sub": identity.act},
        "link": identity.link and _link_claim(identity.link),
    }
    return claims | {name: value for name, value in optional.items() if value is not None}


def principal_of(claims: Claims) -> Principal:
    """The caller, if every claim is there, none is strange and each has exactly its type."""
    names = claims.keys()
    if not names >= _REQUIRED or not names <= _ALLOWED or type(claims["aud"]) is not str:
        raise InvalidToken
    subject, client_id = _name(claims["sub"]), _name(claims["client_id"])
    link = _optional(claims, "link", _link)
    return Principal(
        kind=_kind(subject, client_id, link),
        subject=subject,
        client_id=client_id,
        organisation=_organisation(claims["org"]),
        roles=_words(claims["roles"], Role),
        scopes=_scopes(claims["scope"]),
        amr=_words(claims["amr"], Method),
        auth_time=_instant(claims["auth_time"]),
        session=_optional(claims, "sid", _name),
        posts=_optional(claims, "posts", _posts) or (),
        caseload=_optional(claims, "caseload", _caseload),
        act=_optional(claims, "act", _act),
        link=link,
        jti=_name(claims["jti"]),
        issued_at=_instant(claims["iat"]),
        expires_at=_instant(claims["exp"]),
    )


def _kind(subject: str, client_id: str, link: Link | None) -> ActorKind:
    if link is not None:
        return ActorKind.LINK
    if subject != client_id:
        return ActorKind.USER
    return ActorKind.SERVICE if client_id.startswith(SERVICE_PREFIX) else ActorKind.CLIENT


def _name(value: Any) -> str:
    if type(value) is not str or _NAME.fullmatch(value) is None:
        raise InvalidToken
    return value


def _instant(value: Any) -> datetime:
    if type(value) is not int or not 0 <= value <= _LATEST:
        raise InvalidToken
    return datetime.fromtimestamp(value, UTC)


def _words(value: Any, words: type[Word]) -> tuple[Word, ...]:
    if type(value) is not list or len(value) > len(words):
        raise InvalidToken
    return tuple(_word(item, words) for item in value)


def _word(value: Any, words: type[Word]) -> Word:
    if type(value) is not str:
        raise InvalidToken
    try:
        return words(value)
    except ValueError:
        raise InvalidToken from None


def _scopes(value: Any) -> frozenset[Scope]:
    if type(value) is not str:
        raise InvalidToken
    return frozenset(_word(word, Scope) for word in value.split(" ")) if value else frozenset()


def _organisation(value: Any) -> Organisation:
    fields = _fields(value, {"kind", "id"})
    return Organisation(_word(fields["kind"], OrganisationKind), _name(fields["id"]))


def _link(value: Any) -> Link:
    fields = _fields(value, {"id", "purpose", "subject_id"})
    return Link(_name(fields["id"]), _word(fields["purpose"], LinkPurpose), _name(fields["subject_id"]))


def _link_claim(link: Link) -> dict[str, str]:
    return {"id": link.id, "purpose": link.purpose.value, "subject_id": link.subject_id}


def _act(value: Any) -> str:
    return _name(_fields(value, {"sub"})["sub"])


def _posts(value: Any) -> tuple[str, ...]:
    if type(value) is not list or not 1 <= len(value) <= _MOST_POSTS:
        raise InvalidToken
    return tuple(_name(post) for post in value)


def _caseload(value: Any) -> Caseload:
    if type(value) is not str or value not in {"own", "all"}:
        raise InvalidToken
    return cast(Caseload, value)


def _fields(value: Any, names: set[str]) -> dict[str, Any]:
    if type(value) is not dict or value.keys() != names:
        raise InvalidToken
    return value


def _optional(claims: Claims, name: str, read: Callable[[Any], Word | Any]) -> Any:
    """Absent is None; present must be well formed: an explicit null is refused."""
    return read(claims[name]) if name in claims else None
