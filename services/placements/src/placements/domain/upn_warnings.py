"""What looks odd about a child's UPN and is to be mended, though nothing waits for it (PL-320, PL-322)."""

from collections.abc import Collection
from datetime import date

from placements.domain.child import Child, UpnUnknownReason
from placements.domain.upn import Upn


def upn_warnings(child: Child, today: date, authorities: Collection[str]) -> list[str]:
    """`upn_temporary`: replace it; `upn_authority_unknown`; `upn_missing`: UN1 at school age."""
    if child.upn is None:
        unassigned = child.upn_unknown_reason is UpnUnknownReason.UN1
        return ["upn_missing"] if unassigned and child.is_of_school_age(today) else []
    upn = Upn(child.upn)
    found = {
        "upn_temporary": upn.is_temporary,
        "upn_authority_unknown": upn.authority not in authorities,
    }
    return [code for code, holds in found.items() if holds]
