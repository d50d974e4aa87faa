"""Facts about a child that only a few people read, and who they are (PL-204)."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Self
from uuid import UUID

from kit.kernel.errors import DomainError, InvalidInput
from placements.domain.child import Child
from placements.domain.steps import Actor

LONGEST_PROTECTION_DAYS: Final = 366
_ASKED_ONCE: Final = ("reason_for_care", "legal_status", "carer_name", "carer_address")


class RestrictedFacts(DomainError):
    """This caller reads the child, but not what is restricted to few (PL-204)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restricted:
    """`version` 0: nothing has been written yet. The address is shown by a reveal alone (SE-85)."""

    child_id: UUID
    version: int = 0
    reason_for_care: str | None = None
    legal_status: str | None = None
    carer_name: str | None = None
    risk_notes: str | None = None
    carer_address: str | None = None
    address_protected: bool = False
    address_basis: str | None = None
    address_set_by: str | None = None
    address_review_by: date | None = None

    def protect_address(self, basis: str, review_by: date, by: str, today: date) -> Self:
        """Raises InvalidInput when the review is not within twelve months (SE-85)."""
        if not today < review_by or (review_by - today).days > LONGEST_PROTECTION_DAYS:
            raise InvalidInput("out_of_range", "/address_protected/review_by")
        return replace(
            self, address_protected=True, address_basis=basis, address_set_by=by, address_review_by=review_by
        )

    def unprotect_address(self) -> Self:
        return replace(self, address_protected=False, address_basis=None, address_set_by=None, address_review_by=None)

    def joined_with(self, other: "Restricted") -> Self:
        """Of two records of one child: what is held stays, both kinds of risk are read, and an address that one of
        them protects is protected, until the later review (PL-328, SE-85)."""
        blanks = {name: getattr(self, name) or getattr(other, name) for name in _ASKED_ONCE}
        risks = "\n".join(dict.fromkeys(note for note in (self.risk_notes, other.risk_notes) if note)) or None
        joined = replace(self, **blanks, risk_notes=risks)
        until, theirs = self.address_review_by or date.min, other.address_review_by or date.min
        if not other.address_protected or (self.address_protected and until >= theirs):
            return joined
        return replace(
            joined,
            address_protected=True,
            address_basis=other.address_basis,
            address_set_by=other.address_set_by,
            address_review_by=other.address_review_by,
        )

    def with_facts(self, facts: dict[str, Any]) -> Self:
        return replace(self, **facts)


def refuse_restricted(child: Child, case_owner: str | None, actors: frozenset[Actor], posts: Collection[str]) -> None:
    """The virtual school head, the owner and the child's own social worker (PL-204). Raises RestrictedFacts."""
    if Actor.VSH in actors:
        return
    owners = {child.owner_post_id, case_owner} if Actor.OFFICER in actors else set()
    workers = {child.social_worker_post_id} if Actor.SOCIAL_WORKER in actors else set()
    if not ((owners | workers) - {None}).intersection(posts):
        raise RestrictedFacts
