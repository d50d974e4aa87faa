"""Builds the whole answer about one application from its file (PL-1120)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import chain

from placements.actions.desk import Desk
from placements.actions.guidance_of import guidance_of
from placements.actions.keep_profile import attachment_check
from placements.actions.take_up import ApplicationFile, read_file
from placements.api.answer_schemas import AlternativeOut, AttachmentOut, DecisionOut, EvidenceOut, ReasonOut
from placements.api.answer_view import Around, appeals_out, challenges_out, corrections_out, questions_out
from placements.api.application_schemas import (
    ApplicationOut,
    LetterRowOut,
    PriorityOut,
    ProgressOut,
    RequestedStartOut,
    SiblingOut,
)
from placements.api.direction_view import way_out
from placements.api.facts_view import facts_out
from placements.api.offered_actions import actions_out
from placements.api.shared_schemas import AllowedActionOut, ChildLabelOut, ClockOut, OwnerOut, SchoolLabelOut
from placements.domain.application import Application
from placements.domain.clocks import calendar_for, read_clock
from placements.domain.completeness import missing_soft
from placements.domain.conditions import counts_as
from placements.domain.decisions import Decision
from placements.domain.letters import REMINDER
from placements.domain.priority import RULES_OF_THE_ROUND, first_criterion
from placements.domain.progress import progress
from placements.domain.refusal_codes import RefusalCodes
from placements.domain.school import School
from placements.domain.standing_flags import flags_on
from placements.store import seeds
from placements.store.letters import Letter


async def application_out(desk: Desk, application: Application) -> ApplicationOut:
    """As it stands after whatever this request has done to it."""
    return await file_out(desk, await read_file(desk, application.id))


async def file_out(desk: Desk, file: ApplicationFile) -> ApplicationOut:
    """The application whose file this is."""
    application = file.application
    around = Around(
        questions=await desk.questions.of_application(application.id),
        challenges=await desk.challenges.of_application(application.id),
        appeals=await desk.appeals.of_application(application.id),
        way=await way_out(desk, file),
        corrections=await desk.corrections.of_application(application.id),
        facts=await facts_out(desk, file),
        papers=await attachment_check(desk, file),
        guidance=await guidance_of(desk, file),
    )
    others = [one for one in await desk.applications.of_case(application.case_id) if one.id != application.id]
    schools = await desk.schools.many({one.school_urn for one in others})
    letters = await desk.letters.of_application(application.id)
    reminded = await desk.letters.last_sent([file.school.urn], REMINDER, desk.today)
    actions = await actions_out(desk, file, reminded_today=bool(reminded))
    return _assembled(desk, file, around, list(_siblings(others, schools)), letters, actions)


def _assembled(
    desk: Desk,
    file: ApplicationFile,
    around: Around,
    siblings: Sequence[SiblingOut],
    letters: Sequence[Letter],
    actions: Sequence[AllowedActionOut],
) -> ApplicationOut:
    application, case, today = file.application, file.case, desk.today
    decisions = [decision_out(decision, desk.codes) for decision in application.decisions]
    plain = {name: getattr(application, name) for name in _SAME}
    return ApplicationOut(
        seen_by="authority",
        **plain,
        child=ChildLabelOut.of(file.child, today),
        school=SchoolLabelOut.of(file.school),
        requested_start=RequestedStartOut(kind=application.requested_start_kind, on=application.requested_start_on),
        child_view=case.child_view,
        carer_view=case.carer_view,
        alternatives=[
            AlternativeOut(school_urn=one.school_urn, why_not=one.why_not) for one in application.alternatives
        ],
        attachments=[AttachmentOut(**asdict(one)) for one in application.attachments],
        flags=sorted(flags_on(application, file.clocks, today)),
        owner=OwnerOut.of(case.owner_post_id),
        clocks=list(clocks_out(desk, file)),
        steps=[
            ProgressOut(key=mark.key, status=mark.status, on=mark.on)
            for mark in progress(application, file.clocks, today)
        ],
        answer=decisions[-1] if decisions else None,
        answer_counts_as=counts_as(application, file.clocks, today),
        decisions=decisions,
        questions=questions_out(around.questions),
        challenges=challenges_out(around.challenges, desk.codes),
        appeals=appeals_out(around.appeals),
        corrections=corrections_out(around.corrections),
        recommendation=around.way.recommendation,
        direction=around.way.direction,
        plan=around.way.plan,
        letters=[_letter_out(letter) for letter in letters],
        facts=around.facts,
        siblings=siblings,
        priority=_priority(file),
        incomplete=[
            *missing_soft(application, case, file.child),
            *around.papers.pointers,
        ],
        warnings=[
            *around.guidance,
            *around.papers.warnings,
            *(["inspection_note_missing"] if file.wants_inspection_note else []),
        ],
        allowed_actions=actions,
    )


_SAME = (
    "id",
    "version",
    "reference",
    "case_id",
    "rank",
    "route",
    "next_route",
    "stream",
    "entry_academic_year",
    "year_group",
    "why_this_school",
    "strengths",
    "interests",
    "what_helps",
    "visit_on",
    "nearest_reason",
    "distance_km",
    "inspection_note",
    "external_ref",
    "continues_id",
    "continued_in_id",
    "state",
    "submitted_at",
    "received_on",
    "receipt_proof",
    "incomplete_reason",
    "accepted_on",
    "accepted_by",
    "start_on",
    "hours_per_week",
    "review_on",
    "first_day_on",
    "delay_cause",
    "closed_on",
    "close_reason",
)


def _priority(file: ApplicationFile) -> PriorityOut | None:
    criterion = first_criterion(file.application, file.cohort)
    if criterion is None:
        return None
    return PriorityOut(criterion=criterion, reference=seeds.legal_refs().printed(RULES_OF_THE_ROUND))


def clocks_out(desk: Desk, file: ApplicationFile) -> Iterator[ClockOut]:
    """Those of the application, then those of its case."""
    refs = seeds.legal_refs()
    for clock in chain(file.clocks, file.case_clocks):
        rule = desk.rules[clock.key]
        reading = read_clock(clock, rule, calendar_for(rule, file.calendars), desk.today, desk.settings)
        yield ClockOut.of(reading, refs)


def decision_out(decision: Decision, codes: RefusalCodes) -> DecisionOut:
    held = [codes.codes[code] for code in decision.codes if code in codes.codes]
    refs = seeds.legal_refs().printed(ref for code in held for ref in code.refs)
    return DecisionOut(
        id=decision.id,
        outcome=decision.outcome,
        first=decision.first,
        decided_on=decision.decided_on,
        logged_on=decision.logged_on,
        received_through=decision.received_through,
        channel=decision.channel,
        reasons=[ReasonOut(code=code.code, label=code.label) for code in held],
        ground=decision.ground,
        reference=refs,
        narrative=decision.narrative,
        evidence=[EvidenceOut(key=one.key, given=one.given) for one in decision.evidence],
        appeal_information=decision.appeal_information,
        start_on=decision.start_on,
        hours_per_week=decision.hours_per_week,
        conditions=list(decision.conditions),
        school_days=decision.school_days,
        late_by_school_days=decision.late_by_school_days,
        overturned_by=decision.overturned_by,
        annotation=decision.annotation,
    )


def _siblings(others: Sequence[Application], schools: Mapping[int, School]) -> Iterator[SiblingOut]:
    for one in others:
        school = schools.get(one.school_urn)
        if school is not None:
            yield SiblingOut(id=one.id, school=SchoolLabelOut.of(school), state=one.state)


def _letter_out(letter: Letter) -> LetterRowOut:
    return LetterRowOut(
        id=letter.id,
        template_key=letter.template_key,
        title=letter.title,
        status=letter.status,
        sent_on=letter.sent_on,
    )
