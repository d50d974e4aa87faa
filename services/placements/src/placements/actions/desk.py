"""Everything a step about a child's place may touch, for one authority, one actor and one moment."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from kit.db.mail import MailOutbox
from kit.db.outbox import Outbox
from kit.db.reply_links import ReplyLinks
from kit.db.work import Work
from placements.domain.authority_settings import DEFAULT_SETTINGS, AuthoritySettings
from placements.domain.clock_rules import ClockRules
from placements.domain.reach import WHOLE_AUTHORITY, ChildReach, reach_of
from placements.domain.refusal_codes import RefusalCodes
from placements.domain.steps import Actor, actors_of
from placements.store import seeds
from placements.store.admissions import AdmissionsStore
from placements.store.appeals import AppealStore
from placements.store.applications import ApplicationStore
from placements.store.approvals import ApprovalStore
from placements.store.authorities import AuthorityStore
from placements.store.bundles import BundleStore
from placements.store.calendars import CalendarStore
from placements.store.case_records import CaseRecordStore
from placements.store.case_work import CaseWork
from placements.store.cases import CaseStore
from placements.store.challenges import ChallengeStore
from placements.store.child_intervals import IntervalStore
from placements.store.child_records import ChildRecordStore
from placements.store.children import ChildStore
from placements.store.clocks import ClockStore
from placements.store.contact_asks import ContactAskStore
from placements.store.contacts import ContactStore
from placements.store.corrections import CorrectionStore
from placements.store.directions import DirectionStore
from placements.store.fair_access import FairAccessStore
from placements.store.history import HistoryStore
from placements.store.legal_rules import LegalRuleStore
from placements.store.letters import LetterStore
from placements.store.link_uses import LinkUseStore
from placements.store.mergers import MergerStore
from placements.store.plan_consultations import PlanConsultationStore
from placements.store.practice_outbox import outbox_for
from placements.store.questions import QuestionStore
from placements.store.school_facts import SchoolFactsStore
from placements.store.schools import SchoolStore
from placements.store.settings import SettingsStore
from placements.store.told_events import ToldEvents
from placements.store.vacancies import VacancyStore


@dataclass(frozen=True, slots=True)
class Taker:
    """Who takes a step. `role` is what the chronology says; `actors` are the letters of section 9."""

    kind: str
    id: str
    role: str
    via: str
    actors: frozenset[Actor]
    posts: tuple[str, ...] = ()
    reach: ChildReach = WHOLE_AUTHORITY

    @property
    def logs_for_others(self) -> bool:
        """Staff who write down what a school said give a reference (PL-703)."""
        return not self.actors & {Actor.SCHOOL, Actor.LINK, Actor.SYSTEM}

    @property
    def is_of_school(self) -> bool:
        """Somebody of a school or trust signed in: sees the school's view, and answers for the school."""
        return Actor.SCHOOL in self.actors


SYSTEM: Final = Taker("system", "onroll", "system", "system", frozenset({Actor.SYSTEM}))


def staff(kind: str, subject: str, roles: frozenset[str], posts: tuple[str, ...] = ()) -> Taker:
    """Somebody signed in, or a system of the authority."""
    via = "app" if kind == "user" else "api"
    role = "vsh" if "vsh" in roles else min(roles, default=kind)
    return Taker(kind, subject, role, via, actors_of(roles), posts, reach_of(roles, posts))


def by_link(link_id: str) -> Taker:
    return Taker("link", link_id, "link", "reply_link", frozenset({Actor.LINK}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The stores of one authority in one transaction, and who sits before them."""

    authority: str
    taker: Taker
    today: date
    now: datetime
    base_url: str
    applications: ApplicationStore
    cases: CaseStore
    clocks: ClockStore
    history: HistoryStore
    letters: LetterStore
    bundles: BundleStore
    legal_rules: LegalRuleStore
    questions: QuestionStore
    challenges: ChallengeStore
    appeals: AppealStore
    corrections: CorrectionStore
    told: ToldEvents
    children: ChildStore
    intervals: IntervalStore
    schools: SchoolStore
    school_facts: SchoolFactsStore
    admissions: AdmissionsStore
    vacancies: VacancyStore
    calendars: CalendarStore
    contacts: ContactStore
    contact_asks: ContactAskStore
    authorities: AuthorityStore
    child_records: ChildRecordStore
    case_records: CaseRecordStore
    approvals: ApprovalStore
    mergers: MergerStore
    directions: DirectionStore
    plans: PlanConsultationStore
    case_work: CaseWork
    fair_access: FairAccessStore
    outbox: Outbox
    mail: MailOutbox
    links: ReplyLinks
    link_uses: LinkUseStore
    rules: ClockRules = field(default_factory=seeds.clock_rules)
    codes: RefusalCodes = field(default_factory=seeds.refusal_codes)
    settings: AuthoritySettings = DEFAULT_SETTINGS

    @property
    def actors(self) -> frozenset[Actor]:
        """A head signs only where the authority's setting names the head (PL-209)."""
        held = self.taker.actors
        signs = Actor.VSH in held and "vsh" in self.settings.direction_signatories
        return held | {Actor.SIGNATORY} if signs else held

    @classmethod
    async def of(cls, work: Work, taker: Taker, base_url: str) -> "Desk":
        """For the authority of the transaction, with what that authority has chosen (section 4.6)."""
        connection, authority = work.connection, work.authority
        settings = await SettingsStore(connection, authority).get()
        return cls(
            authority=authority,
            taker=taker,
            today=work.clock.today(),
            now=work.clock.now(),
            base_url=base_url,
            applications=ApplicationStore(connection, authority),
            cases=CaseStore(connection, authority),
            clocks=ClockStore(connection, authority),
            history=HistoryStore(connection, authority),
            letters=LetterStore(connection, authority),
            bundles=BundleStore(connection, authority),
            legal_rules=LegalRuleStore(connection, authority),
            questions=QuestionStore(connection, authority),
            challenges=ChallengeStore(connection, authority),
            appeals=AppealStore(connection, authority),
            corrections=CorrectionStore(connection, authority),
            told=ToldEvents(connection, authority),
            children=ChildStore(connection, authority, taker.reach),
            intervals=IntervalStore(connection, authority),
            schools=SchoolStore(connection, authority),
            school_facts=SchoolFactsStore(connection, authority),
            admissions=AdmissionsStore(connection, authority),
            vacancies=VacancyStore(connection, authority),
            calendars=CalendarStore(connection, authority),
            contacts=ContactStore(connection, authority),
            contact_asks=ContactAskStore(connection, authority),
            authorities=AuthorityStore(connection),
            child_records=ChildRecordStore(connection, authority),
            case_records=CaseRecordStore(connection, authority),
            approvals=ApprovalStore(connection, authority),
            mergers=MergerStore(connection, authority),
            directions=DirectionStore(connection, authority),
            plans=PlanConsultationStore(connection, authority),
            case_work=CaseWork(connection, authority),
            fair_access=FairAccessStore(connection, authority),
            outbox=outbox_for(work, settings),
            mail=work.mail,
            links=work.links,
            link_uses=LinkUseStore(connection, authority),
            settings=settings,
        )
