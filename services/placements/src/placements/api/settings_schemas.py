"""What an authority may choose for itself, on the wire (section 4.6)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field

from kit.web.fields import Id, InModel, Lines, OutModel
from placements.domain.authority_settings import MOST_WORDS_OF_SUPPORT, AuthoritySettings, LocalTarget
from placements.domain.clock_units import Unit
from placements.store.settings import SettingsVersion

ClockKey = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")]
ShortUnit = Literal["sd", "wd"]
MOST_DAYS = 30
MOST_HOURS = 40


class FullTimeHoursIn(InModel):
    """Weekly hours from which a place is full time; not defined in law."""

    primary: Annotated[int, Field(strict=True, ge=1, le=MOST_HOURS)]
    secondary: Annotated[int, Field(strict=True, ge=1, le=MOST_HOURS)]


class LocalTargetIn(InModel):
    """A shorter target than the national one (PL-803)."""

    n: Annotated[int, Field(strict=True, ge=1, le=MOST_DAYS)]
    unit: Annotated[ShortUnit, Field(description="School days or working days.")]


class SettingsIn(InModel):
    """All settings together: what is sent becomes the next version."""

    direction_signatories: Annotated[
        list[Literal["la_signatory", "vsh"]],
        Field(min_length=1, max_length=2, description="Who may sign a direction (PL-209)."),
    ]
    direction_period_inclusive: Annotated[
        bool, Field(description="Whether the day of service is the first of the seven days of a notice (PL-807).")
    ]
    ehcp_consult_unit: Annotated[
        Literal["sd", "wd", "cd"], Field(description="The kind of the 15 days of a plan consultation.")
    ]
    full_time_hours: FullTimeHoursIn
    local_targets: Annotated[
        dict[ClockKey, LocalTargetIn], Field(max_length=20, description="Shorter targets by the key of the clock.")
    ]
    agreement_delegated_to_officers: Annotated[
        bool, Field(description="Whether officers may agree the choice of school for the virtual school head.")
    ]
    out_of_county_approval: Annotated[
        bool, Field(description="Whether a school outside the authority's area needs an approval (PL-511).")
    ]
    letter_signatory_contact_id: Annotated[
        Id | None, Field(description="The staff contact letters are signed by; null: that of the owner's post.")
    ]
    support_offer_text: Annotated[
        Lines,
        Field(min_length=1, max_length=MOST_WORDS_OF_SUPPORT, description="What support comes with the child."),
    ]
    calendar_initials: Annotated[bool, Field(description="Whether due dates in calendars name initials.")]
    training_mode: Annotated[bool, Field(description="While true, everything told to others is marked as a test.")]

    def value(self) -> AuthoritySettings:
        """The version is given when it is saved."""
        return AuthoritySettings(
            direction_signatories=frozenset(self.direction_signatories),
            direction_period_inclusive=self.direction_period_inclusive,
            ehcp_consult_unit=Unit(self.ehcp_consult_unit),
            full_time_hours_primary=self.full_time_hours.primary,
            full_time_hours_secondary=self.full_time_hours.secondary,
            local_targets={key: LocalTarget(one.n, Unit(one.unit)) for key, one in self.local_targets.items()},
            agreement_delegated_to_officers=self.agreement_delegated_to_officers,
            out_of_county_approval=self.out_of_county_approval,
            letter_signatory_contact_id=self.letter_signatory_contact_id,
            support_offer_text=self.support_offer_text,
            calendar_initials=self.calendar_initials,
            training_mode=self.training_mode,
        )


class FullTimeHoursOut(OutModel):
    """Weekly hours from which a place is full time."""

    primary: int
    secondary: int


class LocalTargetOut(OutModel):
    """A shorter target than the national one."""

    n: int
    unit: Unit


class SettingsVersionOut(OutModel):
    """When settings were saved, and by whom."""

    version: int
    set_at: datetime
    set_by: str


class SettingsOut(OutModel):
    """The settings that count now; version 1 are the defaults, which nobody has chosen."""

    version: int
    direction_signatories: Sequence[str]
    direction_period_inclusive: bool
    ehcp_consult_unit: Unit
    full_time_hours: FullTimeHoursOut
    local_targets: Mapping[str, LocalTargetOut]
    agreement_delegated_to_officers: bool
    out_of_county_approval: bool
    letter_signatory_contact_id: str | None
    support_offer_text: str
    calendar_initials: bool
    training_mode: bool
    versions: Annotated[Sequence[SettingsVersionOut], Field(description="Every save, the newest first.")]

    @classmethod
    def of(cls, settings: AuthoritySettings, versions: Sequence[SettingsVersion]) -> Self:
        hours = FullTimeHoursOut(primary=settings.full_time_hours_primary, secondary=settings.full_time_hours_secondary)
        signs_letters = settings.letter_signatory_contact_id
        return cls(
            version=settings.version,
            direction_signatories=sorted(settings.direction_signatories),
            direction_period_inclusive=settings.direction_period_inclusive,
            ehcp_consult_unit=settings.ehcp_consult_unit,
            full_time_hours=hours,
            local_targets={
                key: LocalTargetOut(n=one.n, unit=one.unit) for key, one in sorted(settings.local_targets.items())
            },
            agreement_delegated_to_officers=settings.agreement_delegated_to_officers,
            out_of_county_approval=settings.out_of_county_approval,
            letter_signatory_contact_id=str(signs_letters) if signs_letters else None,
            support_offer_text=settings.support_offer_text,
            calendar_initials=settings.calendar_initials,
            training_mode=settings.training_mode,
            versions=[
                SettingsVersionOut(version=one.settings.version, set_at=one.set_at, set_by=one.set_by)
                for one in versions
            ],
        )
