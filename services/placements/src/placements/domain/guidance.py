"""What the guidance asks for: it warns and takes a reason, and never holds a child up (PL-112, PL-512)."""

from dataclasses import dataclass
from typing import Final

from placements.domain.application import Application
from placements.domain.authority_settings import AuthoritySettings
from placements.domain.cases import Case, Considered, ConsideredWith
from placements.domain.child import Child, ChoiceAuthority

CRITICAL_YEARS: Final = frozenset({"6", "10", "11"})
_SETTLED: Final = frozenset({Considered.YES, Considered.NOT_APPROPRIATE})
_ALWAYS_ASKED: Final = (ConsideredWith.SOCIAL_WORKER, ConsideredWith.CARER, ConsideredWith.VIRTUAL_SCHOOL)
_ALSO_ASKED: Final = (ConsideredWith.CHILD, ConsideredWith.BIRTH_PARENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceFacts:
    """What the checks cannot read from the request itself. `is_nearest` is None where no distance is known."""

    host_told: bool = False
    is_nearest: bool | None = None


def guidance_warnings(
    application: Application,
    case: Case,
    child: Child,
    settings: AuthoritySettings,
    facts: GuidanceFacts,
) -> list[str]:
    """Codes of PL-512 that hold for a request, in the order they are told."""
    found = {
        "part_time": _is_part_time(application, settings),
        "critical_year": application.year_group in CRITICAL_YEARS,
        "transport_not_considered": case.current_school_urn is not None and not case.transport_considered,
        "not_nearest": facts.is_nearest is False and not application.nearest_reason,
        "choice_incomplete": _choice_is_incomplete(case),
        "choice_authority_unknown": child.choice_authority is ChoiceAuthority.UNKNOWN,
        "no_visit": application.visit_on is None,
        "host_not_told": case.host_authority != case.responsible_authority and not facts.host_told,
    }
    return [code for code, holds in found.items() if holds]


def _is_part_time(application: Application, settings: AuthoritySettings) -> bool:
    """The hours agreed, or those the school last offered, below full time."""
    answer = application.answer
    hours = application.hours_per_week or (answer.hours_per_week if answer else None)
    return hours is not None and hours < settings.full_time_hours(application.year_group)


def _choice_is_incomplete(case: Case) -> bool:
    """Everybody was asked; for the child and a birth parent it may have been inappropriate."""
    told = dict(case.considered_with)
    asked = all(told.get(person) is Considered.YES for person in _ALWAYS_ASKED)
    return not (asked and all(told.get(person) in _SETTLED for person in _ALSO_ASKED))
