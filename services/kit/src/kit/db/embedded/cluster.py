"""Makes the folder of data that PostgreSQL calls a cluster, and says who may connect to it."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

from kit.db.embedded.accounts import ROOT, Account
from kit.db.embedded.binaries import Binaries
from kit.db.embedded.errors import EmbeddedServerError
from kit.db.embedded.locks import FileLock
from kit.db.embedded.programs import run
from kit.db.embedded.settings import INITDB_OPTIONS

MAP: Final = "onroll"
_ACCESS: Final = (
    f"# Written at every start. The kernel names the user behind a socket; there is no TCP and no trust.\n"
    f"local all all peer map={MAP}\n"
)
_FIRST_LINE: Final = "# Written at every start: who may connect as which role.\n"


def made_by(cluster: Path) -> int | None:
    """The major version that made the data, none if there is no data yet."""
    try:
        return int((cluster / "PG_VERSION").read_text())
    except FileNotFoundError:
        return None


def ensure_cluster(cluster: Path, binaries: Binaries, account: Account, lock: FileLock, *, quick: bool = False) -> None:
    """Make the data under another name and rename it, so that an interrupted start leaves nothing half made.

    `initdb` inherits the server's lock: after a killed start the next one waits for it to end. `quick` leaves
    out waiting for the disk, for data that need not outlive the machine.
    """
    if made_by(cluster) is not None:
        return
    unfinished = cluster.with_name("cluster.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    account.own(unfinished)
    options = (f"--pgdata={unfinished}", *INITDB_OPTIONS, *(("--no-sync",) if quick else ()))
    answer = run(account, binaries.folder / "initdb", *options, inherited=lock.descriptor)
    if answer.returncode != 0:
        raise EmbeddedServerError(f"initdb could not make {cluster}: {answer.stderr.strip()}")
    unfinished.rename(cluster)


def write_access(cluster: Path, account: Account) -> None:
    """Let the server's account, whoever starts it, and root connect as any role; nobody else as any."""
    people = sorted({account.name, Account.of(os.geteuid()).name, Account.of(ROOT).name})
    lines = [f"{MAP} {_quoted(person)} all\n" for person in people]
    _write(cluster / "pg_hba.conf", _ACCESS, account)
    _write(cluster / "pg_ident.conf", _FIRST_LINE + "".join(lines), account)


def _write(path: Path, text: str, account: Account) -> None:
    """Replace the file, never writing through what may stand in its place."""
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "w") as file:
        account.own_descriptor(descriptor)
        file.write(text)
    Path(unfinished).replace(path)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
