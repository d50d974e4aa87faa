"""What an attacker on tokens works with, and how they write one."""

import base64
import json
import random
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from kit.auth.compact import segment
from kit.auth.keys import SigningKey

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@dataclass(frozen=True)
class Forge:
    """What the attacker knows (a good token, the public key) and, for the strictest families, our own key."""

    random: random.Random
    key: SigningKey
    attacker: SigningKey
    token: str
    other_token: str

    @property
    def parts(self) -> list[str]:
        return self.token.split(".")

    @property
    def claims(self) -> dict[str, Any]:
        claims: dict[str, Any] = json.loads(unpacked(self.parts[1]))
        return claims

    def signed(self, payload: Any, header: dict[str, Any] | None = None, key: SigningKey | None = None) -> str:
        """Signed well, but saying something it must not."""
        signer = key or self.key
        data = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        full = {"alg": "ES256", "kid": self.key.kid, "typ": "at+jwt"} if header is None else header
        return self.signed_text(json.dumps(full).encode(), data, signer)

    def signed_text(self, header: bytes, payload: bytes, key: SigningKey) -> str:
        text = f"{segment(header)}.{segment(payload)}"
        r, s = decode_dss_signature(key.private.sign(text.encode(), ECDSA(hashes.SHA256())))
        s = min(s, ORDER - s)
        return f"{text}.{segment(r.to_bytes(32) + s.to_bytes(32))}"


def unpacked(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
