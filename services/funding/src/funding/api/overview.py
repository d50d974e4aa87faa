"""One year's money at a glance."""

from funding.actions.show_overview import YearAtAGlance
from funding.actions.show_overview import show_overview as look
from funding.api.deps import AuthorityRecords, CallingActor, Now, WantedScheme, WantedYear
from funding.api.overview_schemas import NotAccountedOut, OverviewAwardOut, OverviewOut, WaitingOut
from funding.api.return_views import summaries
from funding.domain.awards.award import Award
from funding.domain.ledger.accounts import Account
from funding.domain.schemes import Scheme
from kit.web.guarded import service_router

router = service_router("funding", "/v1/overview", tags=["overview"])

MOST_SCHOOLS = 100


@router.get("")
async def show_funding_overview(
    year: WantedYear,
    records: AuthorityRecords,
    actor: CallingActor,
    now: Now,
    scheme: WantedScheme = Scheme.LAC,
) -> OverviewOut:
    """Award, pots, what is paid, agreed, asked and free, and the schools that have not accounted."""
    seen = await look(records, year, scheme, now.on)
    not_accounted = await summaries(records, seen.returns_not_sent, actor, now.on, is_school=False)
    rows = [
        NotAccountedOut(
            return_id=one.id,
            school_urn=one.school.urn,
            school_name=one.school.name,
            term=one.term,
            due_on=one.extended_to or one.due_on,
            state=one.state,
            days_late=one.days_late,
            children=one.children,
            paid_pence=one.paid_pence,
            accounted_pence=one.accounted_pence,
            chases=one.reminders + one.overdue_reminders + one.escalations,
            allowed_actions=one.allowed_actions,
            version=one.version,
        )
        for one in sorted(not_accounted, key=lambda one: (one.school.name or "", one.school.urn))
    ]
    return OverviewOut(
        financial_year=str(year),
        scheme=scheme,
        award=_award(seen.award) if seen.award else None,
        policy_version=seen.policy_version,
        **_sums(seen),
        must_be_allocated_by=year.ends_on,
        school_days_left=seen.school_days_left,
        requests_to_decide=WaitingOut(count=seen.requests_to_decide.count, pence=seen.requests_to_decide.pence),
        payments_ready=WaitingOut(count=seen.payments_ready.count, pence=seen.payments_ready.pence),
        returns_not_accounted=rows[:MOST_SCHOOLS],
        returns_not_accounted_total=len(rows),
    )


def _award(award: Award) -> OverviewAwardOut:
    return OverviewAwardOut(
        id=award.id,
        kind=award.kind,
        children_count=award.children_count,
        rate_pence=award.rate_pence,
        award_pence=award.award_pence,
    )


def _sums(seen: YearAtAGlance) -> dict[str, int]:
    return {
        "central_pot_pence": seen.held(Account.CENTRAL_POT),
        "devolved_pot_pence": seen.held(Account.DEVOLVED_POT),
        "child_budgets_pence": seen.held(Account.CHILD_BUDGET),
        "paid_pence": seen.paid_pence,
        "agreed_pence": seen.agreed_pence,
        "asked_pence": seen.requests_to_decide.pence,
        "free_pence": seen.free_pence,
        "left_pence": seen.left_pence,
        "evidenced_pence": seen.sums.get(Account.SPENT, 0),
        "advanced_pence": seen.sums.get(Account.ADVANCED, 0),
        "received_pence": (seen.award.award_pence if seen.award else 0) - seen.sums.get(Account.DFE_RECEIVABLE, 0),
        "receivable_pence": seen.sums.get(Account.DFE_RECEIVABLE, 0),
    }
