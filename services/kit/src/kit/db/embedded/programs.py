"""Runs a program of the system as the server's account: nothing of ours in its environment, nor our folder."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final

from kit.db.embedded.accounts import Account

# No keys and no PG* variables of ours, and messages in English.
ENVIRONMENT: Final = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def run(
    account: Account, program: Path, *arguments: str | Path, inherited: int | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run to the end, with what it says and its exit code; `inherited` is a descriptor it gets to hold."""
    return subprocess.run(
        [program, *arguments],
        cwd="/",
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        pass_fds=() if inherited is None else (inherited,),
        umask=0o077,
        **account.identity(),
    )


# A shell puts the program in the background and ends: it then has no parent of ours that would have to wait for it,
# and goes on when the process that started it ends (`pg_ctl start` does the same).
_IN_BACKGROUND: Final = '"$@" >&2 & echo $!'


def run_in_background(account: Account, command: Sequence[str | Path], *, log: IO[bytes], inherited: int) -> int:
    """Start a program in a session of its own, so that Ctrl-C is for us alone; returns its process id."""
    shell = subprocess.run(
        ["/bin/sh", "-c", _IN_BACKGROUND, "sh", *command],
        cwd="/",
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=log,
        check=True,
        pass_fds=(inherited,),
        umask=0o077,
        start_new_session=True,
        **account.identity(),
    )
    return int(shell.stdout)
