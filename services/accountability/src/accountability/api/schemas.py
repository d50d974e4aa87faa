"""What accountability answers: figures with their state, and nothing that ranks."""

from datetime import date, datetime
from typing import Annotated, Self

from pydantic import ConfigDict, Field

from accountability.actions.show_profile import SchoolPicture
from accountability.domain.indicators import METHODOLOGY, Indicator
from accountability.domain.results import Result, ResultState, Signal
from accountability.domain.schools import PhaseGroup, School, SchoolGroup
from accountability.domain.windows import Window, WindowType
from kit.web.fields import OutModel

COHORT = "CLA"


class WindowOut(OutModel):
    """The stretch of time counted; both days are inside."""

    model_config = ConfigDict(populate_by_name=True)

    type: WindowType
    from_on: Annotated[date, Field(alias="from")]
    to_on: Annotated[date, Field(alias="to")]
    words: Annotated[str, Field(description="How a sentence names it.")]

    @classmethod
    def of(cls, window: Window) -> Self:
        return cls(type=window.type, from_on=window.first, to_on=window.last, words=window.words)


class TrustOut(OutModel):
    """An academy trust."""

    uid: str
    name: str | None


class SchoolOut(OutModel):
    """A school as the register describes it."""

    urn: int
    name: str
    authority: Annotated[str, Field(description="The authority it lies in.")]
    group: SchoolGroup
    phase_groups: list[PhaseGroup]
    type_code: int
    phase_code: int | None
    status_code: int
    trust: TrustOut | None
    number_on_roll: int | None
    children_of_ours: Annotated[int | None, Field(description="Children of the reader's authority on roll today.")]

    @classmethod
    def of(cls, school: School, children_of_ours: int | None) -> Self:
        trust = TrustOut(uid=school.trust_uid, name=school.trust_name) if school.trust_uid else None
        return cls(
            urn=school.urn,
            name=school.name,
            authority=school.authority,
            group=school.group,
            phase_groups=list(school.phase_groups),
            type_code=school.type_code,
            phase_code=school.phase_code,
            status_code=school.status_code,
            trust=trust,
            number_on_roll=school.number_on_roll,
            children_of_ours=children_of_ours,
        )


class TallyOut(OutModel):
    """How often a code came."""

    code: str
    num: int


class ResultOut(OutModel):
    """One figure. What is null does not belong to this state or this reader."""

    indicator: Indicator
    name: str
    headline: Annotated[bool, Field(description="One of the five measures of the first screen.")]
    note: str | None
    phase_group: PhaseGroup | None
    state: ResultState
    missing_source: Annotated[str | None, Field(description="What has to be connected before anything can be said.")]
    suppressed_reason: str | None
    num: int | None
    den: int | None
    n_children: int | None
    rate: Annotated[float | None, Field(description="Four decimals, half up; from three on.")]
    median_school_days: int | None
    signal: Annotated[Signal | None, Field(description="`not_tested`: no comparison is made.")]
    split: Annotated[list[TallyOut], Field(description="Refusals by group of the first reason.")]
    grounds: Annotated[list[TallyOut], Field(description="Refusals by what the law says of the reasons given.")]
    statement: str | None

    @classmethod
    def of(cls, result: Result) -> Self:
        count, definition = result.count, result.definition
        return cls(
            indicator=definition.code,
            name=definition.title,
            headline=definition.is_headline,
            note=definition.note,
            phase_group=result.phase_group,
            state=result.state,
            missing_source=result.missing_source,
            suppressed_reason=result.suppressed_reason,
            num=count.num if count else None,
            den=count.den if count else None,
            n_children=len(count.children) if count else None,
            rate=result.rate,
            median_school_days=count.median_school_days if count else None,
            signal=result.signal,
            split=[TallyOut(code=code, num=num) for code, num in count.reasons] if count else [],
            grounds=[TallyOut(code=code, num=num) for code, num in count.grounds] if count else [],
            statement=result.statement,
        )


class ShareBannerOut(OutModel):
    """Whether the school has been shown this page."""

    state: str
    shared_on: date | None
    reply_by: date | None
    open_disputes: int


NOT_SHARED = ShareBannerOut(state="not_shared", shared_on=None, reply_by=None, open_disputes=0)


class StandsOutOut(OutModel):
    """How many measures lie outside the range that chance explains."""

    worse: int
    measures: int
    sentence: str


class ContextOut(OutModel):
    """Stands beside the figures and enters none of them."""

    code: str
    name: str
    value: Annotated[str | None, Field(description="Null: not known.")]
    source: str | None
    as_of: date | None


class ProfileOut(OutModel):
    """The first screen of a school: evidence, not a verdict."""

    school: SchoolOut
    share: ShareBannerOut
    stands_out: Annotated[StandsOutOut | None, Field(description="Null while no measure is tested against chance.")]
    results: Annotated[list[ResultOut], Field(description="In a fixed order, never by result.")]
    context: list[ContextOut]
    window: WindowOut
    cohort: str
    home: Annotated[str, Field(description="Whose children are counted: an authority, or `all`.")]
    methodology: str
    provisional: Annotated[bool, Field(description="The window has not ended, so the figures may still change.")]
    later_facts: Annotated[int | None, Field(description="Events after the window: listed, not counted yet.")]
    data_incomplete: Annotated[bool, Field(description="An event about this school could not be read.")]
    data_to: datetime | None

    @classmethod
    def of(cls, picture: SchoolPicture, window: Window, home: str | None) -> Self:
        school = picture.school
        on_roll = school.number_on_roll
        context = ContextOut(
            code="C3",
            name="Number on roll",
            value=f"{on_roll:,}" if on_roll is not None else None,
            source="Get Information about Schools" if on_roll is not None else None,
            as_of=school.known_from_on if on_roll is not None else None,
        )
        return cls(
            school=SchoolOut.of(school, picture.children_of_ours),
            share=NOT_SHARED,
            stands_out=None,
            results=[ResultOut.of(result) for result in picture.results],
            context=[context],
            window=WindowOut.of(window),
            cohort=COHORT,
            home=home or "all",
            methodology=METHODOLOGY,
            provisional=window.is_running,
            later_facts=picture.later_facts,
            data_incomplete=picture.data_incomplete,
            data_to=picture.data_to,
        )
