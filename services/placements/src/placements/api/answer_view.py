"""What stands around an answer, as the page of an application shows it: questions, challenges, appeals, corrections."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from placements.actions.keep_profile import AttachmentCheck
from placements.api.answer_schemas import AppealOut, ChallengeOut, CorrectionOut, QuestionOut, ReasonOut
from placements.api.application_schemas import FactOut
from placements.api.direction_view import WayOut
from placements.domain.appeals import Appeal
from placements.domain.challenges import Challenge
from placements.domain.corrections import Correction
from placements.domain.questions import Question
from placements.domain.refusal_codes import RefusalCodes


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Each the oldest first."""

    questions: Sequence[Question]
    challenges: Sequence[Challenge]
    appeals: Sequence[Appeal]
    corrections: Sequence[Correction]
    way: WayOut
    facts: Sequence[FactOut]
    papers: AttachmentCheck
    guidance: Sequence[str]


def questions_out(questions: Sequence[Question]) -> list[QuestionOut]:
    return [
        QuestionOut(
            id=one.id,
            questions=list(one.questions),
            asked_on=one.asked_on,
            answer=one.answer,
            answered_on=one.answered_on,
        )
        for one in questions
    ]


def challenges_out(challenges: Sequence[Challenge], codes: RefusalCodes) -> list[ChallengeOut]:
    return [
        ChallengeOut(
            id=one.id,
            letter_key=one.letter_key,
            letter_id=one.letter_id,
            reasons=[ReasonOut(code=code, label=codes.codes[code].label) for code in one.codes],
            sent_on=one.sent_on,
            reply_due_on=one.reply_due_on,
            replied_on=one.replied_on,
            kept=one.kept,
            reply=one.reply,
        )
        for one in challenges
    ]


def appeals_out(appeals: Sequence[Appeal]) -> list[AppealOut]:
    return [
        AppealOut(id=one.id, lodged_on=one.lodged_on, heard_on=one.heard_on, outcome=one.outcome) for one in appeals
    ]


def corrections_out(corrections: Sequence[Correction]) -> list[CorrectionOut]:
    return [
        CorrectionOut(
            id=one.id,
            field=one.field,
            before=_words(one.before),
            after=_words(one.after),
            reason=one.reason,
            proof=one.proof,
            corrected_on=one.corrected_on,
        )
        for one in corrections
    ]


def _words(value: Any) -> str:
    """A day, a code, or codes one after another."""
    return ", ".join(value) if isinstance(value, list) else str(value or "")
