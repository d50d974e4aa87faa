"""The rules people and programs may read: refusal codes and deadlines."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from pydantic import Field

from kit.web.fields import OutModel
from placements.domain.refusal_codes import GivenBy, Ground, ReasonGroup, RefusalCohort, Standing


class RefusalCodeOut(OutModel):
    """A reason and what it is worth for a child of this cohort."""

    code: str
    label: str
    group: ReasonGroup
    standing: Standing
    ground: Annotated[Ground, Field(description="What a refusal with this reason alone is recorded as.")]
    given_by: GivenBy
    says: Annotated[str, Field(description="What the law says about it, in plain words.")]
    reference: Sequence[str]
    evidence: str | None
    letter: Annotated[str | None, Field(description="Template of the challenge.")]
    roll_up: str


class ConditionOut(OutModel):
    """A condition an offer may be tied to, and the reason it is recorded under."""

    code: str
    label: str
    reason: str


class RefusalCodesOut(OutModel):
    """The codes in force."""

    cohort: RefusalCohort
    version: int
    items: Sequence[RefusalCodeOut]
    conditions: Sequence[ConditionOut]


class DeadlinesOut(OutModel):
    """By when a school answers a request it receives on a day."""

    school_urn: int
    received_on: date
    target_on: date
    local_target_on: date | None
    limit_on: date
    calendar_owner: str
    calendar_version: int
    inherited: bool
    reference: Sequence[str]
