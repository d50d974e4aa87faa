"""Other services are told again what was told wrong: the same event with the one it replaces (PL-1101, T35)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from kit.kernel.events import Event
from placements.actions.desk import Desk
from placements.actions.take_up import ApplicationFile
from placements.domain.application import Application
from placements.domain.application_events import application_decided, application_submitted
from placements.domain.clocks import Clock, clock_of
from placements.domain.decisions import Decision

CORRECTED = "corrected"


async def tell_submission_again(desk: Desk, file: ApplicationFile, clocks: Sequence[Clock]) -> None:
    """Another day of receipt, with the target and limit that follow."""
    told = await desk.told.standing("application.submitted", file.application.id)
    target, limit = clock_of(clocks, "inyear_target"), clock_of(clocks, "inyear_limit")
    event = application_submitted(
        file.application,
        file.case,
        file.school,
        authority=desk.authority,
        on=desk.today,
        target_on=target.due_on if target else None,
        limit_on=limit.due_on if limit else None,
        submitted_by=desk.taker.id,
        is_test=desk.settings.training_mode,
    )
    if told:
        await desk.outbox.add(superseding(event, told[-1]))


async def tell_decisions_again(
    desk: Desk, application: Application, before: Sequence[Decision], changed: Mapping[UUID, Decision | None]
) -> None:
    """Each answer that reads otherwise; one that was none is taken back. `before` are all that stood until now."""
    told = await desk.told.standing("application.decided", application.id)
    event_of = dict(zip([one.id for one in before], told, strict=False))
    for decision_id, decision in changed.items():
        old = event_of.get(decision_id)
        if old is None:
            continue
        if decision is None:
            await desk.outbox.add(retracted(old, application, desk))
        else:
            event = application_decided(application, decision, authority=desk.authority, on=decision.decided_on)
            await desk.outbox.add(superseding(event, old))


def superseding(event: Event, old: UUID) -> Event:
    return replace(event, payload={**event.payload, "supersedes": str(old)})


def retracted(old: UUID, application: Application, desk: Desk) -> Event:
    return Event(
        "event.retracted",
        application.version,
        desk.today,
        desk.authority,
        {"retracts": str(old), "reason_code": CORRECTED},
    )
