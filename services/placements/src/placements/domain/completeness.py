"""Which facts a request needs before a school can be asked, and which are good to have (PL-601)."""

from typing import Final

from placements.domain.application import Application
from placements.domain.attachments import EDUCATION_PLAN
from placements.domain.cases import Case, ExpectedLength
from placements.domain.child import Child, SenStatus, Sex

_HARD_CHILD: Final = ("first_name", "surname")
_SOFT_CHILD: Final = ("ethnicity", "first_language", "sen_status", "pr_holders", "signs_for_child")
_SOFT_CASE: Final = ("child_view", "carer_view", "care_placement_type", "transport_considered")
_SOFT_APPLICATION: Final = ("what_helps", "why_this_school", "strengths", "interests", "alternatives")
_LENGTH: Final = "expected_length"
EDUCATION_PLAN_MISSING: Final = "application.attachments.pep"
"""Neither the latest personal education plan nor the word that there is none yet."""


def missing_hard(child: Child, *, agreed: bool) -> list[str]:
    """Pointers to the facts without which nothing is sent; `agreed` is the virtual school's agreement.

    Date of birth, UPN or its reason, school, case reason and need date cannot be missing: their records
    cannot be made without them.
    """
    missing = {
        **{f"/child/{name}": getattr(child, name) is None for name in _HARD_CHILD},
        "/child/sex": child.sex is Sex.UNKNOWN,
        "/child/ehc_authority": child.sen_status is SenStatus.EHCP and child.ehc_authority is None,
        "/child/social_worker": not child.has_reachable_social_worker,
        "/virtual_school_agreement": not agreed,
    }
    return [pointer for pointer, holds in missing.items() if holds]


def missing_soft(application: Application, case: Case, child: Child) -> list[str]:
    """What the school would like to know and does not: listed in `incomplete`, never a block by itself."""
    missing = [f"child.{name}" for name in _SOFT_CHILD if getattr(child, name) is None]
    missing += [f"case.{name}" for name in _SOFT_CASE if getattr(case, name) in {None, ""}]
    if case.expected_length is ExpectedLength.UNKNOWN:
        missing.append(f"case.{_LENGTH}")
    missing += [f"application.{name}" for name in _SOFT_APPLICATION if not getattr(application, name)]
    if not any(attachment.kind in EDUCATION_PLAN for attachment in application.attachments):
        missing.append(EDUCATION_PLAN_MISSING)
    return missing
