"""What waits for a signature in one authority."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import and_, bindparam, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.application_states import ADVERSE, DIRECTING, ApplicationState
from placements.domain.approvals import Approval
from placements.domain.decisions import Outcome
from placements.domain.direction import DirectionProcess
from placements.domain.direction_states import ProcessOutcome
from placements.domain.recommendation import Recommendation
from placements.domain.signatures import WaitingStep
from placements.store.tables.applications import APPLICATIONS, DECISIONS
from placements.store.tables.case_records import APPROVALS
from placements.store.tables.cases import CASES
from placements.store.tables.directions import DIRECTION_PROCESSES, RECOMMENDATIONS

MOST: Final = 200
_A: Final = APPLICATIONS.c
_R: Final = RECOMMENDATIONS.c
_P: Final = DIRECTION_PROCESSES.c
_STEP: Final = ("id", "version", "reference", "case_id", "child_id", "school_urn", "state")
_OFFERED_SINCE: Final = exists().where(
    DECISIONS.c.authority == _A.authority,
    DECISIONS.c.application_id == _A.id,
    DECISIONS.c.outcome == Outcome.OFFERED.value,
    DECISIONS.c.id > _R.id,
)
_RECOMMENDED: Final = (
    select(*(_A[name] for name in _STEP), *(column.label(f"r_{column.name}") for column in _R))
    .join(RECOMMENDATIONS, and_(_R.authority == _A.authority, _R.application_id == _A.id))
    .where(
        _A.authority == bindparam("tenant"),
        _A.state.in_(sorted(ADVERSE | {ApplicationState.CHALLENGED})),
        _R.returned_on.is_(None),
        _R.used_on.is_(None),
        ~_OFFERED_SINCE,
    )
    .order_by(_R.id.desc())
    .limit(MOST)
)
_PROCESSES: Final = (
    select(*(_A[name] for name in _STEP), *(column.label(f"p_{column.name}") for column in _P))
    .join(DIRECTION_PROCESSES, and_(_P.authority == _A.authority, _P.application_id == _A.id))
    .where(
        _A.authority == bindparam("tenant"),
        or_(
            and_(_A.state.in_(sorted(DIRECTING)), _P.outcome == ProcessOutcome.STOPPED.value),
            and_(_A.state.in_(sorted(DIRECTING | ADVERSE | {ApplicationState.CHALLENGED})), _P.outcome.is_(None)),
        ),
    )
    .order_by(_P.id.desc())
    .limit(MOST)
)
_APPROVALS: Final = (
    select(*(APPROVALS.c[name] for name in Approval.__dataclass_fields__), CASES.c.child_id)
    .join(CASES, and_(CASES.c.authority == APPROVALS.c.authority, CASES.c.id == APPROVALS.c.case_id))
    .where(APPROVALS.c.authority == bindparam("tenant"), APPROVALS.c.decision.is_(None), CASES.c.closed_on.is_(None))
    .order_by(APPROVALS.c.id)
    .limit(MOST)
)
_RECOMMENDATION: Final = TypeAdapter(Recommendation)
_PROCESS: Final = TypeAdapter(DirectionProcess)
_APPROVAL: Final = TypeAdapter(Approval)


class WaitingSignatures:
    """Asked by the page of signatures; what is still to be waited for is left to the rule."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def steps(self) -> Sequence[WaitingStep]:
        """One an application: its open recommendation with the process beside it, or the process alone."""
        processes: dict[UUID, WaitingStep] = {}
        for row in await self._rows(_PROCESSES):
            step = _step(row, process=_PROCESS.validate_python(_part(row, "p_")))
            processes.setdefault(step.application_id, step)
        waiting: dict[UUID, WaitingStep] = {}
        for row in await self._rows(_RECOMMENDED):
            beside = processes.get(row["id"])
            step = _step(
                row,
                recommendation=_RECOMMENDATION.validate_python(_part(row, "r_")),
                process=beside.process if beside else None,
            )
            waiting.setdefault(step.application_id, step)
        return list((processes | waiting).values())

    async def approvals(self) -> Sequence[tuple[Approval, UUID]]:
        """Each with the child it is about."""
        return [
            (_APPROVAL.validate_python({name: row[name] for name in Approval.__dataclass_fields__}), row["child_id"])
            for row in await self._rows(_APPROVALS)
        ]

    async def _rows(self, statement: Any) -> Sequence[Any]:
        return (await self._connection.execute(statement, {"tenant": self._tenant})).mappings().all()


def _part(row: Any, prefix: str) -> dict[str, Any]:
    return {
        name.removeprefix(prefix): value
        for name, value in row.items()
        if name.startswith(prefix) and name != f"{prefix}authority"
    }


def _step(
    row: Any, *, recommendation: Recommendation | None = None, process: DirectionProcess | None = None
) -> WaitingStep:
    return WaitingStep(
        application_id=row["id"],
        **{name: row[name] for name in _STEP[1:-1]},
        state=ApplicationState(row["state"]),
        recommendation=recommendation,
        process=process,
    )
