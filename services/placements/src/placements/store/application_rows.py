"""Applications and answers as rows, and rows as applications and answers."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy.engine import RowMapping

from placements.domain.application import (
    AcceptedBy,
    Alternative,
    Application,
    DelayCause,
    ReceiptProof,
    StartKind,
)
from placements.domain.application_states import ApplicationFlag, ApplicationState
from placements.domain.attachments import Attachment, AttachmentKind
from placements.domain.corrections import read_corrected
from placements.domain.decisions import (
    AppealInformation,
    Channel,
    Decision,
    Evidence,
    EvidenceGiven,
    Outcome,
    OverturnedBy,
    ReceivedThrough,
)
from placements.domain.refusal_codes import Ground
from placements.domain.routes import Route, Stream

_APPLICATION: Final = tuple(field.name for field in fields(Application) if field.name != "decisions")
_DECISION: Final = tuple(field.name for field in fields(Decision))
_APPLICATION_ENUMS: Final[Mapping[str, Any]] = {
    "route": Route,
    "stream": Stream,
    "requested_start_kind": StartKind,
    "state": ApplicationState,
    "receipt_proof": ReceiptProof,
    "accepted_by": AcceptedBy,
    "delay_cause": DelayCause,
}
_DECISION_ENUMS: Final[Mapping[str, Any]] = {
    "outcome": Outcome,
    "received_through": ReceivedThrough,
    "channel": Channel,
    "ground": Ground,
    "appeal_information": AppealInformation,
    "overturned_by": OverturnedBy,
}


def application_row(application: Application) -> dict[str, Any]:
    """Without the answers, which have rows of their own."""
    return {
        **{name: getattr(application, name) for name in _APPLICATION},
        "alternatives": [asdict(alternative) for alternative in application.alternatives],
        "attachments": [_attachment_row(attachment) for attachment in application.attachments],
        "flags": sorted(application.flags),
    }


def read_application(row: RowMapping, decisions: Sequence[Decision]) -> Application:
    values = {name: row[name] for name in _APPLICATION}
    _enumerate(values, _APPLICATION_ENUMS)
    values["alternatives"] = tuple(Alternative(**alternative) for alternative in values["alternatives"])
    values["attachments"] = tuple(_attachment(attachment) for attachment in values["attachments"])
    values["flags"] = frozenset(ApplicationFlag(flag) for flag in values["flags"])
    return Application(**values, decisions=tuple(decisions))


def _attachment_row(attachment: Attachment) -> dict[str, Any]:
    dated_on = attachment.dated_on
    return {**asdict(attachment), "dated_on": dated_on.isoformat() if dated_on else None}


def _attachment(row: Mapping[str, Any]) -> Attachment:
    dated_on = date.fromisoformat(row["dated_on"]) if row["dated_on"] else None
    return Attachment(**{**row, "kind": AttachmentKind(row["kind"]), "dated_on": dated_on})


def decision_row(decision: Decision, application_id: UUID) -> dict[str, Any]:
    return {
        **{name: getattr(decision, name) for name in _DECISION},
        "application_id": application_id,
        "codes": list(decision.codes),
        "conditions": list(decision.conditions),
        "evidence": [asdict(evidence) for evidence in decision.evidence],
    }


def read_decision(row: RowMapping) -> Decision:
    values = {name: row[name] for name in _DECISION}
    _enumerate(values, _DECISION_ENUMS)
    values["codes"] = tuple(values["codes"])
    values["conditions"] = tuple(values["conditions"])
    values["evidence"] = tuple(
        Evidence(evidence["key"], EvidenceGiven(evidence["given"])) for evidence in values["evidence"]
    )
    return Decision(**values)


def read_corrected_decision(row: RowMapping) -> Decision | None:
    """As it reads after everything that was corrected in it; None where it was no answer after all (T35)."""
    decision = read_decision(row)
    for changes in row["corrections"] or ():
        if changes is None:
            return None
        decision = read_corrected(decision, changes)
    return decision


def _enumerate(values: dict[str, Any], enums: Mapping[str, Any]) -> None:
    for name, kind in enums.items():
        if values[name] is not None:
            values[name] = kind(values[name])
