"""A file is put in the queue, taken into the register, or taken back."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from kit.kernel.errors import StaleVersion
from kit.kernel.ids import new_id
from placements.domain.imports import Import, ImportKind, ImportNotFound
from placements.store.imports import ImportStore


async def upload_import(
    imports: ImportStore, kind: ImportKind, files: Mapping[str, bytes], told: Mapping[str, str], by: str, now: datetime
) -> Import:
    """It waits for its check; the register stays as it is (PL-1002)."""
    one = Import(
        id=new_id(),
        kind=kind,
        told=told,
        bytes=sum(map(len, files.values())),
        uploaded_by=by,
        uploaded_at=now,
    )
    await imports.add(one, files)
    return one


async def apply_import(
    imports: ImportStore, import_id: UUID, version: int, by: Mapping[str, str], *, accept_partial: bool
) -> Import:
    """A job takes it. Raises ImportNotFound, StaleVersion, ImportNotOpen, WrongRowsPresent."""
    one = await _to_change(imports, import_id, version)
    return await imports.save(one.apply(by, accept_partial=accept_partial))


async def cancel_import(imports: ImportStore, import_id: UUID, version: int, now: datetime) -> Import:
    """The raw file is deleted. Raises ImportNotFound, StaleVersion, ImportNotOpen."""
    one = await _to_change(imports, import_id, version)
    cancelled = await imports.save(one.cancel(now))
    await imports.drop_file(import_id)
    return cancelled


async def _to_change(imports: ImportStore, import_id: UUID, version: int) -> Import:
    one = await imports.get_to_change(import_id)
    if one is None:
        raise ImportNotFound
    if one.version != version:
        raise StaleVersion
    return one
