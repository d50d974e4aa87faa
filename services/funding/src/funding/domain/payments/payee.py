"""Who is paid, and when the authority's finance system knows them (FU-1301, FU-1302)."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Self
from uuid import UUID

from funding.domain.people import Actor, require_another_person
from kit.kernel.errors import StepNotAllowed


class PayeeKind(StrEnum):
    SCHOOL = "school"
    PROVIDER = "provider"
    SUPPLIER = "supplier"


class PayeeState(StrEnum):
    NEW = "new"
    AWAITING_SUPPLIER = "awaiting_supplier"
    VERIFIED = "verified"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """No bank details: only the supplier number of the finance system. One per school and authority."""

    id: UUID
    kind: PayeeKind
    school_urn: int | None
    name: str
    ofsted_ref: str | None
    supplier_no: str | None
    state: PayeeState
    entered_by: str
    verified_by: str | None
    verified_on: date | None
    version: int

    def set_supplier(self, actor: Actor, supplier_no: str) -> Self:
        """A changed number has to be verified anew (FU-1301)."""
        if self.state is PayeeState.BLOCKED:
            raise StepNotAllowed(self.state, "set_supplier")
        return replace(
            self,
            supplier_no=supplier_no,
            state=PayeeState.AWAITING_SUPPLIER,
            entered_by=actor.id,
            verified_by=None,
            verified_on=None,
            version=self.version + 1,
        )

    def verify(self, actor: Actor, on: date) -> Self:
        """FU-305: entered by one person, verified by another."""
        if self.state is not PayeeState.AWAITING_SUPPLIER or self.supplier_no is None:
            raise StepNotAllowed(self.state, "verify")
        require_another_person(actor, self.entered_by)
        return replace(self, state=PayeeState.VERIFIED, verified_by=actor.id, verified_on=on, version=self.version + 1)
