"""Where a looked-after child stands among the criteria of a normal round (PL-503)."""

from typing import Final

from placements.domain.application import Application
from placements.domain.care import Cohort
from placements.domain.routes import Route

RULES_OF_THE_ROUND: Final = ("code_1_7",)
_FIRST: Final = {
    Cohort.LAC: "looked_after_first",
    Cohort.PLAC: "previously_looked_after_first",
    Cohort.IAPLAC: "previously_looked_after_first",
}


def first_criterion(application: Application, cohort: Cohort | None) -> str | None:
    """The first criterion, for children who are or were looked after; None outside the normal round."""
    if application.route is not Route.NORMAL_ROUND or cohort is None:
        return None
    return _FIRST[cohort]
