"""A step writes its letter: merged, kept for ever, and ordered on paper, all in the step's own transaction."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from kit.kernel.errors import InvalidInput
from kit.kernel.ids import new_id
from placements.actions.check_text import refuse_addresses
from placements.actions.desk import Desk
from placements.actions.letter_facts import letter_merge
from placements.actions.take_up import ApplicationFile, log_entry
from placements.domain.chronology import EntryKind
from placements.domain.correspondence import (
    NOTHING_ASKED,
    LetterAsk,
    LetterStatus,
    Recipient,
    names_in,
)
from placements.domain.decisions import Outcome
from placements.domain.letter_fields import last_adverse
from placements.domain.letters import LetterTemplate, MergedLetter, merge_letter
from placements.domain.refusal_codes import NO_RESPONSE
from placements.store import seeds
from placements.store.letters import By, Letter

WITHDRAWAL: Final = "D5"
OFFER_WITHDRAWN: Final = "OFFER_WITHDRAWN"


async def write_letter(
    desk: Desk,
    file: ApplicationFile,
    key: str,
    *,
    recipients: Sequence[Recipient],
    asks: LetterAsk = NOTHING_ASKED,
    variant: str | None = None,
    additional_text: str | None = None,
    sent_on: date | None = None,
) -> Letter:
    """Makes the letter `key` (L1–L4, C1–C8, D1–D5) in the caller's transaction, writes the line of the log and orders
    the PDF, which a job renders a moment later and which never changes (PL-903). Call it after `put_back`, with the
    file that call returned: the letter tells what the application says then.

    Most merge fields follow from the file. The step gives:

    * `recipients`: whole envelopes, see `Recipient`; `actions/letter_recipients.py` makes those of a challenge.
      A recipient whose delivery is proved already brings `served`; the proof of another is added later with
      `record_service`.
    * `asks.reply_by` and `asks.force`: the due date of the clock the step started, and its force. Needed by all
      but D5; C1–C8 `challenge_reply`, D1 `s97a_consult_reply`, D2 the referral clock with `next_step_on` = the
      earliest direction, D3 `start_after_direction`, D4 `sos_chase_1`.
    * `asks.says`: D2 `consultation_result` (`consultation_words`), D3 `notice_result` (`no_reference_words` or
      `upheld_words`), D4 `bundle_summary` (`bundle_summary` of the bundle), D5 `withdrawal_reason`
      (`withdrawal_words`), all in `domain/letter_words.py`.
    * `variant`: `s96` for D1–D3 under section 96. C6 and C8 choose theirs from the answer themselves.
    * `sent_on`: the day it goes out, if that is known now. Without it, and without a proved delivery, the letter is
      `final` and becomes `sent` with the first proof.

    A letter about a child whose address is protected stays a `draft` until a second person releases it
    (`release_letter`); D1 to D4 have passed two people already.

    Raises MergeFieldMissing (422, names of the fields), InvalidInput when `additional_text` names the child in a
    letter that may not (PL-905), KeyError for a key or variant that is not in the seed.
    """
    fitting = variant or variant_of(key, file) or await _law_of_withdrawal(desk, file, key)
    template = seeds.letter_templates()[key].in_variant(fitting)
    if additional_text and not template.names_child and names_in(additional_text, _names(file)):
        raise InvalidInput("names_child", "/additional_text")
    await refuse_addresses(desk, file.child.id, {"/additional_text": additional_text})
    refs = await citable(desk, template.refs)
    on = _dated(desk, recipients, sent_on)
    letter = merge_letter(template, await letter_merge(desk, file, template, refs, asks, on))
    kept = await keep_letter(
        desk,
        file,
        letter,
        template,
        refs=refs,
        recipients=recipients,
        on=on,
        sent_on=sent_on,
        additional_text=additional_text,
        waits=await _waits_for_release(desk, file, template),
    )
    application = file.application
    facts = {"template_key": key}
    await desk.history.add(
        [
            log_entry(
                desk,
                EntryKind.LETTER_WRITTEN,
                facts,
                application.case_id,
                application.child_id,
                application.id,
                kept.id,
            )
        ]
    )
    return kept


async def citable(desk: Desk, refs: Sequence[str]) -> tuple[str, ...]:
    """What may be cited today: a duty that is not in force yet is not (section 12, `cwsa_s61`)."""
    return seeds.legal_refs().in_force(refs, desk.today, await desk.legal_rules.all())


async def keep_letter(
    desk: Desk,
    file: ApplicationFile,
    letter: MergedLetter,
    template: LetterTemplate,
    *,
    refs: Sequence[str],
    recipients: Sequence[Recipient],
    on: date,
    sent_on: date | None,
    additional_text: str | None = None,
    waits: bool = False,
) -> Letter:
    """The letter as it will always read, with the proofs of delivery that are known already."""
    went = None if waits else sent_on or min((one.served.served_on for one in recipients if one.served), default=None)
    kept = Letter(
        id=new_id(),
        application_id=file.application.id,
        school_urn=file.school.urn,
        template_key=letter.template_key,
        template_version=letter.template_version,
        title=letter.title,
        parts={part.value: text for part, text in letter.parts.items()},
        merge=letter.merge,
        legal_refs=list(refs),
        additional_text=additional_text,
        recipients=tuple(recipients),
        names_child=template.names_child,
        status=LetterStatus.DRAFT if waits else LetterStatus.SENT if went else LetterStatus.FINAL,
        written_on=on,
        written_by=desk.taker.id,
        sent_on=went,
        sent_at=desk.now if went else None,
        sent_by=desk.taker.id if went else None,
    )
    await desk.letters.add([kept], desk.now)
    for position, one in enumerate(recipients):
        if one.served:
            await desk.letters.add_service(new_id(), kept.id, position, one.served, By(desk.taker.id, desk.now))
    return kept


async def _law_of_withdrawal(desk: Desk, file: ApplicationFile, key: str) -> str | None:
    """D5 cites the law of the process that is not pursued."""
    if key != WITHDRAWAL:
        return None
    processes = await desk.directions.of_application(file.application.id)
    kind = processes[-1].type.value if processes else None
    return kind if kind in seeds.letter_templates()[key].variants else None


def _dated(desk: Desk, recipients: Sequence[Recipient], sent_on: date | None) -> date:
    """No letter is dated after it arrived: a step may be logged days after its letter went out."""
    served = (one.served.served_on for one in recipients if one.served)
    return min([desk.today, *served, *([sent_on] if sent_on else [])])


async def _waits_for_release(desk: Desk, file: ApplicationFile, template: LetterTemplate) -> bool:
    """A letter about a child whose address is protected waits for a second person (PL-319, SE-85). Directions have
    passed two people already: the head recommends, the signatory signs (PL-209)."""
    if template.names_child:
        return False
    return (await desk.child_records.restricted_of(file.child.id)).address_protected


def variant_of(key: str, file: ApplicationFile) -> str | None:
    """The same letter, fitted to the answer it is about."""
    answer = last_adverse(file.application)
    if key == "C6" and answer and OFFER_WITHDRAWN in answer.codes:
        return "withdrawn"
    if key == "C8" and answer and answer.outcome is not Outcome.NO_RESPONSE and NO_RESPONSE not in answer.codes:
        return "no_reasons"
    return None


def _names(file: ApplicationFile) -> tuple[str | None, ...]:
    return (file.child.first_name, file.child.preferred_name, file.child.surname)
