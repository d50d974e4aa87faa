"""Who has to get a notice: four roles, all covered, and one row for a body that holds two of them (PL-814)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from placements.domain.correspondence import Recipient, RecipientRole
from placements.domain.school import AdmissionAuthorityType

ROLES_OF_A_NOTICE: Final = (
    RecipientRole.ADMISSION_AUTHORITY,
    RecipientRole.HEAD,
    RecipientRole.GOVERNING_BODY,
    RecipientRole.MAINTAINING_AUTHORITY,
)
_AA, _HEAD, _GB, _MA = ROLES_OF_A_NOTICE
Body = frozenset[RecipientRole]

_BODIES: Final = {
    AdmissionAuthorityType.AUTHORITY: (frozenset({_AA, _MA}), frozenset({_HEAD}), frozenset({_GB})),
    AdmissionAuthorityType.GOVERNING_BODY: (frozenset({_AA, _GB}), frozenset({_HEAD}), frozenset({_MA})),
    AdmissionAuthorityType.TRUST: (frozenset({_AA, _GB}), frozenset({_HEAD}), frozenset({_MA})),
}


def bodies_of(kind: AdmissionAuthorityType | None) -> tuple[Body, ...]:
    """Community and controlled: the maintaining authority decides on admissions; aided and foundation: the governing
    body does; an academy's trust stands for its governing body."""
    return _BODIES[kind] if kind else tuple(frozenset({role}) for role in ROLES_OF_A_NOTICE)


def merged(rows: Iterable[Recipient], kind: AdmissionAuthorityType | None) -> tuple[Recipient, ...]:
    """One row a body, with every role it holds. Of two deliveries to one body the later proved one counts: it is
    the safe one for the authority."""
    bodies = bodies_of(kind)
    kept: dict[Body, Recipient] = {}
    for row in rows:
        roles = frozenset[RecipientRole]().union(*(body for body in bodies if body & set(row.roles)))
        whole = replace(row, roles=tuple(role for role in ROLES_OF_A_NOTICE if role in roles))
        kept[roles] = _later(kept[roles], whole) if roles in kept else whole
    return tuple(kept.values())


def missing_roles(rows: Sequence[Recipient]) -> tuple[RecipientRole, ...]:
    """The roles nobody covers yet; a copy for information covers none."""
    covered = {role for row in rows if not row.copy for role in row.roles}
    return tuple(role for role in ROLES_OF_A_NOTICE if role not in covered)


def _later(one: Recipient, other: Recipient) -> Recipient:
    if one.served is None or other.served is None:
        return one if one.served else other
    return other if other.served.served_on >= one.served.served_on else one
