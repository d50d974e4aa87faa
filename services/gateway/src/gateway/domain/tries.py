"""How often somebody may try to sign in (section 8.4); the counters lie in the database."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address
from typing import Final

WINDOW: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class TryLimit:
    """So many tries in five minutes; then closed for a time of its own, or until the five minutes are over."""

    kind: str
    most: int
    closed_for: timedelta | None = None


PER_EMAIL: Final = TryLimit("email", 10, timedelta(minutes=15))
PER_ADDRESS: Final = TryLimit("address", 50)  # a school is one address
IN_ALL: Final = TryLimit("all", 1_000)


def counter_key(limit: TryLimit, value: str, secret: bytes) -> bytes:
    """Names a counter without telling the e-mail or address it counts for."""
    return hmac.new(secret, f"{limit.kind}|{value}".encode(), hashlib.sha256).digest()


def network_of(address: str) -> str:
    """IPv6 counts by /64: one subscriber has at least that many addresses."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped) if mapped else str(IPv6Address(int(found) >> 64 << 64))
    return str(found)
