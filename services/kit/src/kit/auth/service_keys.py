"""The key pair of a service in a process of its own: it keeps the private half, the gateway reads the public one."""

import json
from pathlib import Path

from kit.auth.keys import SigningKey, read_key, write_once
from kit.auth.public_keys import KeySetRefused, PublicKey, jwks_document, parse_jwks


def load_or_create_service_key(folder: Path, service: str) -> SigningKey:
    """The private key of a service, made on its first start, with its public half beside it.

    On several machines the public file is copied into the gateway's key folder. Raises KeyFileRefused.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    private = folder / f"service-{service}.pem"
    if not private.exists():
        write_once(private, SigningKey.generate().pem(), 0o600)
    key = read_key(private)
    document = json.dumps(jwks_document([key.public])).encode()
    public = _public_file(folder, service)
    if not public.exists() or public.read_bytes() != document:
        public.unlink(missing_ok=True)
        write_once(public, document, 0o644)
    return key


def public_service_keys(folder: Path, service: str) -> dict[str, PublicKey]:
    """The public keys of a service by `kid`; none if it has no file here or one that is not a key set."""
    try:
        return parse_jwks(_public_file(folder, service).read_bytes())
    except (FileNotFoundError, KeySetRefused):
        return {}


def _public_file(folder: Path, service: str) -> Path:
    return folder / f"service-{service}.jwks.json"
