"""What Northshire pays its schools in the demo, and what the schools said of it: plain values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from onroll.demo.children import DemoChild
from onroll.demo.places import BEACON_HILL, FERNLEY, IVY_LANE, KESTREL_WAY, LARKFIELD
from onroll.demo.plans import CasePlan

DEMO_RATE_PENCE: Final = 263_000
DEMO_RATE_SOURCE: Final = "demo figure, not a DfE rate"
CHILDREN_COUNTED: Final = 158


class Answered(StrEnum):
    """What a school has said about the money of the last term."""

    AS_AGREED = "as_agreed"
    OVERSPENT = "overspent"
    BEGUN = "begun"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Item:
    """One agreed part for one child."""

    child_id: str
    description: str
    spend_code: str
    pence: int


@dataclass(frozen=True, slots=True)
class SchoolMoney:
    """The items of one school in one term, and its answer."""

    urn: int
    items: tuple[Item, ...]
    answered: Answered


_MENU: Final = (
    ("One-to-one tuition in mathematics", "tuition_1to1"),
    ("Weekly mentor", "mentoring"),
    ("Reading in a small group", "small_group"),
    ("Emotional literacy support", "elsa"),
    ("Violin lessons", "music"),
)
_LAST_TERM: Final = {
    FERNLEY: (Answered.BEGUN, (90_000, 90_000, 90_000)),
    KESTREL_WAY: (Answered.NOT_YET, (130_000, 130_000, 130_000)),
    LARKFIELD: (Answered.NOT_YET, (110_000, 110_000, 110_000)),
    IVY_LANE: (Answered.AS_AGREED, (54_000, 36_000)),
    BEACON_HILL: (Answered.OVERSPENT, (48_000, 60_000)),
}
"""£2,700, £3,900 and £3,300 stand open: £9,900 not yet accounted for, as on Today."""


def stable_children(children: Sequence[DemoChild], plans: Sequence[CasePlan]) -> dict[int, list[DemoChild]]:
    """By school, those who have not moved in the story: their money of last term was paid there."""
    moved = {plan.child.child.id for plan in plans}
    by_school: dict[int, list[DemoChild]] = {}
    for child in children:
        if child.child.id not in moved:
            by_school.setdefault(child.school_urn, []).append(child)
    return by_school


def last_term(by_school: Mapping[int, Sequence[DemoChild]]) -> Iterator[SchoolMoney]:
    """Each school has at least as many stable children as it was paid for (`children.SETTLED`)."""
    for urn, (answered, amounts) in _LAST_TERM.items():
        paid_for = zip(amounts, by_school[urn], strict=False)
        items = tuple(_item(n, child, pence) for n, (pence, child) in enumerate(paid_for))
        yield SchoolMoney(urn, items, answered)


def _item(n: int, child: DemoChild, pence: int) -> Item:
    description, spend_code = _MENU[n % len(_MENU)]
    return Item(str(child.child.id), description, spend_code, pence)
