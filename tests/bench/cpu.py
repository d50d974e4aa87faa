"""CPU time of process trees, read from the kernel."""

import os
from collections.abc import Iterable
from pathlib import Path

_TICK = 1_000_000 / os.sysconf("SC_CLK_TCK")


def tree(root: int) -> set[int]:
    """A process and all that come from it."""
    children: dict[int, list[int]] = {}
    for pid, parent in _parents():
        children.setdefault(parent, []).append(pid)
    found: set[int] = set()
    waiting = [root]
    while waiting:
        pid = waiting.pop()
        found.add(pid)
        waiting += children.get(pid, [])
    return found


def microseconds(pids: Iterable[int]) -> float:
    """User and system time spent so far; what ended and was waited for counts with its parent."""
    return sum(_spent(pid) for pid in pids)


def named(part: str) -> set[int]:
    """Processes whose command line holds this text."""
    return {pid for pid in _pids() if part in _command(pid)}


def _spent(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return sum(int(fields[i]) for i in (11, 12, 13, 14)) * _TICK


def _parents() -> Iterable[tuple[int, int]]:
    for pid in _pids():
        try:
            yield pid, int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue


def _pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
