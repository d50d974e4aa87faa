"""How an authority wants to be asked, on the wire (section 4.1)."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field

from kit.kernel.errors import InvalidInput
from kit.web.fields import Id, InModel, IsoDate, Line, OutModel
from placements.domain.admissions_profile import AdmissionsProfile, CoordinatesInYear, RequiredAttachment

MOST_ATTACHMENTS = 30
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
WebAddress = Annotated[str, Field(max_length=300, pattern=r"^https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[^\s]*)?$")]


class RequiredAttachmentIn(InModel):
    """A paper that is wanted with every request."""

    key: Key
    label: Annotated[Line, Field(min_length=1, max_length=100)]
    signed: Annotated[bool, Field(description="Only a signed one counts.")] = False


class AdmissionsProfileIn(InModel):
    """The whole profile: what is sent becomes the next version."""

    coordinates_in_year: Literal["yes", "no", "per_school"]
    required_attachments: Annotated[list[RequiredAttachmentIn], Field(max_length=MOST_ATTACHMENTS)]
    supplementary_form_url: WebAddress | None = None
    in_year_portal: WebAddress | None = None
    admissions_contact_id: Id | None = None
    reviewed_on: IsoDate | None = None

    def value(self, about_authority: str) -> AdmissionsProfile:
        """Raises InvalidInput when a key stands twice."""
        wanted = [RequiredAttachment(one.key, one.label, one.signed) for one in self.required_attachments]
        if len({one.key for one in wanted}) != len(wanted):
            raise InvalidInput("duplicate", "/required_attachments")
        return AdmissionsProfile(
            about_authority=about_authority,
            coordinates_in_year=CoordinatesInYear(self.coordinates_in_year),
            required_attachments=tuple(wanted),
            supplementary_form_url=self.supplementary_form_url,
            in_year_portal=self.in_year_portal,
            admissions_contact_id=self.admissions_contact_id,
            reviewed_on=self.reviewed_on,
        )


class RequiredAttachmentOut(OutModel):
    """A paper that is wanted with every request."""

    key: str
    label: str
    signed: bool


class AdmissionsProfileOut(OutModel):
    """How an authority wants to be asked, by the word of the caller's authority."""

    authority: str
    version: int
    coordinates_in_year: CoordinatesInYear
    required_attachments: Sequence[RequiredAttachmentOut]
    supplementary_form_url: str | None
    in_year_portal: str | None
    admissions_contact_id: UUID | None
    reviewed_on: date | None

    @classmethod
    def of(cls, profile: AdmissionsProfile) -> Self:
        return cls(
            authority=profile.about_authority,
            version=profile.version,
            coordinates_in_year=profile.coordinates_in_year,
            required_attachments=[RequiredAttachmentOut.model_validate(one) for one in profile.required_attachments],
            supplementary_form_url=profile.supplementary_form_url,
            in_year_portal=profile.in_year_portal,
            admissions_contact_id=profile.admissions_contact_id,
            reviewed_on=profile.reviewed_on,
        )
