"""The school asks before it decides, and the authority answers; the school's own time runs on (T5, T5b, Code 2.28)."""

from dataclasses import replace
from uuid import UUID

from kit.kernel.ids import new_id
from placements.actions.check_text import refuse_addresses
from placements.actions.desk import Desk
from placements.actions.keep_clocks import start_clocks, stop_by
from placements.actions.sender import sender_of
from placements.actions.take_up import ApplicationFile, permit, put_back, take_up
from placements.actions.write_to_school import RequestDates, asked, issue_link, mail_of
from placements.domain import mails
from placements.domain.application import Application
from placements.domain.chronology import EntryKind
from placements.domain.questions import Question
from placements.domain.steps import Step


async def ask_question(desk: Desk, application_id: UUID, version: int, questions: tuple[str, ...]) -> Application:
    """Raises StepNotAllowed, StepNotForActor."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.ASK)
    return await keep_question(desk, file, questions)


async def keep_question(desk: Desk, file: ApplicationFile, questions: tuple[str, ...]) -> Application:
    """The questions once they have been checked."""
    question = Question(
        id=new_id(),
        application_id=file.application.id,
        questions=questions,
        asked_on=desk.today,
        asked_by=desk.taker.id,
    )
    kept = await put_back(desk, file, file.application.ask(), EntryKind.QUESTION_ASKED, {"questions": len(questions)})
    await desk.questions.keep(question)
    await start_clocks(desk, kept, ["info_answer"], desk.today)
    return kept.application


async def answer_question(
    desk: Desk, application_id: UUID, version: int, answer: str, *, address_checked: bool = False
) -> Application:
    """Everything still open is answered at once; the school reads it. Raises StepNotAllowed, StepNotForActor,
    InvalidFields."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.ANSWER_QUESTION)
    await refuse_addresses(desk, file.child.id, {"/answer": answer}, checked=address_checked)
    answered = file.application.answer_question()
    file = await put_back(desk, file, answered, EntryKind.QUESTION_ANSWERED, {})
    for question in await desk.questions.of_application(application_id):
        if question.is_open:
            told = replace(question, answer=answer, answered_on=desk.today, answered_by=desk.taker.id)
            await desk.questions.keep(told)
    await stop_by(desk, file.clocks, ["answered"], desk.today)
    await _tell_school(desk, file)
    return file.application


async def _tell_school(desk: Desk, file: ApplicationFile) -> None:
    """The answer stands on the page of the reply link; the mail says no more than that it is there (PL-206)."""
    address = await desk.contacts.reply_address(file.school.urn)
    if address is None:
        return
    dates = RequestDates.of(file.clocks)
    told = asked(file, dates, await issue_link(desk, file, dates))
    words = mails.question_answered(told, await sender_of(desk, file))
    await desk.mail.add(mail_of(mails.ANSWER, address, words, file))
