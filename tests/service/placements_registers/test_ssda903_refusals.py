"""What a return may not be: another table, a stranger's episodes, rows that are no children."""

from pathlib import Path

import pytest

from factories.registers import Ask, a_record
from factories.registers import register as register_children
from factories.returns import EPISODES, HEADER, lines
from factories.returns import read_return as read
from kit.db.database import Database
from placements.imports.report import Report


@pytest.fixture(scope="module", autouse=True)
async def holder_of_a_upn(database: Database, register: Report) -> None:
    assert register.applied
    await register_children(database, "201", a_record(reference="S01", upn="H801200001001"))


async def test_pl_1006_files_of_the_wrong_kind_are_refused_whole(
    database: Database, samples: Path, tmp_path: Path
) -> None:
    header, episodes = samples / "ssda903_header.csv", samples / "ssda903_episodes.csv"
    oc2 = lines(tmp_path, "oc2.csv", "CHILD,DOB,SDQ_SCORE,CONVICTED,HEALTH_CHECK", "S01,14/03/2015,10,0,1")
    stranger = lines(tmp_path, "stranger.csv", EPISODES, "S99,12/05/2024,S,V2,N5,U6,PR1,,,,,,")
    twice = lines(tmp_path, "twice.csv", HEADER, "S01,F,14/03/2015,,,,", "S01,F,14/03/2015,,,,")
    nothing = lines(tmp_path, "nothing.csv", "CHILD,SEX", "S01,F")

    found = {
        name: await read(database, first, second)
        for name, first, second in (
            ("oc2 as header", oc2, episodes),
            ("oc2 as episodes", header, oc2),
            ("stranger", header, stranger),
            ("twice", twice, episodes),
            ("nothing", nothing, episodes),
        )
    }

    assert {name: (report.applied, report.refused) for name, report in found.items()} == {
        "oc2 as header": (False, "table_not_accepted"),
        "oc2 as episodes": (False, "table_not_accepted"),
        "stranger": (False, "header_missing"),
        "twice": (False, "header_duplicate"),
        "nothing": (False, "column_missing"),
    }
    assert [(e.row, e.column) for e in found["twice"].errors] == [(2, "CHILD")]


async def test_pl_1003_wrong_rows_are_left_out_only_when_accepted_and_never_repeated(
    database: Database, tmp_path: Path, ask: Ask
) -> None:
    header = lines(
        tmp_path,
        "header.csv",
        HEADER,
        "W01,F,31/02/2015,WBRI,,,",
        "W-02,F,14/03/2015,WBRI,,,",
        "W03,X,14/03/2015,WBRI,,,",
        "W04,F,14/03/1987,WBRI,,,",
        "W05,F,14/03/2015,WBRI,H801200001001,,",
        "W06,M,14/03/2008,WBRI,UN2,,",
        "W07,M,14/03/2012,WBRI,A80120000501A,,",
        "W08,M,14/03/2012,WBRI,Y942100023007,,",
        "W09,M,14/03/2012,WBRI,Y942100023007,,",
        "W10,M,14/03/2012,WBRI,UN1,,",
    )
    episodes = lines(
        tmp_path,
        "episodes.csv",
        EPISODES,
        "W01,12/05/2024,S,V2,N5,U6,PR1,,,,,,",
        "W05,soon,S,V2,N5,U6,PR1,,,,,,",
        "W05,12/05/2024,S,V2,N5,U6,PR1,,,,,,",
        "W06,14/03/2026,S,V2,N5,U6,PR1,,,,,,",
        "W07,12/05/2024,S,Z9,N5,U6,PR1,01/05/2024,E8,,,,",
        "W08,12/05/2024,S,V2,N5,U6,PR1,12/06/2024,X1,,,nowhere,",
    )

    refused = await read(database, header, episodes)
    accepted = await read(database, header, episodes, accept_partial=True)

    assert (refused.applied, refused.refused) == (False, "wrong_rows_present")
    assert [(e.row, e.column, e.code) for e in refused.errors] == [
        (1, "DOB", "date_invalid"),
        (2, "CHILD", "bad_format"),
        (3, "SEX", "not_allowed"),
        (4, "DOB", "out_of_range"),
        (5, "UPN", "upn_duplicate"),
        (5, "CHILD", "care_not_changed"),
        (7, "UPN", "upn_temporary"),
        (9, "UPN", "upn_duplicate"),
        (10, "UPN", "upn_unknown_school_age"),
    ]
    assert [(e.row, e.column, e.code) for e in refused.parts[0].errors] == [
        (2, "DECOM", "date_invalid"),
        (4, "DECOM", "age_over_18"),
        (5, "DEC", "episode_reversed"),
        (6, "PL_POST", "bad_format"),
        (6, "DEC", "episode_gap_or_overlap"),
    ]
    assert (accepted.applied, accepted.new, accepted.wrong) == (True, 6, 4)
    assert accepted.parts[0].ignored == 2
    told = str(refused.as_dict())
    assert not any(value in told for value in ("W05", "soon", "nowhere", "H801200001001", "1987"))
    assert ask(
        "select la_child_id, upn, (select count(*) from placements.care_periods where child_id = children.id)"
        " from placements.children where la_child_id like 'W%%' order by 1"
    ) == [
        ("W05", None, 0),
        ("W06", None, 1),
        ("W07", "A80120000501A", 0),
        ("W08", "Y942100023007", 1),
        ("W09", None, 0),
        ("W10", None, 0),
    ]
