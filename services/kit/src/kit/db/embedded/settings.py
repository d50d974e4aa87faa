"""How the embedded PostgreSQL is set; given on its command line, so that no file can loosen it."""

from collections.abc import Mapping
from typing import Final

SUPERUSER: Final = "postgres"
PORT: Final = 5432  # part of the socket's name only: there is no TCP

SETTINGS: Final[Mapping[str, str]] = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "effective_cache_size": "512MB",
    "max_wal_size": "512MB",
    "jit": "off",
    "max_logical_replication_workers": "0",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # RE-34: nothing that people typed reaches the server's log. Messages of failed statements quote values
    # (`invalid input syntax for type date: …`), so they go to the client alone; the start, the end and a
    # crash of the server are still logged.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_checkpoints": "off",
}

INITDB_OPTIONS: Final = (
    f"--username={SUPERUSER}",
    "--encoding=UTF8",
    "--locale=C",
    "--auth-local=peer",
    "--auth-host=reject",
    "--data-checksums",
    "--no-instructions",
)


def command_line(settings: Mapping[str, str]) -> list[str]:
    """The settings as arguments of `postgres`."""
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
