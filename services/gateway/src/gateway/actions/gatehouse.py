"""Everything the front door works with, put together once at the start."""

from dataclasses import dataclass
from pathlib import Path

from gateway.actions.calls import ServiceCalls
from gateway.actions.hashing import Hashing
from gateway.actions.live_sessions import LiveSessions
from gateway.actions.merged_api import MergedApi
from gateway.actions.tries import Tries
from gateway.domain.cookie import SessionCookie
from kit.auth.public_keys import PublicKey
from kit.auth.tokens import TokenMinter
from kit.db.audit import AuditKey
from kit.db.database import Database
from kit.kernel.clock import Clock


@dataclass(frozen=True, slots=True)
class Gatehouse:
    """`counter_secret` keeps e-mails out of the counters."""

    database: Database
    clock: Clock
    audit_key: AuditKey
    counter_secret: bytes
    base_url: str
    is_demo: bool
    behind_proxy: bool
    cookie: SessionCookie
    minter: TokenMinter
    published_keys: tuple[PublicKey, ...]
    key_folder: Path
    mail_folder: Path
    merged_api: MergedApi
    sessions: LiveSessions
    hashing: Hashing
    tries: Tries
    calls: ServiceCalls
