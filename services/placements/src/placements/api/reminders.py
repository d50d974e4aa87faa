"""Reminding schools that have not answered."""

from kit.web.answers import answers
from kit.web.deps import CurrentWork
from kit.web.guarded import service_router
from placements.actions import send_reminders as reminding
from placements.api.correspondence_schemas import ReminderOut, RemindersIn, RemindersOut
from placements.api.deps import StaffDesk

router = service_router("placements", "/v1/reminders", tags=["applications"])


@router.post("", responses=answers(409))
async def send_reminders(reminders: RemindersIn, desk: StaffDesk, work: CurrentWork) -> RemindersOut:
    """Remind schools by mail, once a school and day; each application says whether its mail was sent."""
    done = await reminding.send_reminders(desk, reminders.application_ids)
    work.audit.saw(*{one.child_id for one in done})
    return RemindersOut(
        items=[
            ReminderOut(application_id=one.application_id, sent=one.sent, code=one.code, reminded_at=one.reminded_at)
            for one in done
        ]
    )
