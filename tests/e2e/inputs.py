"""What the first morning is played with: the real register where it lies beside the checkout, else the samples."""

import csv
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from e2e.product import ROOT

REAL = ROOT.parent / "shared" / "data"
SAMPLES = ROOT / "infra" / "samples"
SECONDARY = "4"
OPEN = "1"
MAINTAINED_OR_ACADEMY = {"1", "2", "3", "5", "6", "28", "34", "35"}


@dataclass(frozen=True)
class AskedSchool:
    """A school of the register that is asked in the story."""

    urn: int
    name: str
    authority: str

    @property
    def mailbox(self) -> str:
        return f"office@school{self.urn}.test"


@dataclass(frozen=True)
class Inputs:
    """The files, and which child and schools of them the story is about."""

    establishments: Path
    links: Path
    header: Path
    episodes: Path
    child: str
    schools: tuple[AskedSchool, AskedSchool]
    is_real: bool

    def calendars(self, folder: Path) -> Path:
        """The days of the authority the schools lie in."""
        terms = (
            ("2026-09-01", "2026-10-23"),
            ("2026-11-02", "2026-12-18"),
            ("2027-01-04", "2027-02-12"),
            ("2027-02-22", "2027-03-25"),
            ("2027-04-12", "2027-05-28"),
            ("2027-06-07", "2027-07-21"),
        )
        rows = ["owner_kind,owner_code,academic_year,row_kind,start_on,end_on,label"]
        rows += [f"authority,{self.schools[0].authority},2026-27,term,{starts},{ends}," for starts, ends in terms]
        return _written(folder / "calendars.csv", rows)

    def contacts(self, folder: Path) -> Path:
        rows = ["school_urn,role,email,name,phone,reply_address"]
        rows += [f"{school.urn},office,{school.mailbox},,,yes" for school in self.schools]
        return _written(folder / "contacts.csv", rows)


def chosen_inputs() -> Inputs:
    """The whole official register and a return of 14 children, or the invented samples of the repository."""
    if (REAL / "gias").is_dir():
        establishments = REAL / "gias" / "establishments_20231116.csv.gz"
        return Inputs(
            establishments=establishments,
            links=REAL / "gias" / "links_20250422.csv.gz",
            header=REAL / "ssda903" / "mini" / "header.csv",
            episodes=REAL / "ssda903" / "mini" / "episodes.csv",
            child="M07",
            schools=_two_neighbours(_secondaries(establishments)),
            is_real=True,
        )
    return Inputs(
        establishments=SAMPLES / "schools_official.csv",
        links=SAMPLES / "school_links.csv",
        header=SAMPLES / "ssda903_header.csv",
        episodes=SAMPLES / "ssda903_episodes.csv",
        child="S01",
        schools=(
            AskedSchool(990001, "Sample Harbour Street Primary School (invented)", "201"),
            AskedSchool(990002, "Sample St Agnès’ Church of England Primary School (invented)", "201"),
        ),
        is_real=False,
    )


def _secondaries(establishments: Path) -> Iterator[AskedSchool]:
    with gzip.open(establishments) as packed:
        for row in csv.DictReader(io.TextIOWrapper(packed, encoding="utf-8", newline="")):
            is_open = row["phase_code"] == SECONDARY and row["establishment_status_code"] == OPEN
            if is_open and row["establishment_type_code"] in MAINTAINED_OR_ACADEMY:
                yield AskedSchool(int(row["urn"]), row["name"], row["la_code"])


def _two_neighbours(schools: Iterator[AskedSchool]) -> tuple[AskedSchool, AskedSchool]:
    """The first two of one authority."""
    seen: dict[str, AskedSchool] = {}
    for school in schools:
        if school.authority in seen:
            return seen[school.authority], school
        seen[school.authority] = school
    raise AssertionError("no authority has two secondary schools")


def _written(path: Path, rows: list[str]) -> Path:
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


TODAY = date(2026, 11, 23)
