"""Builds what somebody of a school sees: everything is read under the school's own reach (PL-205)."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from kit.db.work import Work
from kit.kernel.errors import NotFound
from placements.actions.desk import Desk
from placements.actions.sender import contact_words
from placements.actions.take_answer_back import change_until
from placements.actions.take_up import ApplicationFile, read_file
from placements.api.answer_view import challenges_out, questions_out
from placements.api.application_schemas import ApplicationOut, RequestedStartOut
from placements.api.application_view import clocks_out, decision_out, file_out
from placements.api.child_schemas import ChildOut
from placements.api.child_view import roll_out
from placements.api.facts_view import facts_out
from placements.api.school_view_schemas import (
    AskingAuthorityOut,
    DisclosedChildOut,
    SchoolApplicationOut,
    SchoolChildOut,
)
from placements.api.shared_schemas import AllowedActionOut, SchoolLabelOut
from placements.domain.application import Application
from placements.domain.care import cohort_on
from placements.domain.disclosure import SHOWN_CLOCKS, SHOWN_FLAGS, care_told, disclosed
from placements.domain.permitted import OPERATIONS, AllowedAction, Situation, allowed_actions
from placements.domain.reply import may_change_answer
from placements.domain.school_asks import asked_of_school
from placements.domain.steps import Step

ApplicationSeen = Annotated[ApplicationOut | SchoolApplicationOut, Field(discriminator="seen_by")]
"""One mask for staff of the authority, one for the school (SE-55)."""
ChildSeen = Annotated[ChildOut | SchoolChildOut, Field(discriminator="seen_by")]

ANSWERS = frozenset(OPERATIONS[step] for step in (Step.OFFER, Step.OFFER_WITH_CONDITIONS, Step.REFUSE))

_SAME = (
    "id",
    "version",
    "reference",
    "route",
    "entry_academic_year",
    "year_group",
    "strengths",
    "interests",
    "what_helps",
    "state",
    "received_on",
    "submitted_at",
    "accepted_on",
    "start_on",
    "hours_per_week",
    "first_day_on",
    "closed_on",
)


async def seen(desk: Desk, work: Work, application: Application) -> ApplicationSeen:
    """As it stands after whatever this request has done to it, in the mask of whoever asks."""
    await work.come_home()
    work.audit.saw(application.child_id)
    return await shown(desk, await read_file(desk, application.id))


async def shown(desk: Desk, file: ApplicationFile) -> ApplicationSeen:
    """The application whose file this is, in the mask of whoever asks."""
    return await school_application_out(desk, file) if desk.taker.is_of_school else await file_out(desk, file)


async def school_application_out(desk: Desk, file: ApplicationFile) -> SchoolApplicationOut:
    application = file.application
    decisions = [decision_out(decision, desk.codes) for decision in application.decisions]
    return SchoolApplicationOut(
        seen_by="school",
        **{name: getattr(application, name) for name in _SAME},
        authority=await asking_authority(desk),
        school=SchoolLabelOut.of(file.school),
        child=await _child(desk, file),
        requested_start=RequestedStartOut(kind=application.requested_start_kind, on=application.requested_start_on),
        support=[desk.settings.support_offer_text],
        contact=await contact_words(desk, file.case.owner_post_id),
        asks=asked_of_school(application.state).ask,
        flags=sorted(application.flags & SHOWN_FLAGS),
        clocks=[clock for clock in clocks_out(desk, file) if clock.key in SHOWN_CLOCKS],
        answer=decisions[-1] if decisions else None,
        decisions=decisions,
        questions=questions_out(await desk.questions.of_application(application.id)),
        challenges=challenges_out(await desk.challenges.of_application(application.id), desk.codes),
        facts=await facts_out(desk, file),
        allowed_actions=[AllowedActionOut.of(action) for action in _actions(desk, file)],
    )


def _actions(desk: Desk, file: ApplicationFile) -> list[AllowedAction]:
    """What the table opens, and any other answer while the one given may still be changed (PL-910)."""
    application, now = file.application, Situation()
    actions = allowed_actions(application.state, desk.taker.actors, now)
    if not may_change_answer(application, desk.today, change_until(file)):
        return actions
    again = allowed_actions(application.take_answer_back().state, desk.taker.actors, now)
    answers = [action for action in again if action.action in ANSWERS]
    return [*actions, *(action for action in answers if action not in actions)]


async def asking_authority(desk: Desk) -> AskingAuthorityOut:
    found = await desk.authorities.get(desk.authority)
    return AskingAuthorityOut(code=desk.authority, name=found.name if found else desk.authority)


async def school_child_out(desk: Desk, child_id: UUID) -> SchoolChildOut:
    """A child on roll now. Raises NotFound for one who has been sealed meanwhile."""
    child = await desk.children.get(child_id)
    if child is None:
        raise NotFound
    [record] = await desk.intervals.records([child])
    schools = await desk.schools.many({roll.school_urn for roll in record.rolls})
    return SchoolChildOut(
        seen_by="school",
        id=child.id,
        version=child.version,
        authority=await asking_authority(desk),
        first_name=child.first_name,
        preferred_name=child.preferred_name,
        surname=child.surname,
        date_of_birth=child.date_of_birth,
        sex=child.sex,
        upn=child.upn,
        year_group=child.year_group(desk.today),
        care_status=care_told(cohort_on(record.care, desk.today)),
        sen_status=child.sen_status,
        ehc_authority=child.ehc_authority,
        rolls=[roll_out(roll, schools) for roll in record.rolls],
        contact=await contact_words(desk, child.owner_post_id),
    )


async def _child(desk: Desk, file: ApplicationFile) -> DisclosedChildOut:
    child, told = file.child, disclosed(file.child, file.application.state)
    last = file.case.current_school_urn
    school = await desk.schools.get(last) if last is not None else None
    return DisclosedChildOut(
        id=child.id,
        forename=told.forename,
        surname=told.surname,
        date_of_birth=told.date_of_birth,
        upn=told.upn,
        sex=child.sex,
        year_group=child.year_group(desk.today),
        care_status=care_told(file.cohort),
        sen_status=child.sen_status,
        ehc_authority=child.ehc_authority,
        last_school=SchoolLabelOut.of(school) if school else None,
        attending=file.case.attending,
    )
