"""One service's connections, and transactions that carry the signed context."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from kit.db.tenancy import Context, sign

REQUEST_LIMIT_SECONDS: Final = 7.5  # half a second before a service's own limit of 8 s (RE-21)
JOB_LIMIT_SECONDS: Final = 120.0
_CONNECT: Final[dict[str, Any]] = {
    "connect_timeout": 2,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 5000,
    "options": "-c statement_timeout=3000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=5000",
}
_OPEN: Final = b"select set_config('onroll.context', $1, true)"
_OPEN_READ_ONLY: Final = (
    b"select set_config('onroll.context', $1, true), set_config('transaction_read_only', 'on', true)"
)
_JOB_LIMITS: Final = "set local statement_timeout = 60000; set local idle_in_transaction_session_timeout = 60000"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a transaction may last before its socket is shut, and whether it is a job's."""

    seconds: float = REQUEST_LIMIT_SECONDS
    job: bool = False


REQUEST: Final = Limits()
JOB: Final = Limits(JOB_LIMIT_SECONDS, job=True)


class Database:
    """The pool of one service; every transaction says on whose behalf it runs."""

    def __init__(self, url: str, context_key: bytes, *, pool_size: int = 5) -> None:
        self._key = context_key
        self.engine: AsyncEngine = create_async_engine(
            url,
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=1,
            pool_use_lifo=True,
            hide_parameters=True,
            connect_args=_CONNECT,
        )

    @asynccontextmanager
    async def transaction(
        self, context: Context, *, read_only: bool = False, limits: Limits = REQUEST
    ) -> AsyncIterator[AsyncConnection]:
        """Commits at the end of the block, rolls back on any exception.

        Reads end with COMMIT too: psycopg drops its prepared statements on ROLLBACK (performance section 5).
        """
        async with self.engine.begin() as connection:
            raw = (await connection.get_raw_connection()).driver_connection
            assert raw is not None
            guard = asyncio.get_running_loop().call_later(limits.seconds, _shut, raw.pgconn.socket)
            try:
                signed = sign(context, raw.info.backend_pid, self._key)
                async with raw.pipeline():
                    statement = _OPEN_READ_ONLY if read_only else _OPEN
                    await raw.execute(statement.replace(b"$1", b"%s"), (signed,))
                if limits.job:
                    await connection.exec_driver_sql(_JOB_LIMITS)
                yield connection
            finally:
                guard.cancel()

    async def sign_again(self, connection: AsyncConnection, context: Context) -> None:
        """The open transaction goes on, on behalf of somebody else."""
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        await raw.execute(_OPEN.replace(b"$1", b"%s"), (sign(context, raw.info.backend_pid, self._key),))

    async def close(self) -> None:
        """Give all connections back to the server."""
        await self.engine.dispose()


def _shut(descriptor: int) -> None:
    """Shut a silent connection from outside: on a cancelled task psycopg itself would wait up to 10 s more (RE-21)."""
    with suppress(OSError), socket.socket(fileno=os.dup(descriptor)) as duplicate:
        duplicate.shutdown(socket.SHUT_RDWR)
