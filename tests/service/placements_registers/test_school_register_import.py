"""The school register comes in: both forms, only differences, nothing by halves, nothing about head teachers."""

import csv
from pathlib import Path

from factories.registers import Ask
from kit.db.database import Database
from kit.kernel.clock import StoppedClock
from kit.testing.plugin import NOON
from placements.imports.report import Report
from placements.imports.schools import import_register


async def read(
    database: Database,
    establishments: Path,
    links: Path | None = None,
    *,
    apply: bool = True,
    accept_partial: bool = False,
) -> Report:
    return await import_register(
        database,
        establishments,
        links,
        lambda _done, _total: None,
        clock=StoppedClock(NOON),
        apply=apply,
        accept_partial=accept_partial,
    )


def official(samples: Path) -> tuple[list[str], list[dict[str, str]]]:
    with (samples / "schools_official.csv").open(encoding="cp1252", newline="") as file:
        reader = csv.DictReader(file)
        return list(reader.fieldnames or ()), list(reader)


def written(folder: Path, columns: list[str], rows: list[dict[str, str]], encoding: str = "cp1252") -> Path:
    path = folder / "edubasealldata.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, columns, quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
    return path


async def test_the_official_file_is_taken_whole(register: Report, ask: Ask, told: list[tuple[int, int]]) -> None:
    (links,) = register.parts

    assert (register.applied, register.rows, register.new, register.wrong, register.warnings) == (True, 8, 8, 0, 0)
    assert (links.rows, links.new, links.wrong) == (4, 4, 0)
    assert links.details == {"continues": 2, "ignored_type": 1, "circular": 0, "pending_register": 0}
    assert told[-1] == (12, 12)
    assert ask(
        "select name, kind, admission_authority_type, status, phase, opened_on::text, capacity, pupils,"
        " trust_uid, trust_joined_on, establishment_number, version from placements.schools where urn = 990005"
    ) == [
        (
            "Sample Millbrook Academy (invented)",
            "academy",
            "trust",
            "open",
            "secondary",
            "2019-09-01",
            900,
            871,
            "9002",
            None,
            "4005",
            1,
        )
    ]
    assert ask("select name from placements.schools where urn = 990002") == [
        ("Sample St Agnès’ Church of England Primary School (invented)",)
    ]


async def test_pl_304_nothing_about_head_teachers_is_kept(register: Report, ask: Ask) -> None:
    assert "HeadLastName" in register.columns_ignored
    kept = ask("select schools::text from placements.schools schools")
    told = ask("select payload::text from placements.outbox")

    assert not any("Person" in text or "Headteacher" in text for (text,) in kept + told)


async def test_section_19_every_school_and_link_is_told_once_under_000(register: Report, ask: Ask) -> None:
    assert register.applied
    assert ask(
        "select type, authority, count(*), min(version), max(version) from placements.outbox group by 1, 2 order by 1"
    ) == [("school.changed", "000", 8, 1, 1), ("school.link_changed", "000", 4, 1, 1)]
    ((payload,),) = ask(
        "select payload from placements.outbox where payload->>'urn' = '990004' and type = 'school.changed'"
    )
    assert payload == {
        "urn": 990004,
        "name": "Sample Mill Lane Academy (invented)",
        "authority": "201",
        "establishment_number": "4004",
        "type_code": 34,
        "kind": "academy",
        "phase_code": 4,
        "status_code": 2,
        "open_on": "2012-09-01",
        "close_on": "2019-08-31",
        "reason_opened": 10,
        "low_age": 11,
        "high_age": 16,
        "trust_uid": "9001",
        "trust_name": "Sample Learning Trust (invented)",
        "trust_joined_on": None,
        "admissions_policy": "Non-selective",
        "capacity": 900,
        "number_on_roll": 871,
    }
    assert ask(
        "select payload from placements.outbox where type = 'school.link_changed' and payload->>'urn' = '990003'"
    ) == [
        (
            {
                "urn": 990003,
                "link_urn": 990004,
                "link_type": "Successor",
                "established_on": "2012-08-31",
                "lineage_kind": "continues",
            },
        )
    ]


async def test_pl_1004_the_same_files_again_change_nothing(
    database: Database, register: Report, samples: Path, ask: Ask
) -> None:
    assert register.applied
    before = ask("select count(*), max(seq) from placements.outbox")

    again = await read(database, samples / "schools_official.csv", samples / "school_links.csv")

    assert (again.applied, again.new, again.changed, again.same) == (True, 0, 0, 8)
    assert (again.parts[0].new, again.parts[0].changed, again.parts[0].same) == (0, 0, 4)
    assert ask("select count(*), max(seq) from placements.outbox") == before


async def test_the_short_extract_says_the_same_and_takes_nothing_away(
    database: Database, register: Report, samples: Path, ask: Ask
) -> None:
    assert register.applied

    extract = await read(database, samples / "schools_extract.csv")

    assert (extract.new, extract.changed, extract.same, extract.wrong) == (0, 0, 8, 0)
    assert ask("select opened_on::text, capacity, trust_uid from placements.schools where urn = 990005") == [
        ("2019-09-01", 900, "9002")
    ]


async def test_pl_1002_a_dry_run_leaves_nothing_behind(
    database: Database, register: Report, samples: Path, tmp_path: Path, ask: Ask
) -> None:
    assert register.applied
    columns, rows = official(samples)
    rows[0]["EstablishmentName"] = "Another name"

    report = await read(database, written(tmp_path, columns, rows), apply=False)

    assert (report.applied, report.changed, report.same) == (False, 1, 7)
    assert ask("select name, version from placements.schools where urn = 990001") == [
        ("Sample Harbour Street Primary School (invented)", 1)
    ]


async def test_pl_1003_wrong_rows_are_named_by_row_column_and_code_and_refuse_the_file(
    database: Database, register: Report, samples: Path, tmp_path: Path, ask: Ask
) -> None:
    assert register.applied
    columns, rows = official(samples)
    rows[1]["URN"] = "9990001"
    rows[2]["EstablishmentStatus (code)"] = "9"
    rows[3]["EstablishmentName"] = ""
    rows[4]["CloseDate"] = "31-02-2026"
    rows[5]["TypeOfEstablishment (code)"] = "99"
    rows[6]["EstablishmentName"] = "Secret\x07name"
    rows[7] = dict(rows[0])
    path = written(tmp_path, columns, rows)

    refused = await read(database, path)
    accepted = await read(database, path, accept_partial=True)

    assert (refused.applied, refused.refused) == (False, "wrong_rows_present")
    assert [(e.row, e.column, e.code, e.severity.value) for e in refused.errors] == [
        (2, "URN", "out_of_range", "error"),
        (3, "EstablishmentStatus (code)", "not_allowed", "error"),
        (4, "EstablishmentName", "missing", "error"),
        (5, "CloseDate", "date_invalid", "warning"),
        (6, "TypeOfEstablishment (code)", "type_unknown", "warning"),
        (7, "EstablishmentName", "control_character", "error"),
        (8, "URN", "duplicate", "error"),
    ]
    assert not any(value in str(refused.as_dict()) for value in ("9990001", "31-02-2026", "Secret"))
    assert (accepted.applied, accepted.wrong, accepted.same, accepted.changed) == (True, 5, 2, 1)
    assert accepted.missing_from_file == 5
    assert ask("select kind, version from placements.schools where urn = 990006") == [("other", 2)]
    assert ask("select count(*) from placements.schools where urn = 9990001") == [(0,)]


async def test_pl_303_a_missing_or_doubled_column_refuses_the_file(
    database: Database, register: Report, samples: Path, tmp_path: Path
) -> None:
    assert register.applied
    columns, rows = official(samples)
    without = [name for name in columns if name != "PhaseOfEducation (code)"]
    missing = written(tmp_path, without, [{name: row[name] for name in without} for row in rows])

    report = await read(database, missing)

    assert (report.applied, report.refused) == (False, "column_missing")
    assert [(e.row, e.column) for e in report.errors] == [(0, "PhaseOfEducation (code)")]
    doubled = tmp_path / "doubled.csv"
    doubled.write_text("URN,URN\n1,2\n")
    assert (await read(database, doubled)).refused == "column_duplicate"


async def test_a_file_with_utf8_and_a_byte_order_mark_is_read(
    database: Database, register: Report, samples: Path, tmp_path: Path
) -> None:
    assert register.applied
    columns, rows = official(samples)

    report = await read(database, written(tmp_path, columns, rows, encoding="utf-8-sig"), apply=False)

    assert (report.refused, report.wrong, report.rows) == (None, 0, 8)


async def test_pl_303_a_trust_that_shows_up_later_was_joined_that_day(
    database: Database, register: Report, samples: Path, tmp_path: Path, ask: Ask
) -> None:
    assert register.applied
    columns, rows = official(samples)
    rows[4]["Trusts (code)"], rows[4]["Trusts (name)"] = "9003", "Southern Sample Trust (invented)"

    await read(database, written(tmp_path, columns, rows))

    assert ask("select trust_uid, trust_joined_on::text from placements.schools where urn = 990005") == [
        ("9003", "2026-11-23")
    ]
    assert ask("select trust_joined_on from placements.schools where urn = 990004") == [(None,)]


async def test_pl_307_an_edge_entered_by_hand_stays(
    database: Database, register: Report, samples: Path, ask: Ask
) -> None:
    assert register.applied
    ask(
        "insert into placements.lineage_edges (from_urn, to_urn, kind, provenance)"
        " values (990001, 990002, 'continues', 'manual') returning kind"
    )

    await read(database, samples / "schools_official.csv", samples / "school_links.csv")

    assert ask("select from_urn, to_urn, provenance from placements.lineage_edges order by 1") == [
        (990001, 990002, "manual"),
        (990003, 990004, "gias"),
        (990004, 990005, "gias"),
    ]


async def test_authorities_are_seeded_and_learn_their_gss_code(register: Report, ask: Ask) -> None:
    assert register.applied
    assert ask("select name, gss_code from placements.authorities where code = '201'") == [
        ("City of London", "E09000001")
    ]
    assert ask("select successor_codes from placements.authorities where code = '928'") == [(["940", "941"],)]
