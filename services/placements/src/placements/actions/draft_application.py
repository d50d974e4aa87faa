"""Somebody drafts a request for a place at one school."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from kit.kernel.errors import InvalidInput
from kit.kernel.ids import new_id
from placements.actions.check_text import CASE_TEXTS, REQUEST_TEXTS, refuse_addresses, texts_of
from placements.actions.desk import Desk
from placements.actions.open_case import CaseFacts, open_case_of
from placements.actions.take_up import write_log
from placements.domain.application import Alternative, Application, StartKind
from placements.domain.attachments import Attachment
from placements.domain.cases import Case
from placements.domain.child import Child, ChildNotFound
from placements.domain.chronology import EntryKind
from placements.domain.errors import CaseNotFound, SchoolClosed, SchoolUnknown
from placements.domain.year_group import school_year


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is told of a request when it is drafted; the rest is register and case (PL-604)."""

    child_id: UUID
    school_urn: int
    case_id: UUID | None = None
    case: CaseFacts | None = None
    rank: int = 1
    entry_academic_year: str | None = None
    requested_start_kind: StartKind = StartKind.AS_SOON_AS_POSSIBLE
    requested_start_on: date | None = None
    why_this_school: str | None = None
    alternatives: tuple[Alternative, ...] = ()
    strengths: str | None = None
    interests: str | None = None
    what_helps: str | None = None
    child_view: str | None = None
    carer_view: str | None = None
    visit_on: date | None = None
    nearest_reason: str | None = None
    distance_km: float | None = None
    inspection_note: str | None = None
    attachments: tuple[Attachment, ...] = ()
    external_ref: str | None = None


async def draft_application(desk: Desk, draft: Draft, *, address_checked: bool = False) -> Application:
    """Raises ChildNotFound, CaseNotFound, SchoolUnknown, SchoolClosed, ApplicationDuplicate, InvalidInput.

    The child is held, so that two requests to one school, or two cases, cannot cross.
    """
    child = await desk.children.get_to_change(draft.child_id)
    if child is None:
        raise ChildNotFound
    school = await desk.schools.get(draft.school_urn)
    if school is None:
        raise SchoolUnknown
    if not school.is_open:
        raise SchoolClosed
    await refuse_addresses(desk, child.id, _texts(draft), checked=address_checked)
    case = await _case_for(desk, child, draft)
    application = await _application(desk, child, case, draft)
    await desk.applications.add(application, desk.now)
    await write_log(desk, application, EntryKind.DRAFTED, {"school_urn": draft.school_urn})
    return application


def _texts(draft: Draft) -> dict[str, object]:
    told = asdict(draft)
    alternatives = {f"/alternatives/{n}/why_not": one.why_not for n, one in enumerate(draft.alternatives)}
    case = texts_of(told["case"], CASE_TEXTS, "/case") if draft.case else {}
    return {**texts_of(told, REQUEST_TEXTS), **alternatives, **case}


async def _case_for(desk: Desk, child: Child, draft: Draft) -> Case:
    """The case that is named, else the child's open one, else a new one; views are kept on it."""
    case = await desk.cases.open_of(child.id)
    if draft.case_id is not None and (case is None or case.id != draft.case_id):
        raise CaseNotFound
    if case is None:
        if draft.case is None:
            raise InvalidInput("missing", "/case")
        case = await open_case_of(desk, child, draft.case)
    changed = case.with_views(draft.child_view, draft.carer_view)
    return case if changed == case else await desk.cases.save(changed, desk.now)


async def _application(desk: Desk, child: Child, case: Case, draft: Draft) -> Application:
    entry_year = draft.entry_academic_year or school_year(desk.today)
    if draft.requested_start_kind is StartKind.ON and draft.requested_start_on is None:
        raise InvalidInput("missing", "/requested_start/on")
    return Application(
        id=new_id(),
        reference=await desk.applications.next_reference(desk.today.year),
        case_id=case.id,
        child_id=child.id,
        school_urn=draft.school_urn,
        rank=draft.rank,
        entry_academic_year=entry_year,
        year_group=child.year_group(date(int(entry_year[:4]), 9, 1)),
        requested_start_kind=draft.requested_start_kind,
        requested_start_on=draft.requested_start_on,
        why_this_school=draft.why_this_school,
        alternatives=draft.alternatives,
        strengths=draft.strengths,
        interests=draft.interests,
        what_helps=draft.what_helps,
        visit_on=draft.visit_on,
        nearest_reason=draft.nearest_reason,
        distance_km=draft.distance_km,
        inspection_note=draft.inspection_note,
        attachments=draft.attachments,
        external_ref=draft.external_ref,
    )
