"""How an award is cut into the central and the devolved pot (FU-708)."""

from dataclasses import dataclass

from funding.domain.policies.parameters import Parameters
from kit.kernel.errors import DomainError
from kit.kernel.money import share_of


class SplitShort(DomainError):
    """The base promised to each child comes to more than the award (FU-708, `remainder`)."""

    def __init__(self, shortfall_pence: int) -> None:
        super().__init__("the award does not cover the base of every child")
        self.shortfall_pence = shortfall_pence


@dataclass(frozen=True, slots=True)
class Split:
    """The two pots of one whole award; they sum to it."""

    central_pence: int
    devolved_pence: int


def split_award(award_pence: int, children_count: int | None, parameters: Parameters) -> Split:
    """Cuts a whole award; an award without a count is cut as one of 0 children. Raises SplitShort."""
    central = _central(award_pence, children_count or 0, parameters)
    return Split(central, award_pence - central)


def _central(award_pence: int, children_count: int, parameters: Parameters) -> int:
    match parameters.word("retention.mode"):
        case "percent":
            return share_of(award_pence, parameters.number("retention.bp"))
        case "fixed_per_child":
            return min(award_pence, children_count * parameters.number("retention.pence"))
        case "remainder":
            rest = award_pence - children_count * parameters.annual_base_pence
            if rest < 0:
                raise SplitShort(-rest)
            return rest
        case _:
            return 0
