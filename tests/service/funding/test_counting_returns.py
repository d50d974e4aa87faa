"""An SSDA903 return over HTTP and from the command line: looked at first, kept once, nothing of a child."""

import gzip
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from factories.funded import SAMPLES, Funded, good
from funding.imports.report import CountReport
from funding.imports.ssda903 import count_return
from kit.testing.sign_in import AUDIT_KEY


async def _upload(funded: Funded, header: bytes, episodes: bytes, year_end: str = "2025-03-31") -> httpx.Response:
    key = f"up-{abs(hash((header, episodes, year_end)))}"
    return await funded.officer.post(
        "/v1/ssda903-imports",
        files={"header": ("header.csv", header), "episodes": ("episodes.csv", episodes)},
        data={"return_year_end": year_end},
        headers={"Idempotency-Key": key},
    )


def _mini() -> tuple[bytes, bytes]:
    return (SAMPLES / "header.csv").read_bytes(), (SAMPLES / "episodes.csv").read_bytes()


async def test_fu_s14_the_mini_return_is_counted_and_nothing_of_a_child_is_stored(funded: Funded) -> None:
    counted = good(await _upload(funded, *_mini()))

    without, with_ = counted["without_short_breaks"], counted["with_short_breaks"]
    assert (without["looked_after_in_year"], without["eligible"]) == (8, 6)
    assert (with_["looked_after_in_year"], with_["eligible"]) == (9, 7)
    assert [award["award_pence"] for award in without["awards"]] == [1_578_000, None]
    assert without["awards"][1]["note"] == "rate_not_set"
    assert with_["awards"][0]["award_pence"] == 1_841_000
    assert (counted["state"], counted["short_breaks_count"], counted["error_count"]) == ("checked", False, 0)
    tables = await funded.rows("select table_name from information_schema.tables where table_schema = 'funding'")
    for table in tables:
        rows = await funded.rows(f"select row_to_json(t)::text as row from funding.{table['table_name']} t")
        assert not any("M01" in row["row"] or "A000000000001" in row["row"] for row in rows)


async def test_rejected_rows_have_to_be_accepted(funded: Funded) -> None:
    header, episodes = _mini()
    counted = good(await _upload(funded, header.replace(b"31/08/2020", b"31/31/2020"), episodes))
    path = f"/v1/ssda903-imports/{counted['id']}/application"

    refused = await funded.officer.send_step(path, {}, version=counted["version"])
    applied = good(await funded.officer.send_step(path, {"accept_partial": True}, version=counted["version"]))

    assert (refused.status_code, refused.json()["code"]) == (422, "row_errors")
    assert (applied["state"], applied["without_short_breaks"]["eligible"]) == ("applied", 5)
    shown = good(await funded.officer.get(f"/v1/ssda903-imports/{counted['id']}"))
    assert shown["errors"] == [{"file": "header", "line": 2, "column": "DOB", "code": "not_a_date"}]


async def test_a_second_count_of_the_year_takes_the_place_of_the_first_with_a_reason(funded: Funded) -> None:
    header, episodes = _mini()
    first = good(await _upload(funded, header, episodes))
    second = good(await _upload(funded, header + b"\r\n", episodes))
    good(await funded.vsh.send_step(f"/v1/ssda903-imports/{first['id']}/application", {}, version=1))
    path = f"/v1/ssda903-imports/{second['id']}/application"

    without = await funded.vsh.send_step(path, {}, version=1)
    good(await funded.vsh.send_step(path, {"reason": "The return was resubmitted."}, version=1))

    assert without.json()["errors"] == [{"pointer": "/reason", "code": "missing", "message": "This is required."}]
    states = {one["id"]: one["state"] for one in good(await funded.vsh.get("/v1/ssda903-imports"))["items"]}
    assert states == {first["id"]: "superseded", second["id"]: "applied"}


@pytest.mark.parametrize(
    ("header", "episodes", "code", "status"),
    [
        (b"<Message/>", None, "unsupported_media_type", 415),
        (b"CHILD,DOB,SDQ_SCORE\nM01,15/05/2014,9\n", None, "table_not_wanted", 422),
        (b"", None, "file_unreadable", 422),
        (b"CHILD,DOB\nM01,15/05/2014\nM01,15/05/2014\n", None, "file_rejected", 422),
    ],
)
async def test_files_that_are_not_the_return_are_refused(
    funded: Funded, header: bytes, episodes: bytes | None, code: str, status: int
) -> None:
    answer = await _upload(funded, header, episodes or _mini()[1])

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert "M01" not in answer.text


async def test_a_file_that_was_rejected_says_where(funded: Funded) -> None:
    answer = await _upload(funded, b"CHILD,DOB\nM01,15/05/2014\nM01,15/05/2014\n", b"CHILD,DECOM,LS,DEC\n")

    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [
        ("/header/3/child", "duplicate_child")
    ]
    assert good(await funded.officer.get("/v1/ssda903-imports"))["items"] == []


async def test_a_return_year_ends_on_a_31_march(funded: Funded) -> None:
    answer = await _upload(funded, *_mini(), "2025-03-30")

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "not_a_31_march")


async def _run(funded: Funded, *, apply: bool, folder: Path = SAMPLES, **more: Any) -> CountReport:
    runtime = funded.app.state.runtime
    return await count_return(
        runtime.database,
        funded.authority,
        folder / "header.csv",
        folder / "episodes.csv",
        date(2025, 3, 31),
        apply=apply,
        clock=runtime.clock,
        audit_key=AUDIT_KEY,
        **more,
    )


async def test_the_command_line_looks_first_applies_once_and_changes_nothing_again(funded: Funded) -> None:
    looked = await _run(funded, apply=False)
    applied = await _run(funded, apply=True)
    again = await _run(funded, apply=True)

    assert (looked.applied, looked.new, looked.details["eligible"]) == (False, 1, 6)
    assert (applied.applied, applied.same) == (True, 1)
    assert (again.applied, again.same) == (True, 1)
    assert applied.as_dict()["details"]["final_award_pence_2025-26"] == 1_578_000
    assert "provisional_award_pence_2026-27" not in applied.details
    (record,) = good(await funded.vsh.get("/v1/ssda903-imports"))["items"]
    assert (record["state"], record["applied_by"]) == ("applied", "command_line")


async def test_the_command_line_tells_what_is_wrong_without_a_value(funded: Funded, tmp_path: Path) -> None:
    header, episodes = _mini()
    (tmp_path / "header.csv").write_bytes(gzip.compress(header.replace(b"31/08/2020", b"31/31/2020")))
    (tmp_path / "episodes.csv").write_bytes(episodes)

    refused = await _run(funded, apply=True, folder=tmp_path)
    partly = await _run(funded, apply=True, folder=tmp_path, accept_partial=True)

    assert (refused.applied, refused.refused, refused.is_clean) == (False, "row_errors", False)
    assert (partly.applied, partly.details["eligible"]) == (True, 5)
    assert refused.as_dict()["errors"][0] == {
        "row": 1,
        "column": "header.DOB",
        "code": "not_a_date",
        "severity": "error",
        "message": "This is no date.",
    }


async def test_a_file_from_the_command_line_that_is_no_return_is_refused(funded: Funded, tmp_path: Path) -> None:
    for name in ("header", "episodes"):
        (tmp_path / f"{name}.csv").write_bytes(b"<Message/>")

    report = await _run(funded, apply=True, folder=tmp_path)

    assert (report.refused, report.as_dict()["errors"][0]["row"]) == ("unsupported_media_type", 0)
