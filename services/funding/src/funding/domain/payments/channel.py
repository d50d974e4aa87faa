"""How money reaches a payee: by the kind of school and whether it lies in the authority's area (FU-902, 10.1)."""

from enum import StrEnum
from typing import Final

from funding.domain.payments.payee import PayeeState
from funding.domain.policies.parameters import Parameters


class SchoolGroup(StrEnum):
    """Groups of GIAS type codes (FU-902, not confirmed by a source)."""

    MAINTAINED = "maintained"
    ACADEMY = "academy"
    INDEPENDENT = "independent"
    INDEPENDENT_SPECIAL = "independent_special"
    OTHER = "other"


class Channel(StrEnum):
    INTERNAL_JOURNAL = "internal_journal"
    ADVANCE = "advance"
    BACS = "bacs"
    INVOICE = "invoice"


_MAINTAINED: Final = frozenset({1, 2, 3, 5, 7, 12, 14, 15})
_ACADEMY: Final = frozenset({6, 28, *range(33, 37), *range(38, 47)})
_INDEPENDENT: Final = frozenset({11})
_INDEPENDENT_SPECIAL: Final = frozenset({8, 10})


def school_group(type_code: int) -> SchoolGroup:
    """The group of a GIAS type of establishment; any other type is for a person to decide."""
    groups = (
        (_MAINTAINED, SchoolGroup.MAINTAINED),
        (_ACADEMY, SchoolGroup.ACADEMY),
        (_INDEPENDENT, SchoolGroup.INDEPENDENT),
        (_INDEPENDENT_SPECIAL, SchoolGroup.INDEPENDENT_SPECIAL),
    )
    return next((group for codes, group in groups if type_code in codes), SchoolGroup.OTHER)


def channel_of(group: SchoolGroup, *, in_area: bool, parameters: Parameters) -> Channel:
    """Out of area beats the type; academy also covers independent and other schools."""
    if not in_area:
        return Channel(parameters.word("channel.out_of_area"))
    if group is SchoolGroup.MAINTAINED:
        return Channel(parameters.word("channel.maintained"))
    return Channel(parameters.word("channel.academy"))


def needs_supplier(channel: Channel, payee: PayeeState, parameters: Parameters) -> bool:
    """FU-1302: by bank or invoice only to a payee whose supplier number somebody else has verified."""
    by_bank = channel in {Channel.BACS, Channel.INVOICE}
    return by_bank and parameters.is_on("channel.supplier_setup") and payee is not PayeeState.VERIFIED
