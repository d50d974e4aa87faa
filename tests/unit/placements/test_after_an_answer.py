"""Rules that follow an answer, without a database: letters, conditions, close sides, corrections, flags of the day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from factories.calendars import EXAMPLESHIRE
from factories.placing import a_clock, an_answer, an_application
from placements.domain.application import Application, DelayCause, WithdrawalReason
from placements.domain.application_states import ApplicationFlag, ApplicationState
from placements.domain.authority_settings import DEFAULT_SETTINGS
from placements.domain.challenges import letter_for
from placements.domain.clock_units import CalendarRole
from placements.domain.close_sides import not_started_in_time, side_of_supersession, side_of_withdrawal
from placements.domain.conditions import AnswerStanding, counts_as, implied_conditions, joined
from placements.domain.correcting import Workings, with_decision, with_receipt
from placements.domain.corrections import changes_between, read_corrected
from placements.domain.decisions import Outcome, OverturnedBy
from placements.domain.errors import LetterDoesNotFit
from placements.domain.refusal_codes import Ground, RefusalCohort
from placements.domain.standing_flags import flags_on
from placements.store.seeds import clock_rules, refusal_codes

S = ApplicationState
MONDAY = date(2026, 11, 9)
CODES = refusal_codes()


def workings(today: date) -> Workings:
    return Workings(
        rules=clock_rules(),
        calendars=dict.fromkeys(CalendarRole, EXAMPLESHIRE),
        school_calendar=EXAMPLESHIRE,
        settings=DEFAULT_SETTINGS,
        today=today,
    )


def told(outcome: Outcome, on: date = MONDAY, **given: object) -> Application:
    state = {
        Outcome.OFFERED: S.OFFERED,
        Outcome.CONDITIONAL: S.CONDITIONAL,
        Outcome.REFUSED: S.REFUSED,
        Outcome.NO_RESPONSE: S.NO_RESPONSE,
    }[outcome]
    return an_application(state, decisions=(an_answer(outcome, on),), received_on=MONDAY, **given)


@pytest.mark.parametrize(
    ("codes", "letter"),
    [
        (("BEHAVIOUR",), "C3"),
        (("FULL_YEAR_GROUP", "AWAITING_INFO"), "C5"),
        (("FULL_YEAR_GROUP", "PREJUDICE_OTHER"), "C1"),
        (("OTHER", "FULL_YEAR_GROUP"), "C1"),
        (("NO_RESPONSE",), "C8"),
        (("OTHER",), None),
        ((), None),
    ],
)
def test_the_letter_is_that_of_the_first_no_ground_code_else_of_the_first(
    codes: tuple[str, ...], letter: str | None
) -> None:
    assert letter_for(codes, None, CODES, RefusalCohort.LAC) == letter


def test_what_is_a_ground_for_one_child_chooses_another_letter_for_the_next() -> None:
    """`OUT_OF_AREA` is no ground against a looked-after child, and a criterion for one who was."""
    codes = ("FULL_YEAR_GROUP", "REFER_FAP")

    assert letter_for(codes, None, CODES, RefusalCohort.LAC) == "C3"
    assert letter_for(codes, None, CODES, RefusalCohort.PLAC) == "C1"


def test_another_letter_has_to_answer_one_of_the_reasons() -> None:
    assert letter_for(("BEHAVIOUR", "FULL_YEAR_GROUP"), "C1", CODES, RefusalCohort.LAC) == "C1"
    with pytest.raises(LetterDoesNotFit):
        letter_for(("BEHAVIOUR",), "C1", CODES, RefusalCohort.LAC)
    with pytest.raises(LetterDoesNotFit):
        letter_for(("OTHER",), "C3", CODES, RefusalCohort.LAC)


def test_conditions_follow_from_hours_and_days_and_stand_once() -> None:
    implied = implied_conditions(hours_per_week=10, full_time_hours=25, late_without_reason=True)

    assert implied == ["PART_TIME", "LATE_START"]
    assert implied_conditions(hours_per_week=None, full_time_hours=25, late_without_reason=False) == []
    assert implied_conditions(hours_per_week=25, full_time_hours=25, late_without_reason=False) == []
    assert joined(["TRIAL", "PART_TIME"], implied) == ("TRIAL", "PART_TIME", "LATE_START")


def test_pl_708_conditions_are_pending_to_the_end_of_their_last_day() -> None:
    lift = a_clock("conditional_lift", date(2026, 11, 13), EXAMPLESHIRE)
    conditional = told(Outcome.CONDITIONAL, date(2026, 11, 13))

    assert lift.due_on == date(2026, 11, 20)
    assert counts_as(conditional, [lift], date(2026, 11, 20)) is AnswerStanding.PENDING
    assert counts_as(conditional, [lift], date(2026, 11, 21)) is AnswerStanding.REFUSED
    assert counts_as(told(Outcome.OFFERED), [lift], date(2026, 12, 1)) is AnswerStanding.OFFERED
    assert counts_as(told(Outcome.NO_RESPONSE), [], MONDAY) is AnswerStanding.REFUSED
    assert counts_as(an_application(S.SUBMITTED), [], MONDAY) is AnswerStanding.NONE


@pytest.mark.parametrize(
    ("before", "reason", "side"),
    [
        (told(Outcome.REFUSED), WithdrawalReason.OTHER_SCHOOL_CHOSEN, "school"),
        (told(Outcome.NO_RESPONSE), WithdrawalReason.OTHER_SCHOOL_CHOSEN, "school"),
        (replace(told(Outcome.REFUSED), state=S.CHALLENGED), WithdrawalReason.OTHER_SCHOOL_CHOSEN, "school"),
        (replace(told(Outcome.REFUSED), state=S.CONSULTING), WithdrawalReason.LEFT_CARE, "authority"),
        (told(Outcome.REFUSED), WithdrawalReason.LEFT_CARE, "authority"),
        (told(Outcome.REFUSED), WithdrawalReason.ENTERED_IN_ERROR, "authority"),
        (told(Outcome.REFUSED), WithdrawalReason.EHCP_NOT_NAMED, "authority"),
        (told(Outcome.OFFERED), WithdrawalReason.OTHER_SCHOOL_CHOSEN, "other_offer"),
        (an_application(S.SUBMITTED), WithdrawalReason.OTHER_SCHOOL_CHOSEN, "other_offer"),
        (told(Outcome.REFUSED), WithdrawalReason.CHILD_WISH, "child"),
    ],
)
def test_pl_1103_a_withdrawal_lies_on_a_side(before: Application, reason: WithdrawalReason, side: str) -> None:
    assert side_of_withdrawal(before, reason) == side


def test_pl_1103_an_offer_taken_back_lies_with_the_school_and_a_move_with_the_authority() -> None:
    taken_back = told(Outcome.OFFERED).lose_offer(an_answer(Outcome.REFUSED))

    assert side_of_supersession(taken_back, "placed") == "school"
    assert side_of_supersession(taken_back, "care_move") == "authority"
    assert side_of_supersession(told(Outcome.OFFERED), "placed") == "other_offer"


@pytest.mark.parametrize(
    ("cause", "days", "late"),
    [
        (None, 29, True),
        (DelayCause.SCHOOL, 29, True),
        (DelayCause.AUTHORITY, 29, False),
        (DelayCause.TRANSPORT, 29, False),
        (None, 27, False),
    ],
)
def test_pl_1103_no_start_in_twenty_school_days_lies_with_the_school_unless_another_cause_is_known(
    cause: DelayCause | None, days: int, late: bool
) -> None:
    """From Monday 9 November the twentieth school day is Tuesday 8 December."""
    waiting = replace(told(Outcome.OFFERED), state=S.ACCEPTED, accepted_on=MONDAY, delay_cause=cause)
    today = MONDAY + timedelta(days=days)

    assert not_started_in_time(waiting, EXAMPLESHIRE, today) is late
    side = side_of_withdrawal(waiting, WithdrawalReason.OTHER_SCHOOL_CHOSEN, not_started=late)
    assert side == ("school" if late else "other_offer")


def test_flags_of_the_day_come_and_go_with_it() -> None:
    target = a_clock("inyear_target", MONDAY, EXAMPLESHIRE)
    start = a_clock("start_after_direction", MONDAY, EXAMPLESHIRE)
    asked = an_application(S.SUBMITTED, flags=frozenset({ApplicationFlag.INFO_REQUESTED}))

    assert flags_on(asked, [target], date(2026, 11, 23)) == {ApplicationFlag.INFO_REQUESTED}
    assert flags_on(asked, [target], date(2026, 11, 24)) == {ApplicationFlag.INFO_REQUESTED, ApplicationFlag.OVERDUE}
    assert flags_on(told(Outcome.REFUSED), [target], date(2026, 11, 24)) == set()
    for state in (S.DIRECTED, S.ACCEPTED, S.START_AGREED):
        late = flags_on(an_application(state), [start], date(2026, 11, 17))
        assert late == {ApplicationFlag.DIRECTED_NOT_ADMITTED}
    assert flags_on(an_application(S.ON_ROLL), [start], date(2026, 11, 17)) == set()


def test_a_silence_on_which_the_authority_has_acted_stays_in_the_record() -> None:
    challenged = replace(told(Outcome.NO_RESPONSE, date(2026, 12, 2)), state=S.CHALLENGED)
    clocks = [a_clock("inyear_limit", MONDAY, EXAMPLESHIRE)]

    corrected = with_receipt(challenged, clocks, date(2026, 11, 11), workings(date(2026, 12, 3)))

    assert corrected.undone == ()
    assert corrected.application.state is S.CHALLENGED
    assert corrected.application.decisions[0].decided_on == date(2026, 12, 4)


def test_a_silence_is_undone_only_while_the_new_limit_has_not_passed() -> None:
    silent = told(Outcome.NO_RESPONSE, date(2026, 12, 2))
    clocks = [a_clock("inyear_limit", MONDAY, EXAMPLESHIRE)]

    in_time = with_receipt(silent, clocks, date(2026, 11, 11), workings(date(2026, 12, 3)))
    too_late = with_receipt(silent, clocks, date(2026, 11, 11), workings(date(2026, 12, 4)))

    assert (in_time.application.state, in_time.application.decisions) == (S.SUBMITTED, ())
    assert too_late.application.state is S.NO_RESPONSE
    assert too_late.application.decisions[0].decided_on == date(2026, 12, 4)


def test_a_yes_that_came_in_time_has_turned_nothing() -> None:
    silence = an_answer(Outcome.NO_RESPONSE, date(2026, 12, 2))
    offer = an_answer(
        Outcome.OFFERED, date(2026, 12, 4), first=False, overturned_by=OverturnedBy.RECONSIDERED, school_days=18
    )
    application = an_application(S.OFFERED, received_on=MONDAY, decisions=(silence, offer))
    clocks = [a_clock("inyear_limit", MONDAY, EXAMPLESHIRE, stopped_on=date(2026, 12, 4))]

    corrected = with_decision(application, clocks, offer.id, date(2026, 12, 1), workings(date(2026, 12, 7)))

    [kept] = corrected.application.decisions
    assert corrected.undone == (silence.id,)
    assert (kept.first, kept.overturned_by, kept.school_days, kept.late_by_school_days) == (True, None, 15, None)
    assert corrected.clocks[0].stopped_on == date(2026, 12, 1)


def test_what_a_correction_keeps_reads_back_as_it_was_meant() -> None:
    before = an_answer(Outcome.REFUSED, codes=("FULL_YEAR_GROUP",), ground=Ground.LAWFUL, school_days=3)
    after = replace(
        before,
        codes=("BEHAVIOUR",),
        ground=Ground.NOT_A_GROUND,
        decided_on=date(2026, 11, 10),
        school_days=None,
        overturned_by=OverturnedBy.CHALLENGE,
    )

    changes = changes_between(before, after)

    assert set(changes) == {"codes", "ground", "decided_on", "school_days", "overturned_by"}
    assert read_corrected(before, changes) == after
