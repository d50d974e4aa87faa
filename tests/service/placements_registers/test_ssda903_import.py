"""The return on looked-after children comes in: checked first, then children without names and their care."""

from pathlib import Path

from factories.registers import Ask, a_record
from factories.registers import register as register_children
from factories.returns import EPISODES, HEADER, lines
from factories.returns import read_return as read
from kit.db.database import Database
from placements.domain.upn import check_letter
from placements.imports.report import Report


async def test_pl_1002_a_return_is_checked_first_and_leaves_nothing(
    database: Database, register: Report, samples: Path, ask: Ask
) -> None:
    assert register.applied

    report = await read(database, samples / "ssda903_header.csv", samples / "ssda903_episodes.csv", apply=False)

    assert (report.applied, report.rows, report.new, report.details) == (False, 5, 5, {"to_name": 5})
    assert [(e.row, e.code, e.severity.value) for e in report.errors] == [
        (3, "upn_invalid", "warning"),
        (3, "previously_looked_after_to_confirm", "warning"),
    ]
    (episodes,) = report.parts
    assert [(e.row, e.column, e.code) for e in episodes.errors] == [(6, "DEC", "episode_zero")]
    assert (episodes.rows, episodes.ignored) == (6, 1)
    assert ask("select count(*) from placements.children") == [(0,)]
    assert ask("select count(*) from placements.audit_entries") == [(0,)]


async def test_pl_1007_applied_it_makes_children_without_names_and_their_care(
    database: Database, samples: Path, ask: Ask
) -> None:
    report = await read(database, samples / "ssda903_header.csv", samples / "ssda903_episodes.csv")

    assert (report.applied, report.new) == (True, 5)
    assert ask(
        "select la_child_id, sex, upn, upn_unknown_reason, first_name, surname from placements.children order by 1"
    ) == [
        ("S01", "F", "H801200001001", None, None, None),
        ("S02", "M", None, "UN4", None, None),
        ("S03", "F", None, "UN5", None, None),
        ("S04", "F", "R940300122003", None, None, None),
        ("S05", "M", None, "UN4", None, None),
    ]
    assert ask(
        "select la_child_id, from_on::text, to_on::text, short_break, end_reason from placements.care_periods"
        " join placements.children on children.id = child_id order by 1, 2"
    ) == [
        ("S01", "2024-05-12", None, False, None),
        ("S02", "2024-10-01", None, False, None),
        ("S03", "2023-01-03", "2025-02-14", False, "E48"),
        ("S04", "2024-07-14", "2024-07-16", True, "E8"),
    ]
    assert ask(
        "select from_on::text, to_on::text, type, postcode_sector from placements.care_placements"
        " join placements.children on children.id = child_id where la_child_id = 'S01' order by 1"
    ) == [("2024-05-12", "2024-06-20", "U6", "ZZ1 2"), ("2024-06-20", None, "U4", "ZZ2 3")]


async def test_se_4_what_the_return_knows_and_nobody_needs_is_not_kept(database: Database, ask: Ask) -> None:
    kept = ask(
        "select c::text from placements.children c union all select p::text from placements.care_placements p"
        " union all select payload::text from placements.outbox where authority = '201'"
    )

    assert kept
    assert not any(value in text for (text,) in kept for value in ("SC000001", "ZZ1 1AA", "2BB", "A801200005001"))


async def test_se_100_one_audit_entry_names_every_child(database: Database, ask: Ask) -> None:
    assert ask("select operation, outcome, child_count from placements.audit_entries") == [
        ("placements.import_ssda903", "ok", 5)
    ]
    assert ask("select count(distinct child_id) from placements.audit_children") == [(5,)]


async def test_section_19_the_events_of_a_return_hold_no_names_and_whole_lists(database: Database, ask: Ask) -> None:
    assert ask("select type, count(*) from placements.outbox where authority = '201' group by 1 order by 1") == [
        ("child.care_changed", 4),
        ("child.registered", 5),
    ]
    ((payload,),) = ask(
        "select payload from placements.outbox join placements.children on payload->>'child_id' = children.id::text"
        " where type = 'child.care_changed' and la_child_id = 'S03'"
    )
    assert payload["intervals"] == [
        {
            "status": "looked_after",
            "from": "2023-01-03",
            "to": "2025-02-14",
            "short_break": False,
            "end_reason": "order",
        }
    ]


async def test_pl_1004_the_same_return_again_changes_nothing(database: Database, samples: Path, ask: Ask) -> None:
    before = ask("select count(*) from placements.outbox")

    report = await read(database, samples / "ssda903_header.csv", samples / "ssda903_episodes.csv")

    assert (report.applied, report.new, report.changed, report.same) == (True, 0, 0, 5)
    assert report.details == {"to_name": 0}
    assert ask("select count(*) from placements.outbox") == before


async def test_a_changed_return_touches_only_the_child_that_changed(
    database: Database, samples: Path, tmp_path: Path, ask: Ask
) -> None:
    header = (samples / "ssda903_header.csv").read_text().replace("UN4", "B801200005001")
    episodes = (samples / "ssda903_episodes.csv").read_text()
    episodes = episodes.replace("S02,01/10/2024,S,C2,N1,U6,PR1,,,", "S02,01/10/2024,S,C2,N1,U6,PR1,05/01/2025,E4A,")

    report = await read(database, lines(tmp_path, "header.csv", header), lines(tmp_path, "episodes.csv", episodes))

    assert (report.changed, report.same) == (1, 4)
    assert ask(
        "select upn, upn_unknown_reason, children.version, to_on::text from placements.children"
        " join placements.care_periods on children.id = child_id where la_child_id = 'S02'"
    ) == [("B801200005001", None, 2, "2025-01-05")]
    assert ask("select type, version from placements.outbox where authority = '201' and version > 1 order by 1") == [
        ("child.care_changed", 2),
        ("child.changed", 2),
    ]


async def test_pl_327_a_return_changes_no_upn_while_an_adoptive_placement_is_open(
    database: Database, tmp_path: Path, ask: Ask
) -> None:
    header = lines(tmp_path, "header.csv", HEADER, "A01,F,14/03/2019,,T838400020001,,")
    episodes = lines(tmp_path, "episodes.csv", EPISODES, "A01,12/05/2024,S,E1,N5,A4,PR1,,,,,,")
    await read(database, header, episodes)
    another = f"{check_letter('201200109999')}201200109999"
    renamed = lines(tmp_path, "renamed.csv", HEADER, f"A01,F,14/03/2019,,{another},,")

    report = await read(database, renamed, episodes)

    assert (report.changed, report.same) == (0, 1)
    assert [(e.row, e.code) for e in report.errors] == [(1, "name_change_blocked")]
    assert ask("select upn, version from placements.children where la_child_id = 'A01'") == [("T838400020001", 1)]


async def test_se_60_the_same_reference_of_another_authority_is_another_child(
    database: Database, samples: Path, ask: Ask
) -> None:
    await register_children(database, "202", a_record(reference="S01", upn="H801200001001"))

    report = await read(database, samples / "ssda903_header.csv", samples / "ssda903_episodes.csv", authority="203")

    assert (report.applied, report.new) == (True, 5)
    assert ask("select authority from placements.children where la_child_id = 'S01' order by 1") == [
        ("201",),
        ("202",),
        ("203",),
    ]


async def test_pl_s19_the_mini_return_of_fourteen_children(database: Database, shared: Path, ask: Ask) -> None:
    header, episodes = shared / "ssda903" / "mini" / "header.csv", shared / "ssda903" / "mini" / "episodes.csv"

    first = await read(database, header, episodes, authority="204")
    again = await read(database, header, episodes, authority="204")

    assert (first.applied, first.rows, first.new, first.wrong) == (True, 14, 14, 0)
    assert (again.new, again.changed, again.same) == (0, 0, 14)
    assert first.parts[0].ignored == 1
    assert ask(
        "select la_child_id, array_agg(from_on::text order by from_on), bool_or(short_break)"
        " from placements.children join placements.care_periods on children.id = child_id"
        " where children.authority = '204' and la_child_id in ('M09', 'M10', 'M11', 'M14') group by 1 order by 1"
    ) == [
        ("M09", ["2024-05-12", "2025-02-03"], False),
        ("M10", ["2024-07-14", "2024-08-11"], True),
        ("M14", ["2024-05-05", "2024-10-20"], True),
    ]
