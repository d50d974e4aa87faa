"""Lives the invented authorities' last year through, from empty tables to the morning of the demo."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from importlib import import_module
from typing import Final

from funding.store.tables import METADATA as FUNDING
from gateway.actions.seed_demo import seed_demo
from onroll.demo.children import DemoChild, northshire_children
from onroll.demo.hands import Hands, MovableClock
from onroll.demo.history import history_plans
from onroll.demo.letters import give_readable_code, keep_recent_mail, leave_schools_in_peace
from onroll.demo.money_plans import stable_children
from onroll.demo.people import identity, post_of
from onroll.demo.places import ASHBY_ROAD, LITTLEMERE, NORTHSHIRE, northshire_schools
from onroll.demo.plans import CasePlan
from onroll.demo.playing import CasePlay, play
from onroll.demo.registers import fill_authority, fill_school_register
from onroll.demo.remembering import Seeded
from onroll.demo.spending import Spending
from onroll.demo.stories import story_plans
from onroll.demo.terms import demo_calendar
from onroll.demo.welcome import ASHBY_ROAD_CODE
from onroll.ground import Ground
from onroll.house import FRONT, READS, SEND_MAIL, House
from onroll.key_ring import KeyRing
from onroll.settings import SERVICES, Settings, SettingsRefused
from placements.domain.school import School
from placements.jobs.expire_clocks import expire_clocks
from placements.jobs.raise_alerts import raise_alerts
from placements.store.tables.metadata import METADATA as PLACEMENTS

BEFORE_HISTORY: Final = timedelta(days=400)
_DAWN: Final = time(7, 30, tzinfo=UTC)
_RECENT: Final = timedelta(days=14)
"""Older mail was delivered long ago: only what is still of use lies in the mail folder."""


async def seed(settings: Settings, ground: Ground, ring: KeyRing, today: date) -> Seeded:
    """Fills empty, migrated tables. Raises SettingsRefused outside the demo (FR-2)."""
    if not settings.is_demo:
        raise SettingsRefused("ONROLL_MODE has to be demo to seed invented data")
    clock = MovableClock(datetime.combine(today - BEFORE_HISTORY, _DAWN))
    house = House(settings, ground, ring, clock)
    try:
        return await _Seeding(house, clock, today).run()
    finally:
        await house.close()


class _Seeding:
    def __init__(self, house: House, clock: MovableClock, today: date) -> None:
        self._house = house
        self._clock = clock
        self._today = today
        self._calendar = demo_calendar(today, NORTHSHIRE)

    async def run(self) -> Seeded:
        schools = northshire_schools()
        children = northshire_children(self._today, schools, post_of("sam_lund"), post_of("kit_brand"))
        plans = self._plans(children, schools)
        await self._fill(schools, _as_planned(children, plans))
        apps = {name: self._house.app(name) for name in SERVICES if name != FRONT}
        hands = Hands(apps, self._house.minter(), self._clock)
        try:
            await self._live_through(plans, hands)
            await self._tell_the_others()
            await self._spend(children, plans, hands)
        finally:
            await hands.close()
        await self._tell_the_others()
        await self._deliver_mail()
        return Seeded(self._today, len(children), len(schools))

    def _plans(self, children: Sequence[DemoChild], schools: Sequence[School]) -> list[CasePlan]:
        known = {child.key: child for child in children if child.key}
        return [
            *history_plans(self._today, self._calendar, children, schools),
            *story_plans(self._today, self._calendar, known),
        ]

    async def _fill(self, schools: Sequence[School], children: Sequence[DemoChild]) -> None:
        await seed_demo(self._house.runtime("gateway").database, self._house.settings.clock())
        database = self._house.runtime("placements").database
        await fill_school_register(database, self._clock, schools)
        await fill_authority(database, self._clock, NORTHSHIRE, schools, children, self._today)
        await fill_authority(database, self._clock, LITTLEMERE, (), (), self._today)

    async def _live_through(self, plans: Sequence[CasePlan], hands: Hands) -> None:
        officer = identity("sam_lund", self._clock.now())
        plays = [CasePlay(plan, hands, officer) for plan in plans]
        await play(plays, hands)
        self._clock.instant = datetime.combine(self._today, _DAWN)
        runtime = self._house.runtime("placements")
        await expire_clocks(runtime, self._house.settings.base_url)
        await leave_schools_in_peace(runtime, NORTHSHIRE, self._today)
        await raise_alerts(runtime)
        asked = next(one.applications[ASHBY_ROAD] for one in plays if one.plan.child.key == "tia_akers")
        await give_readable_code(runtime, NORTHSHIRE, asked["id"], ASHBY_ROAD_CODE)
        await keep_recent_mail(runtime, PLACEMENTS, NORTHSHIRE, self._clock.now() - _RECENT)

    async def _spend(self, children: Sequence[DemoChild], plans: Sequence[CasePlan], hands: Hands) -> None:
        runtime = self._house.runtime("funding")
        by_school = stable_children(children, plans)
        await Spending(runtime, hands, self._calendar, self._today, by_school).live_through()
        await keep_recent_mail(runtime, FUNDING, NORTHSHIRE, self._clock.now() - _RECENT)

    async def _deliver_mail(self) -> None:
        for service in SEND_MAIL:
            postman = self._house.postman(service)
            while await postman.step():
                pass

    async def _tell_the_others(self) -> None:
        """Every feed is read to its end before anybody looks."""
        for reader in READS:
            main = import_module(f"{reader}.main")
            for consumer in main.consumers(self._house.runtime(reader), self._house.sources(reader)):
                await consumer.catch_up()


def _as_planned(children: Sequence[DemoChild], plans: Sequence[CasePlan]) -> list[DemoChild]:
    """The children as their stories need them: those who moved are no longer on the old school's roll."""
    moved = {plan.child.child.id: plan.child for plan in plans}
    return [moved.get(child.child.id, child) for child in children]
