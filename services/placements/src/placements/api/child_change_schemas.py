"""What somebody tells of a child: to register one, to change one, and what only few may tell."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, field_validator

from kit.web.fields import AuthorityCode, Id, InModel, IsoDate, Line, Lines, OutModel, Urn
from placements.api.child_interval_schemas import Sector
from placements.api.told_fields import AddressCheckIn, Told, has_a_value
from placements.domain.care import CareBasis, CareStatus
from placements.domain.child import ChoiceAuthority, EalStage, SenStatus, Sex, UpnUnknownReason

Name = Annotated[Line, Field(min_length=1, max_length=100, pattern=r"\S")]
Post = Annotated[Line, Field(max_length=64, description="Id of a post; who holds it is the gateway's to say.")]
YearGroup = Annotated[str, Field(strict=True, pattern=r"^(N|R|[1-9]|1[0-4])$")]
Email = Annotated[Line, Field(max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]


class SocialWorkerOut(OutModel):
    """The child's social worker; a school is asked only when somebody can be reached (PL-601)."""

    name: str | None
    phone: str | None
    email: str | None
    post_id: str | None


class SocialWorkerIn(Told):
    """What is not named stays."""

    name: Name | None = None
    phone: Annotated[Line, Field(max_length=40)] | None = None
    email: Email | None = None
    post_id: Post | None = None


class ChildChangeIn(Told):
    """What changes; what is not named stays."""

    la_child_id: Annotated[str, Field(strict=True, pattern=r"^[A-Za-z0-9]{1,20}$")] | None = None
    first_name: Name | None = None
    surname: Name | None = None
    preferred_name: Name | None = None
    date_of_birth: IsoDate | None = None
    sex: Annotated[Sex, Field(strict=False)] | None = None
    upn: Annotated[Line, Field(max_length=13)] | None = None
    upn_unknown_reason: Annotated[UpnUnknownReason, Field(strict=False)] | None = None
    ethnicity: Annotated[Line, Field(max_length=4)] | None = None
    first_language: Annotated[Line, Field(max_length=40)] | None = None
    eal_stage: Annotated[EalStage, Field(strict=False)] | None = None
    year_group_override: YearGroup | None = None
    year_group_override_reason: Annotated[Line, Field(min_length=10, max_length=500)] | None = None
    sen_status: Annotated[SenStatus, Field(strict=False)] | None = None
    ehc_authority: AuthorityCode | None = None
    uasc: bool | None = None
    uasc_until: IsoDate | None = None
    host_authority: AuthorityCode | None = None
    home_postcode_sector: Sector | None = None
    choice_authority: Annotated[ChoiceAuthority, Field(strict=False)] | None = None
    signs_for_child: Annotated[Line, Field(max_length=200)] | None = None
    pr_holders: Annotated[Line, Field(max_length=200)] | None = None
    owner_post_id: Post | None = None
    iro_post_id: Post | None = None
    social_worker: SocialWorkerIn | None = None
    address_check: AddressCheckIn | None = None

    _filled = field_validator("date_of_birth", "sex", "uasc", "choice_authority", "social_worker", mode="before")(
        has_a_value
    )

    def values(self) -> dict[str, Any]:
        """Fields of the record; the social worker's lie flat in it."""
        told = {name: getattr(self, name) for name in self.model_fields_set - {"social_worker", "address_check"}}
        worker = self.social_worker.values() if self.social_worker else {}
        return told | {f"social_worker_{name}": value for name, value in worker.items()}


class FirstCareIn(InModel):
    """Since when, and as what, the child is known."""

    status: Annotated[CareStatus, Field(strict=False)]
    from_on: IsoDate
    short_break: bool = False
    basis: Annotated[CareBasis, Field(strict=False)] | None = None


class ChildIn(ChildChangeIn):
    """A child to register: date of birth and sex, a UPN or why none is known, a name or the authority's reference."""

    date_of_birth: IsoDate
    sex: Annotated[Sex, Field(strict=False)]
    care: FirstCareIn | None = None

    def values(self) -> dict[str, Any]:
        told = super().values()
        told.pop("care", None)
        return told


class RestrictedOut(OutModel):
    """What only few read (PL-204). The address is never shown here: it takes a reveal (SE-85)."""

    version: int
    child_id: UUID
    reason_for_care: str | None
    legal_status: str | None
    carer_name: str | None
    risk_notes: str | None
    holds_carer_address: bool
    address_protected: bool
    address_basis: str | None
    address_review_by: date | None


class ProtectionIn(InModel):
    """Why the address is protected, and when somebody looks again: within twelve months (SE-85)."""

    basis_code: Annotated[str, Field(strict=True, pattern=r"^[a-z0-9_]{2,40}$")]
    review_by: IsoDate


class RestrictedIn(Told):
    """What changes; what is not named stays. `address_protected`: null ends the protection."""

    reason_for_care: Annotated[Lines, Field(max_length=4000)] | None = None
    legal_status: Annotated[str, Field(strict=True, pattern=r"^[A-Z][0-9]$")] | None = None
    carer_name: Annotated[Line, Field(max_length=100)] | None = None
    risk_notes: Annotated[Lines, Field(max_length=4000)] | None = None
    carer_address: Annotated[Lines, Field(max_length=500)] | None = None
    address_protected: ProtectionIn | None = None
    address_check: AddressCheckIn | None = None

    def values(self) -> dict[str, Any]:
        told = super().values()
        told.pop("address_protected", None)
        return told

    @property
    def ends_protection(self) -> bool:
        return "address_protected" in self.model_fields_set and self.address_protected is None


class MergeIn(InModel):
    """Two records of one child."""

    kept_id: Id
    merged_id: Id
    reason: Annotated[Lines, Field(min_length=10, max_length=500)]


class InformalRefusalIn(InModel):
    """A school's no before any request."""

    child_id: Id
    school_urn: Urn
    noted_on: IsoDate
    codes: Annotated[list[Annotated[Line, Field(max_length=40)]], Field(min_length=1, max_length=3)]
    note: Annotated[Lines, Field(max_length=500)] | None = None
    address_check: AddressCheckIn | None = None


class InformalRefusalOut(OutModel):
    """As it was noted; no clock runs from it."""

    id: UUID
    child_id: UUID
    school_urn: int
    noted_on: date
    codes: list[str]
    note: str | None
