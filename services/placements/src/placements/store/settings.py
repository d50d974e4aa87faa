"""The settings of one authority, newest first; without any the defaults count."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, insert, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.kernel.errors import StaleVersion
from placements.domain.authority_settings import DEFAULT_SETTINGS, AuthoritySettings, LocalTarget
from placements.domain.clock_units import Unit
from placements.store.tables.settings import AUTHORITY_SETTINGS

_S: Final = AUTHORITY_SETTINGS.c
_MINE: Final = _S.authority == bindparam("tenant")
_NEWEST: Final = select(_S.version, _S.chosen).where(_MINE).order_by(_S.version.desc()).limit(1)
_ALL: Final = select(_S.version, _S.chosen, _S.set_at, _S.set_by).where(_MINE).order_by(_S.version.desc())
_ADD: Final = insert(AUTHORITY_SETTINGS)
_NAMES: Final = tuple(field.name for field in fields(AuthoritySettings) if field.name != "version")


@dataclass(frozen=True, slots=True)
class SettingsVersion:
    """One version, and who chose it when."""

    settings: AuthoritySettings
    set_at: datetime
    set_by: str


class SettingsStore:
    """What one authority has chosen; there is no way to ask it about another's."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def get(self) -> AuthoritySettings:
        """The newest version. Callers without an authority, such as schools, have the defaults."""
        if not self._tenant:
            return DEFAULT_SETTINGS
        row = (await self._connection.execute(_NEWEST, {"tenant": self._tenant})).mappings().one_or_none()
        return _settings(row) if row else DEFAULT_SETTINGS

    async def versions(self) -> Sequence[SettingsVersion]:
        """All that were ever chosen, the newest first."""
        rows = (await self._connection.execute(_ALL, {"tenant": self._tenant})).mappings()
        return [SettingsVersion(_settings(row), row["set_at"], row["set_by"]) for row in rows]

    async def add_version(self, settings: AuthoritySettings, at: datetime, by: str) -> None:
        """Raises StaleVersion when somebody else has made this version meanwhile."""
        row = {
            "authority": self._tenant,
            "version": settings.version,
            "chosen": _chosen(settings),
            "set_at": at,
            "set_by": by,
        }
        try:
            await self._connection.execute(_ADD, row)
        except IntegrityError as error:
            if "pk_authority_settings" in str(error.orig):
                raise StaleVersion from None
            raise


def _chosen(settings: AuthoritySettings) -> dict[str, Any]:
    signs_letters = settings.letter_signatory_contact_id
    return {
        **{name: value for name, value in asdict(settings).items() if name != "version"},
        "direction_signatories": sorted(settings.direction_signatories),
        "letter_signatory_contact_id": str(signs_letters) if signs_letters else None,
    }


def _settings(row: RowMapping) -> AuthoritySettings:
    """A setting that came after a version was saved has its default there."""
    chosen: Mapping[str, Any] = {name: row["chosen"][name] for name in _NAMES if name in row["chosen"]}
    targets = chosen.get("local_targets", {})
    signs_letters = chosen.get("letter_signatory_contact_id")
    settled = {
        "direction_signatories": frozenset(chosen.get("direction_signatories", DEFAULT_SETTINGS.direction_signatories)),
        "ehcp_consult_unit": Unit(chosen.get("ehcp_consult_unit", DEFAULT_SETTINGS.ehcp_consult_unit)),
        "local_targets": {key: LocalTarget(one["n"], Unit(one["unit"])) for key, one in targets.items()},
        "letter_signatory_contact_id": UUID(signs_letters) if signs_letters else None,
    }
    return AuthoritySettings(version=row["version"], **{**chosen, **settled})
