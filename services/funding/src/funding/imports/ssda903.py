"""`onroll import ssda903`, the counting side: how many children carry the premium, and nothing of any child."""

import gzip
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from funding.actions.ssda903_counts import CountedFiles, apply_count, keep_count
from funding.domain.people import Actor
from funding.domain.rates import Rate
from funding.domain.ssda903.award import awards_of_count
from funding.domain.ssda903.count import FileRejected
from funding.domain.ssda903.files import (
    FileTooLarge,
    FileUnreadable,
    NotCsv,
    TableNotWanted,
    count_files,
    digest,
)
from funding.domain.ssda903.record import CountRecord, CountState
from funding.domain.when import When
from funding.domain.years import ReturnYear
from funding.imports.report import CountReport
from funding.store.records import Records
from funding.store.tables import METADATA
from kit.db.audit import Act, AuditKey, append_entry
from kit.db.audit import Actor as AuditActor
from kit.db.database import JOB, Database
from kit.db.foundation import foundation
from kit.db.tenancy import Context
from kit.kernel.clock import Clock
from kit.kernel.errors import DomainError, InvalidInput
from kit.kernel.ids import new_id

ACTOR: Final = "command_line"
_COMMAND_LINE: Final = Actor(ACTOR, frozenset())
_REPLACED: Final = "Replaced by a later file of the return."
_GZIP: Final = b"\x1f\x8b"
_REFUSALS: Final[dict[type[DomainError], str]] = {
    FileUnreadable: "file_unreadable",
    FileTooLarge: "file_too_large",
    NotCsv: "unsupported_media_type",
    TableNotWanted: "table_not_wanted",
}


async def count_return(
    database: Database,
    authority: str,
    header: Path,
    episodes: Path,
    return_year_end: date,
    *,
    apply: bool,
    clock: Clock,
    audit_key: AuditKey,
    accept_partial: bool = False,
) -> CountReport:
    """Counts a return; with `apply` the count is kept as the authority's own (FU-807).

    Never raises for what stands in a file: the report says it. A file that was kept before changes nothing.
    """
    try:
        counted = _count(header, episodes, return_year_end)
    except FileRejected as rejected:
        return CountReport(refused="file_rejected", errors=rejected.errors)
    except InvalidInput as wrong:
        return CountReport(refused=wrong.code)
    except tuple(_REFUSALS) as refused:
        return CountReport(refused=_REFUSALS[type(refused)])
    when = When.now(clock)
    async with database.transaction(Context.job(authority, "import_ssda903"), limits=JOB) as connection:
        report = await _take(Records(connection, authority), counted, when, apply=apply, accept_partial=accept_partial)
        act = Act(when.at, "funding.import_ssda903", "pupil_premium", "ok", str(new_id()))
        actor = AuditActor("job", ACTOR, ACTOR, None, "")
        await append_entry(connection, foundation(METADATA), audit_key, authority, actor, act, ())
    return report


async def _take(
    records: Records, counted: CountedFiles, when: When, *, apply: bool, accept_partial: bool
) -> CountReport:
    record, is_new = await _kept(records, counted, when)
    report = _report(record, await records.rates.known(), counted, is_new=is_new)
    if apply and record.state is CountState.CHECKED:
        if counted.count.errors and not accept_partial:
            return replace(report, refused="row_errors")
        record = await apply_count(
            records,
            _COMMAND_LINE,
            record.id,
            record.version,
            when.at,
            accept_partial=accept_partial,
            reason=_REPLACED,
        )
    return replace(report, applied=record.state is CountState.APPLIED)


def _count(header: Path, episodes: Path, return_year_end: date) -> CountedFiles:
    year = ReturnYear.ending(return_year_end)
    files = _read(header), _read(episodes)
    return CountedFiles(count_files(*files, year), digest(files[0]), digest(files[1]))


async def _kept(records: Records, counted: CountedFiles, when: When) -> tuple[CountRecord, bool]:
    """The record of these very files, if they were counted before and still count."""
    for record in await records.counts.all():
        same = (record.header_sha256, record.episodes_sha256) == (counted.header_sha256, counted.episodes_sha256)
        if same and record.count.year == counted.count.year and record.state is not CountState.SUPERSEDED:
            return record, False
    return await keep_count(records, _COMMAND_LINE, counted, when.at), True


def _report(record: CountRecord, rates: Iterable[Rate], counted: CountedFiles, *, is_new: bool) -> CountReport:
    count = counted.count
    details = {
        "looked_after_in_year": count.without_short_breaks.looked_after_in_year,
        "eligible": count.without_short_breaks.eligible,
        "looked_after_in_year_with_short_breaks": count.with_short_breaks.looked_after_in_year,
        "eligible_with_short_breaks": count.with_short_breaks.eligible,
    }
    awards = awards_of_count(record.own, count.year, rates)
    known = {f"{one.kind}_award_pence_{one.financial_year}": one.award_pence for one in awards}
    return CountReport(
        rows=count.header_rows + count.episode_rows,
        new=int(is_new),
        same=int(not is_new),
        warnings=sum(count.warnings.values()),
        errors=count.errors,
        details=details | {name: pence for name, pence in known.items() if pence is not None},
    )


def _read(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.decompress(content) if content.startswith(_GZIP) else content
