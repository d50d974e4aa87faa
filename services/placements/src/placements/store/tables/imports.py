"""Files that were uploaded, what their check found and how far they were taken."""

from typing import Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Text,
    false,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID

from kit.db.tables import D0, D1, D3, tenant_table
from placements.domain.imports import ImportKind, ImportState
from placements.store.tables.metadata import METADATA


def _one_of(column: str, words: type[ImportKind | ImportState]) -> CheckConstraint:
    return CheckConstraint(f"{column} in ({', '.join(repr(word.value) for word in words)})", name=column)


IMPORTS: Final = tenant_table(
    METADATA,
    "imports",
    Column("id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("version", Integer, nullable=False, info=D0),
    Column("kind", Text, nullable=False, info=D0),
    Column("state", Text, nullable=False, info=D0),
    Column("told", JSONB, nullable=False, info=D0),
    Column("bytes", Integer, nullable=False, info=D0),
    Column("uploaded_by", Text, nullable=False, info=D1),
    Column("uploaded_at", DateTime(timezone=True), nullable=False, info=D0),
    Column("checked_at", DateTime(timezone=True), info=D0),
    Column("ended_at", DateTime(timezone=True), info=D0),
    Column("accept_partial", Boolean, nullable=False, server_default=false(), info=D0),
    Column("applied_by", JSONB, info=D1),
    Column("attempts", Integer, nullable=False, server_default=text("0"), info=D0),
    Column("done", Integer, nullable=False, server_default=text("0"), info=D0),
    Column("total", Integer, nullable=False, server_default=text("0"), info=D0),
    Column("resume_at", Integer, nullable=False, server_default=text("0"), info=D0),
    Column("report", JSONB, info=D0),
    Column("taken", JSONB, info=D0),
    Column("failure", Text, info=D0),
    # A worker has it until then; one that dies holds up nobody for longer.
    Column("held_until", DateTime(timezone=True), info=D0),
    # Places and codes of what is wrong: never a value from the file (PL-1003).
    Column("errors", JSONB, nullable=False, server_default=text("'[]'"), info=D0),
    # Versions of the records each row was compared with: what changed since is a conflict (PL-1004).
    Column("compared", JSONB, nullable=False, server_default=text("'{}'"), info=D0),
    _one_of("kind", ImportKind),
    _one_of("state", ImportState),
    Index(None, "authority", "uploaded_at"),
    Index("ix_imports_open", "id", postgresql_where=text("ended_at is null")),
)

IMPORT_FILES: Final = tenant_table(
    METADATA,
    "import_files",
    Column("import_id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("part", Text, nullable=False, info=D0),
    Column("piece", Integer, nullable=False, info=D0),
    Column("content", LargeBinary, nullable=False, info=D3),
    ForeignKeyConstraint(["authority", "import_id"], [IMPORTS.c.authority, IMPORTS.c.id], ondelete="CASCADE"),
    key=("import_id", "part", "piece"),
)
"""The raw file in pieces, from the upload until it is applied, cancelled or expired."""
