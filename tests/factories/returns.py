"""Reads returns on looked-after children, as the command line does."""

from pathlib import Path

from kit.db.database import Database
from kit.kernel.clock import StoppedClock
from kit.testing.plugin import NOON
from kit.testing.sign_in import AUDIT_KEY
from placements.imports.report import Report
from placements.imports.ssda903 import import_return

AUTHORITY = "201"


async def read_return(
    database: Database, header: Path, episodes: Path, authority: str = AUTHORITY, **how: bool
) -> Report:
    options = {"apply": True, **how}
    return await import_return(
        database,
        authority,
        header,
        episodes,
        clock=StoppedClock(NOON),
        progress=lambda _done, _total: None,
        audit_key=AUDIT_KEY,
        **options,
    )


def lines(folder: Path, name: str, *rows: str) -> Path:
    path = folder / name
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
