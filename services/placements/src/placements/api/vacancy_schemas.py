"""Schools asked about their places, on the wire."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from kit.web.fields import InModel, IsoDate, OutModel, Urn
from placements.actions.ask_for_vacancies import VacancyReply
from placements.api.school_facts_schemas import Number, YearGroup
from placements.domain.vacancy import VacancyRequest, VacancyState


class VacancyRequestIn(InModel):
    """A question to one school about one year group."""

    school_urn: Urn
    year_group: YearGroup
    sent_on: Annotated[IsoDate | None, Field(description="By default today.")] = None


class VacancyReplyIn(InModel):
    """What the school says."""

    places: Annotated[Number, Field(description="Places free now.")]
    pan: Annotated[Number | None, Field(description="Published admission number.")] = None
    nor: Annotated[Number | None, Field(description="Number on roll.")] = None
    replied_on: Annotated[IsoDate | None, Field(description="By default today.")] = None

    def value(self) -> VacancyReply:
        return VacancyReply(places=self.places, pan=self.pan, nor=self.nor, replied_on=self.replied_on)


class VacancyRequestOut(OutModel):
    """A question and its answer; two school days is what the Code gives a school (2.23)."""

    id: UUID
    version: int
    authority: Annotated[str, Field(description="Who asks.")]
    school_urn: int
    year_group: str
    sent_on: date
    due_on: Annotated[date | None, Field(description="Null: no calendar covers the days (PL-314).")]
    calendar_owner: str | None
    calendar_version: int | None
    inherited: bool
    state: VacancyState
    places: int | None
    pan: int | None
    nor: int | None
    replied_on: date | None
    in_time: Annotated[bool | None, Field(description="Whether the answer came in time; null while open.")]

    @classmethod
    def of(cls, request: VacancyRequest, authority: str, today: date) -> Self:
        same = cls.model_fields.keys() - {"authority", "state", "in_time"}
        return cls(
            authority=authority,
            **{name: getattr(request, name) for name in same},
            state=request.state_on(today),
            in_time=request.answered_in_time,
        )
