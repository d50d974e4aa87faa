"""What other services are told of directions and plan consultations: ids, codes and dates (section 19)."""

from collections.abc import Mapping
from datetime import date

from kit.kernel.events import Event
from placements.domain.application import Application
from placements.domain.direction_states import ProcessStep, ProcessType
from placements.domain.plan_consultation import PlanReply


def direction_step(
    application: Application, process: ProcessType, step: ProcessStep, *, authority: str, step_on: date
) -> Event:
    facts = {"process": process.value, "step": step.value, "step_on": step_on.isoformat()}
    return _of("application.direction_step", application, authority, step_on, facts)


def consultation_answered(application: Application, reply: PlanReply, *, authority: str, answered_on: date) -> Event:
    facts = {"answered_on": answered_on.isoformat(), "reply": reply.value}
    return _of("consultation.answered", application, authority, answered_on, facts)


def consultation_named(application: Application, *, authority: str, named_on: date, same_school: bool) -> Event:
    facts = {"named_on": named_on.isoformat(), "same_school": same_school}
    return _of("consultation.named", application, authority, named_on, facts)


def _of(kind: str, application: Application, authority: str, on: date, facts: Mapping[str, object]) -> Event:
    return Event(kind, application.version, on, authority, {"application_id": str(application.id), **facts})
