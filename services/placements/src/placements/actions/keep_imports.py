"""A file is put in the queue, taken into the register, or taken back."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

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


async def apply_import(imports: ImportStore, import_id: UUID, by: Mapping[str, str], *, accept_partial: bool) -> Import:
    """A job takes it. Raises ImportNotFound, ImportNotOpen, WrongRowsPresent."""
    one = (await _to_change(imports, import_id)).apply(by, accept_partial=accept_partial)
    await imports.save(one)
    return one


async def cancel_import(imports: ImportStore, import_id: UUID, now: datetime) -> Import:
    """The raw file is deleted. Raises ImportNotFound, ImportNotOpen."""
    one = (await _to_change(imports, import_id)).cancel(now)
    await imports.save(one)
    await imports.drop_file(import_id)
    return one


async def _to_change(imports: ImportStore, import_id: UUID) -> Import:
    one = await imports.get_to_change(import_id)
    if one is None:
        raise ImportNotFound
    return one
