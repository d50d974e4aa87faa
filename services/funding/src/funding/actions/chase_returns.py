"""Asks again: a reminder by hand, and what happens when a due date passes (FU-1407, returns.hold_from_days)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from funding.actions.accept_return import HELD_FOR_RETURN
from funding.actions.write_to_school import Post, asked, send
from funding.domain.payments.payment import PaymentState, PaymentStep
from funding.domain.returns.mails import REMINDER, reminder
from funding.domain.returns.spend_return import SpendReturn
from funding.domain.returns.states import NOT_SENT, ReturnState
from funding.domain.schemes import Scheme
from funding.domain.told import Teller
from funding.domain.when import When
from funding.store.records import Records
from funding.store.returns import Chase, ChaseKind
from kit.db.outbox import Outbox
from kit.kernel.ids import new_id


async def remind_return(
    records: Records, outbox: Outbox, post: Post, return_id: UUID, version: int, when: When
) -> SpendReturn:
    """With a new link; after the due date it counts as an overdue reminder."""
    reminded = (await records.returns.get_to_change(return_id, version)).remind(when.at)
    late = reminded.state in {ReturnState.OVERDUE, ReturnState.ESCALATED}
    await records.returns.save(reminded)
    words = reminder(await asked(post, reminded, when), overdue=late)
    sent = await send(post, reminded, REMINDER, words)
    kind: ChaseKind = "overdue_reminder" if late else "reminder"
    chase = Chase(new_id(), reminded.id, kind, when.on, when.at if sent else None, "sent" if sent else "no_mailbox")
    await records.returns.add_chases([chase])
    await outbox.add(Teller(records.authority, when.on, {}).reminded(reminded, overdue=late))
    return reminded


async def mark_overdue(records: Records, outbox: Outbox, when: When) -> Sequence[SpendReturn]:
    """Returns whose due date has passed unsent; safe to run twice."""
    late = [one.miss_due_date() for one in await records.returns.due_date_passed_to_change(when.on)]
    await records.returns.save(*late)
    await outbox.add(*(Teller(records.authority, when.on, {}).overdue(one) for one in late))
    return late


async def hold_payments(records: Records, when: When) -> int:
    """Holds what is ready for schools whose return is late by the policy's days; how many payments."""
    held = 0
    for one in await records.returns.not_sent():
        if one.state in NOT_SENT[:2]:
            continue
        parameters = await records.policies.parameters_on(Scheme.LAC, one.term.financial_year, when.on)
        from_days = parameters.pence("returns.hold_from_days")
        if from_days is None or when.on < (one.extended_to or one.due_on) + timedelta(days=from_days):
            continue
        ready = await records.payments.of_school_to_change(one.school_urn, PaymentState.READY)
        await records.payments.save(
            [replace(payment.stepped(PaymentStep.HOLD), held_for=HELD_FOR_RETURN) for payment in ready]
        )
        held += len(ready)
    return held
