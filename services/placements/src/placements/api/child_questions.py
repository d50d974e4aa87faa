"""What files have left for the virtual school head to decide about children."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from pydantic import Field

from kit.web.deps import CurrentWork
from kit.web.fields import OutModel
from kit.web.guarded import service_router
from placements.api.deps import StaffDesk
from placements.api.shared_schemas import ChildLabelOut
from placements.domain.child_questions import ChildQuestion, open_questions
from placements.store.child_questions import perhaps_asked

router = service_router("placements", "/v1/child-questions", tags=["children"])


class ChildQuestionOut(OutModel):
    """One question about one child."""

    child: ChildLabelOut
    question: Annotated[
        ChildQuestion,
        Field(
            description="`seal_adoption`: adopted, ask for a seal. `confirm_previously_looked_after`: does that status"
            " follow the order? `feed_purged`: the case system has deleted the child; here nothing was."
        ),
    ]
    since: date


class ChildQuestionsOut(OutModel):
    """By the name of the child."""

    items: Sequence[ChildQuestionOut]


@router.get("")
async def list_child_questions(desk: StaffDesk, work: CurrentWork) -> ChildQuestionsOut:
    """What a return or the case system has raised and nobody has answered: no import decides it."""
    ids = await perhaps_asked(work.connection, work.authority)
    children = await desk.children.many(ids)
    records = await desk.intervals.records([children[child_id] for child_id in ids if child_id in children])
    items = [
        ChildQuestionOut(child=ChildLabelOut.of(record.child, desk.today), question=asked.question, since=asked.since)
        for record in records
        for asked in open_questions(record, desk.today)
    ]
    work.audit.saw(*{item.child.id for item in items})
    return ChildQuestionsOut(items=items)
