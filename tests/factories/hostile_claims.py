"""Tokens signed with our own key that still say what none of ours may say."""

import json
from typing import Any

from factories.forge import Forge


def changed_claim(forge: Forge) -> str:
    claims = forge.claims
    wrong: dict[str, list[Any]] = {
        "iss": ["http://localhost:8000/", "http://elsewhere", ["http://localhost:8000"], 1],
        "aud": ["funding", ["placements"], "", None, ["placements", "funding"]],
        "org": [{"kind": "authority"}, {"kind": "king", "id": "999"}, "999", {"kind": "authority", "id": 999}],
        "roles": [["god"], "vsh", [1], ["vsh"] * 40, {"vsh": True}],
        "scope": ["everything", ["children.read"], 1, "children.read  children.write", "children.read "],
        "amr": [["magic"], "pwd", [None]],
        "sub": [1, None, "", "a b", "x" * 200],
        "link": [None, {}, {"id": "1", "purpose": "read_all", "subject_id": "2"}, [], "x"],
        "posts": [[], ["p"] * 9, "p", [1]],
        "caseload": ["every", 1, None],
        "act": [{}, "u", {"sub": 1}, {"sub": "u", "more": "x"}],
        "sid": [1, None, ""],
        "jti": [1, None, ""],
    }
    name = forge.random.choice(list(wrong))
    return forge.signed(claims | {name: forge.random.choice(wrong[name])})


def missing_claim(forge: Forge) -> str:
    claims = forge.claims
    del claims[forge.random.choice([name for name in claims if name not in {"sid", "posts", "caseload"}])]
    return forge.signed(claims)


def extra_claim(forge: Forge) -> str:
    name = forge.random.choice(["nbf", "admin", "email", "name", "cnf", "at_hash", "tenant"])
    return forge.signed(forge.claims | {name: forge.random.choice([True, 1, "x", None])})


def wrong_time(forge: Forge) -> str:
    claims = forge.claims
    iat = claims["iat"]
    changes: list[dict[str, Any]] = [
        {"exp": iat - 31},
        {"exp": iat},
        {"exp": iat - forge.random.randint(31, 10_000), "iat": iat - 10_300},
        {"exp": iat + 601},
        {"exp": iat + 10_000_000},
        {"iat": iat + 61, "exp": iat + 200},
        {"iat": iat + forge.random.randint(61, 9_999), "exp": iat + 10_200},
        {"exp": -1},
        {"exp": 10**30},
        {"iat": -(10**30)},
    ]
    return forge.signed(claims | forge.random.choice(changes))


def strange_time(forge: Forge) -> str:
    claims = forge.claims
    name = forge.random.choice(["exp", "iat", "auth_time"])
    value = forge.random.choice(
        ['"{0}"', "null", "[{0}]", "1e400", "-1e400", "true", "{0}.0", "{0}.5", "NaN", "Infinity", "{{}}"]
    ).format(claims[name])
    text = json.dumps(claims | {name: "HERE"}).replace('"HERE"', value)
    return forge.signed(text.encode())


def deeply_nested(forge: Forge) -> str:
    depth = forge.random.randint(1_000, 1_500)
    nested = b"[" * depth + b"]" * depth
    if forge.random.random() < 0.5:
        header = b'{"alg":"ES256","kid":' + b"[" * 120 + b"]" * 120 + b',"typ":"at+jwt"}'
        return forge.signed_text(header, json.dumps(forge.claims).encode(), forge.key)
    return forge.signed_text(
        json.dumps({"alg": "ES256", "kid": forge.key.kid, "typ": "at+jwt"}).encode(),
        b'{"org":' + nested + b"}",
        forge.key,
    )


def not_an_object(forge: Forge) -> str:
    payload = forge.random.choice(
        [b"[]", b"null", b"7", b'"x"', b"", b"\xff\xfe", b"{", b'{"a":1}{"b":2}', b"\xed\xa0\x80"]
    )
    return forge.signed(payload)


def huge(forge: Forge) -> str:
    return forge.signed(forge.claims | {"jti": "j" * forge.random.randint(3_000, 100_000)})
