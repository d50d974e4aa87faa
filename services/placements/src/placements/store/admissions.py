"""Who decides at a school where the register is wrong, and how authorities want to be asked (PL-302, PL-305)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on
from sqlalchemy.engine import RowMapping
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import Text

from kit.kernel.errors import StaleVersion
from placements.domain.admissions_profile import AdmissionsProfile, CoordinatesInYear, RequiredAttachment
from placements.domain.school import AdmissionAuthorityType
from placements.store.tables.admissions import ADMISSION_AUTHORITY_OVERRIDES, ADMISSIONS_PROFILES

_O: Final = ADMISSION_AUTHORITY_OVERRIDES.c
_P: Final = ADMISSIONS_PROFILES.c
_OVERRIDE: Final = (
    select(_O.urn, _O.version, _O.admission_authority_type, _O.reason, _O.set_by, _O.set_at)
    .where(_O.authority == bindparam("tenant"), _O.urn == bindparam("school"))
    .order_by(_O.version.desc())
    .limit(1)
)
_PROFILES: Final = (
    select(_P.about_authority, _P.version, _P.profile)
    .where(_P.authority == bindparam("tenant"), _P.about_authority == bindparam("codes", type_=ARRAY(Text)).any_())
    .ext(distinct_on(_P.about_authority))
    .order_by(_P.about_authority, _P.version.desc())
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionAuthorityOverride:
    """`admission_authority_type` None: the register's own counts again."""

    urn: int
    version: int
    admission_authority_type: AdmissionAuthorityType | None
    reason: str
    set_by: str
    set_at: datetime


class AdmissionsStore:
    """What one authority has written down about admissions; there is no way to ask it about another's."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def override_of(self, urn: int) -> AdmissionAuthorityOverride | None:
        """The newest word about who decides at a school."""
        found = await self._connection.execute(_OVERRIDE, {"tenant": self._tenant, "school": urn})
        row = found.mappings().one_or_none()
        if row is None:
            return None
        kind = row["admission_authority_type"]
        return AdmissionAuthorityOverride(
            **{**row, "admission_authority_type": AdmissionAuthorityType(kind) if kind else None}
        )

    async def add_override(self, override: AdmissionAuthorityOverride) -> None:
        """Raises StaleVersion when somebody else has made this version meanwhile."""
        await self._add(ADMISSION_AUTHORITY_OVERRIDES, asdict(override))

    async def profile(self, code: str) -> AdmissionsProfile | None:
        """How one authority wants to be asked."""
        return (await self._profiles([code])).get(code)

    async def profile_for(self, host_authority: str, maintaining_authority: str) -> AdmissionsProfile | None:
        """The host's, else that of the authority the school lies in; None is a warning, never a refusal (PL-302)."""
        held = await self._profiles([host_authority, maintaining_authority])
        return held.get(host_authority) or held.get(maintaining_authority)

    async def add_profile(self, profile: AdmissionsProfile, at: datetime, by: str) -> None:
        """Raises StaleVersion when somebody else has made this version meanwhile."""
        row = {
            "about_authority": profile.about_authority,
            "version": profile.version,
            "profile": _plain(profile),
            "set_by": by,
            "set_at": at,
        }
        await self._add(ADMISSIONS_PROFILES, row)

    async def _profiles(self, codes: list[str]) -> Mapping[str, AdmissionsProfile]:
        found = await self._connection.execute(_PROFILES, {"tenant": self._tenant, "codes": codes})
        return {row["about_authority"]: _profile(row) for row in found.mappings()}

    async def _add(self, table: Any, row: Mapping[str, Any]) -> None:
        try:
            await self._connection.execute(insert(table), {"authority": self._tenant, **row})
        except IntegrityError as error:
            if f"pk_{table.name}" in str(error.orig):
                raise StaleVersion from None
            raise


def _plain(profile: AdmissionsProfile) -> dict[str, Any]:
    contact_id, reviewed_on = profile.admissions_contact_id, profile.reviewed_on
    return {
        **{name: value for name, value in asdict(profile).items() if name not in {"about_authority", "version"}},
        "admissions_contact_id": str(contact_id) if contact_id else None,
        "reviewed_on": reviewed_on.isoformat() if reviewed_on else None,
    }


def _profile(row: RowMapping) -> AdmissionsProfile:
    held = row["profile"]
    contact_id, reviewed_on = held["admissions_contact_id"], held["reviewed_on"]
    settled = {
        "coordinates_in_year": CoordinatesInYear(held["coordinates_in_year"]),
        "required_attachments": tuple(RequiredAttachment(**one) for one in held["required_attachments"]),
        "admissions_contact_id": UUID(contact_id) if contact_id else None,
        "reviewed_on": date.fromisoformat(reviewed_on) if reviewed_on else None,
    }
    return AdmissionsProfile(about_authority=row["about_authority"], version=row["version"], **{**held, **settled})
