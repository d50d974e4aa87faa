"""What an award moves in the ledger: the whole the first time, then only the difference (FU-706, FU-709)."""

from datetime import date
from uuid import UUID

from funding.domain.awards.award import Award
from funding.domain.awards.split import Split
from funding.domain.ledger.accounts import Account, JournalKind
from funding.domain.ledger.journals import Dimensions, JournalDraft, Line, credit, debit, moved


def journals_of_posting(award: Award, before: Award | None, actor_id: str, on: date) -> list[JournalDraft]:
    """J1 and J3 for the first award of a year and scheme, J1 straight to the pots for a later one.

    Each pot changes by new split less old split, both computed on whole awards, so transfers between the
    pots stay and no penny is lost.
    """
    if award.split is None:
        raise ValueError("an award is posted with its split")
    about = Dimensions(financial_year=award.financial_year, scheme=award.scheme)
    day = min(on, award.financial_year.ends_on)
    if before is None:
        steps = [
            (JournalKind.AWARD, "award", _receivable_to_unallocated(award.award_pence, about)),
            (JournalKind.SPLIT, "split", _unallocated_to_pots(award.split, about)),
        ]
    else:
        steps = [(JournalKind.AWARD, "award", _difference(award, before, award.split, about))]
    return [
        JournalDraft(
            kind=kind,
            effective_on=day,
            source_type="award",
            source_id=award.id,
            actor_id=actor_id,
            key=f"award:{award.id}:{step}",
            lines=lines,
        )
        for kind, step, lines in steps
        if lines
    ]


def journal_of_receipt(
    receipt_id: UUID, about: Dimensions, pence: int, received_on: date, actor_id: str
) -> JournalDraft:
    """J2: an instalment of the grant is in the bank."""
    return JournalDraft(
        kind=JournalKind.RECEIPT,
        effective_on=min(received_on, about.financial_year.ends_on),
        source_type="grant_receipt",
        source_id=receipt_id,
        actor_id=actor_id,
        key=f"grant_receipt:{receipt_id}:received",
        lines=(debit(Account.CASH, pence, about), credit(Account.DFE_RECEIVABLE, pence, about)),
    )


def _receivable_to_unallocated(pence: int, about: Dimensions) -> tuple[Line, ...]:
    if pence == 0:
        return ()
    return (debit(Account.DFE_RECEIVABLE, pence, about), credit(Account.UNALLOCATED, pence, about))


def _unallocated_to_pots(split: Split, about: Dimensions) -> tuple[Line, ...]:
    pots = _lines({Account.CENTRAL_POT: -split.central_pence, Account.DEVOLVED_POT: -split.devolved_pence}, about)
    return (debit(Account.UNALLOCATED, -sum(line.pence for line in pots), about), *pots) if pots else ()


def _difference(award: Award, before: Award, split: Split, about: Dimensions) -> tuple[Line, ...]:
    old = before.split or Split(0, before.award_pence)
    return _lines(
        {
            Account.DFE_RECEIVABLE: award.award_pence - before.award_pence,
            Account.CENTRAL_POT: old.central_pence - split.central_pence,
            Account.DEVOLVED_POT: old.devolved_pence - split.devolved_pence,
        },
        about,
    )


def _lines(by_account: dict[Account, int], about: Dimensions) -> tuple[Line, ...]:
    return moved(Line(account, pence, about) for account, pence in by_account.items() if pence)
