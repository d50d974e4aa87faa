"""Tokens turned bad in text, header or signature."""

import hmac
import json
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from factories.forge import ORDER, Forge, unpacked
from kit.auth.compact import segment

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def flipped_bit(forge: Forge) -> str:
    parts = forge.parts
    n = forge.random.randrange(3)
    data = bytearray(unpacked(parts[n]))
    data[forge.random.randrange(len(data))] ^= 1 << forge.random.randrange(8)
    parts[n] = segment(bytes(data))
    return ".".join(parts)


def cut(forge: Forge) -> str:
    start = forge.random.randrange(len(forge.token))
    return forge.token[:start] + forge.token[start + forge.random.randint(1, 40) :]


def inserted(forge: Forge) -> str:
    at = forge.random.randrange(len(forge.token))
    return forge.token[:at] + forge.random.choice(ALPHABET + ".= \x00é") + forge.token[at:]


def junk(forge: Forge) -> str:
    letters = ALPHABET + "..=+/ \x00\ud800{}"
    return "".join(forge.random.choice(letters) for _ in range(forge.random.randint(1, 400)))


def no_algorithm(forge: Forge) -> str:
    name = "".join(forge.random.choice((c.lower(), c.upper())) for c in "none")
    header = {"alg": forge.random.choice([name, "", None, "NULL", 0]), "kid": forge.key.kid, "typ": "at+jwt"}
    signature = forge.random.choice(["", forge.parts[2]])
    return f"{segment(json.dumps(header).encode())}.{forge.parts[1]}.{signature}"


def other_algorithm(forge: Forge) -> str:
    algorithm = forge.random.choice(["ES384", "ES512", "RS256", "PS256", "EdDSA", "es256", "ES256K", "ES256 "])
    return forge.signed(forge.claims, {"alg": algorithm, "kid": forge.key.kid, "typ": "at+jwt"})


def hmac_of_public_key(forge: Forge) -> str:
    public = forge.key.private.public_key()
    secret = forge.random.choice(
        [
            public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
            public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
            public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint),
            json.dumps(forge.key.public.jwk()).encode(),
            b"",
        ]
    )
    bits = forge.random.choice(["256", "384", "512"])
    header = {"alg": f"HS{bits}", "kid": forge.key.kid, "typ": forge.random.choice(["at+jwt", "JWT"])}
    text = f"{segment(json.dumps(header).encode())}.{forge.parts[1]}"
    return f"{text}.{segment(hmac.digest(secret, text.encode(), f'sha{bits}'))}"


def strange_kid(forge: Forge) -> str:
    kid = forge.random.choice(
        ["../../etc/passwd", "' or 1=1 --", [forge.key.kid], {"kid": 1}, None, 7, "", "\x00", "k" * 300]
    )
    return forge.signed(forge.claims, {"alg": "ES256", "kid": kid, "typ": "at+jwt"})


def attackers_key(forge: Forge) -> str:
    return forge.signed(forge.claims | {"jti": f"x{forge.random.random()}"}, key=forge.attacker)


def embedded_key(forge: Forge) -> str:
    extra: dict[str, Any] = forge.random.choice(
        [
            {"jwk": forge.attacker.public.jwk()},
            {"jku": "http://127.0.0.1:9/keys"},
            {"x5u": "http://127.0.0.1:9/chain"},
            {"x5c": ["MIIB"]},
        ]
    )
    header = {"alg": "ES256", "kid": forge.attacker.kid, "typ": "at+jwt"} | extra
    return forge.signed(forge.claims, header, forge.attacker)


def strange_header(forge: Forge) -> str:
    good: dict[str, Any] = {"alg": "ES256", "kid": forge.key.kid, "typ": "at+jwt"}
    changed: dict[str, Any] = forge.random.choice(
        [
            good | {"crit": ["exp"]},
            good | {"zip": "DEF"},
            good | {"cty": "JWT"},
            good | {"b64": False},
            good | {"typ": "JWT"},
            good | {"typ": "AT+JWT"},
            good | {"typ": "id+jwt"},
            {"alg": "ES256", "kid": forge.key.kid},
            {"alg": "ES256", "typ": "at+jwt"},
        ]
    )
    return forge.signed(forge.claims, changed)


def repeated_header(forge: Forge) -> str:
    name = forge.random.choice(["alg", "kid", "typ"])
    header = f'{{"{name}": "x", "alg": "ES256", "kid": "{forge.key.kid}", "typ": "at+jwt"}}'
    return forge.signed_text(header.encode(), json.dumps(forge.claims).encode(), forge.key)


def swapped(forge: Forge) -> str:
    ours, theirs = forge.parts, forge.other_token.split(".")
    n = forge.random.choice([1, 2])
    ours[n] = theirs[n]
    if forge.random.random() < 0.3:
        forge.random.shuffle(ours)
    return ".".join(ours)


def encrypted(forge: Forge) -> str:
    header = {"alg": "dir", "enc": "A128GCM", "kid": forge.key.kid, "typ": "at+jwt"}
    rest = [segment(forge.random.randbytes(n)) for n in (0, 12, 200, 16)]
    return ".".join([segment(json.dumps(header).encode()), *rest])


def alias(forge: Forge) -> str:
    """Another text of the same bytes: padding, the other base64 alphabet, or unused bits of the last letter."""
    parts = forge.parts
    how = forge.random.randrange(4)
    if how == 0:
        n = forge.random.randrange(3)
        parts[n] += "=" * forge.random.randint(1, 2)
    elif how == 1:
        parts[2] = parts[2].replace("-", "+").replace("_", "/") + ("" if set("-_") & set(parts[2]) else "=")
    elif how == 2:
        last = ALPHABET.index(parts[2][-1])
        parts[2] = parts[2][:-1] + ALPHABET[last ^ forge.random.randint(1, 15)]
    else:
        parts[forge.random.randrange(3)] += forge.random.choice(["\n", " ", "\t", "\r\n"])
    return ".".join(parts)


def malleated(forge: Forge) -> str:
    """(r, n - s) verifies wherever (r, s) does; also numbers beyond the order and zero."""
    parts = forge.parts
    signature = unpacked(parts[2])
    s = int.from_bytes(signature[32:])
    wrong = forge.random.choice([ORDER - s, min(s + ORDER, 2**256 - 1), 0, ORDER])
    parts[2] = segment(signature[:32] + wrong.to_bytes(32))
    return ".".join(parts)
