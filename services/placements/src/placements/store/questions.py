"""Questions of schools about one authority's applications."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.questions import Question
from placements.store.tables.answers import QUESTIONS

_Q: Final = QUESTIONS.c
_FIELDS: Final = tuple(field.name for field in fields(Question))
_OF_APPLICATION: Final = (
    select(*(_Q[name] for name in _FIELDS))
    .where(_Q.authority == bindparam("tenant"), _Q.application_id == bindparam("key"))
    .order_by(_Q.id)
)
_GIVEN: Final = insert(QUESTIONS)
_KEEP: Final = _GIVEN.on_conflict_do_update(
    index_elements=[_Q.authority, _Q.id],
    set_={name: _GIVEN.excluded[name] for name in ("answer", "answered_on", "answered_by")},
)


class QuestionStore:
    """Questions of one authority's applications."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def of_application(self, application_id: UUID) -> Sequence[Question]:
        """The oldest first."""
        rows = await self._connection.execute(_OF_APPLICATION, {"tenant": self._tenant, "key": application_id})
        return [_question(dict(row)) for row in rows.mappings()]

    async def keep(self, question: Question) -> None:
        """Adds questions, and the answer to them once there is one."""
        row = {**asdict(question), "questions": list(question.questions)}
        await self._connection.execute(_KEEP, {"authority": self._tenant, **row})


def _question(row: dict[str, Any]) -> Question:
    return Question(**{**row, "questions": tuple(row["questions"])})
