"""The file the authority's finance system reads: one row per batch line, no name of a child (FU-1310)."""

import csv
import io
from datetime import datetime
from hashlib import sha256
from typing import Final

from funding.domain.payments.batch import Batch, BatchLine
from funding.domain.years import FinancialYear
from kit.kernel.clock import london_date
from kit.kernel.money import pounds

COLUMNS: Final = (
    "batch_id",
    "line_no",
    "payee_supplier_no",
    "payee_name",
    "amount_p",
    "amount_gbp",
    "cost_centre",
    "account",
    "project",
    "tax_code",
    "payment_ref",
    "narrative",
    "financial_year",
    "period",
    "approver",
    "exported_at",
)

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_MONTHS: Final = 12
_APRIL: Final = 4


def payment_file(batch: Batch, exported_at: datetime) -> bytes:
    """UTF-8 without a byte order mark, commas, CRLF; the same batch and instant give the same bytes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in batch.lines:
        writer.writerow([_guarded(cell) for cell in _cells(batch, line, exported_at)])
    return text.getvalue().encode()


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def narrative(line: BatchLine) -> str:
    """`PP+ AUT-2025 123456`; never a name."""
    return f"PP+ {line.term} {line.school_urn}" if line.school_urn else f"PP+ {line.term}"


def _cells(batch: Batch, line: BatchLine, exported_at: datetime) -> tuple[str, ...]:
    if line.codes is None or batch.approved_by is None:
        raise ValueError("only an approved batch is exported")
    return (
        str(batch.id),
        str(line.line_no),
        line.supplier_no or "",
        line.payee_name,
        str(line.pence),
        pounds(line.pence),
        line.codes.cost_centre,
        line.codes.account,
        line.codes.project,
        line.codes.tax_code,
        line.payment_ref,
        narrative(line),
        str(line.financial_year),
        _period(line.financial_year, exported_at),
        batch.approved_by,
        exported_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


def _period(year: FinancialYear, exported_at: datetime) -> str:
    """Month of the financial year, April being 01; after the year it stays 12."""
    day = london_date(exported_at)
    if day > year.ends_on:
        return str(_MONTHS)
    return f"{(day.month - _APRIL) % _MONTHS + 1:02d}"


def _guarded(cell: str) -> str:
    """A spreadsheet must not take a cell for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
