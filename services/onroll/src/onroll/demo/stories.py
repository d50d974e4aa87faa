"""The children the demo tells of (FR-5): what stands on Today when somebody signs in for the first time."""

from collections.abc import Iterator, Mapping
from datetime import date

from kit.kernel.days import Calendar
from onroll.demo.children import DemoChild
from onroll.demo.places import (
    ALDERMOOR,
    ALDERWICK,
    ASHBY_ROAD,
    BEACON_HILL,
    CASTLE_FOLD,
    FERNLEY,
    HOLLIN_BANK,
    IVY_LANE,
    KESTREL_WAY,
    LARKFIELD,
)
from onroll.demo.plans import AskPlan, CasePlan, Offered, Refused, leaves_school, school_day, school_days_ago
from onroll.demo.welcome import ASHBY_ROAD_CODE


def story_plans(today: date, calendar: Calendar, children: Mapping[str, DemoChild]) -> Iterator[CasePlan]:
    """Counts of school days are those of the stories, whatever the day of seeding."""
    teller = _Teller(today, calendar, children)
    yield teller.mason()
    yield teller.tia()
    yield teller.lily()
    yield teller.rhys()
    yield teller.amira()
    yield teller.jayden()
    yield teller.ellie()
    yield teller.poppy()


class _Teller:
    def __init__(self, today: date, calendar: Calendar, children: Mapping[str, DemoChild]) -> None:
        self._today = today
        self._calendar = calendar
        self._children = children

    def _ago(self, school_days: int) -> date:
        return school_days_ago(self._calendar, self._today, school_days)

    def _after(self, day: date, school_days: int) -> date:
        return school_day(self._calendar, day, school_days)

    def mason(self) -> CasePlan:
        """Year 9, 31 school days without a place. Beacon Hill passed its limit 8 days ago and refused this week."""
        need_from = self._ago(31)
        received = self._ago(23)
        return CasePlan(
            leaves_school(self._children["mason_kerr"], need_from),
            "emergency_move",
            need_from,
            (
                AskPlan(LARKFIELD, self._ago(30), Refused(self._ago(24), "PREV_SUSPENSIONS_ATTENDANCE")),
                AskPlan(
                    BEACON_HILL,
                    received,
                    Refused(self._ago(1), "FULL_YEAR_GROUP", "Admission number 180; Year 9 is full."),
                    "Practical maths, a quiet start to the day, one adult he knows.",
                ),
            ),
            emergency=True,
        )

    def tia(self) -> CasePlan:
        """Year 4: Ashby Road has three school days left, Castle Fold passed its target three days ago."""
        need_from = self._ago(15)
        return CasePlan(
            leaves_school(self._children["tia_akers"], need_from),
            "care_move",
            need_from,
            (
                AskPlan(CASTLE_FOLD, self._ago(13)),
                AskPlan(
                    ASHBY_ROAD,
                    self._ago(7),
                    what_helps="Reading aloud with an adult, drawing, a warning before the timetable changes.",
                    link_code=ASHBY_ROAD_CODE,
                ),
            ),
        )

    def lily(self) -> CasePlan:
        """Year 1, three school days, no school asked yet."""
        need_from = self._ago(3)
        return CasePlan(leaves_school(self._children["lily_frost"], need_from), "care_move", need_from)

    def rhys(self) -> CasePlan:
        """Year 10, refused by Hollin Bank High, a foundation school, on a ground the Code does not allow; another
        school is two days past its target."""
        need_from = self._ago(26)
        refused = Refused(self._ago(9), "BEHAVIOUR")
        return CasePlan(
            leaves_school(self._children["rhys_dunn"], need_from),
            "new_to_care",
            need_from,
            (AskPlan(HOLLIN_BANK, self._ago(22), refused), AskPlan(ALDERMOOR, self._ago(12))),
        )

    def amira(self) -> CasePlan:
        """Year 7: Kestrel Way answers tomorrow."""
        need_from = self._ago(12)
        return CasePlan(
            leaves_school(self._children["amira_cole"], need_from),
            "care_move",
            need_from,
            (AskPlan(KESTREL_WAY, self._ago(9), what_helps="Science, netball, sitting near the door."),),
        )

    def jayden(self) -> CasePlan:
        """Year 8, still at his school, is going home: the school there is past its limit."""
        return CasePlan(
            self._children["jayden_hart"], "return_home_plan", self._ago(20), (AskPlan(LARKFIELD, self._ago(18)),)
        )

    def ellie(self) -> CasePlan:
        """Year 6, still at her school, goes to live with a grandmother: the school there let its limit pass."""
        return CasePlan(
            self._children["ellie_nash"], "return_home_plan", self._ago(19), (AskPlan(ALDERWICK, self._ago(17)),)
        )

    def poppy(self) -> CasePlan:
        """Year 5 began at Ivy Lane this term after Fernley said no: one that went well."""
        need_from = self._ago(28)
        start_on = self._after(self._ago(18), 3)
        return CasePlan(
            leaves_school(self._children["poppy_marsh"], need_from),
            "care_move",
            need_from,
            (
                AskPlan(FERNLEY, self._ago(27), Refused(self._ago(22), "FULL_YEAR_GROUP")),
                AskPlan(IVY_LANE, self._ago(21), Offered(self._ago(18), start_on, self._ago(17), start_on)),
            ),
        )
