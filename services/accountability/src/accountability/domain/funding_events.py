"""What accountability reads of the funding feed (section 3.3), as data."""

from collections.abc import Mapping
from typing import Final

from accountability.domain.placements_events import USED as PLACEMENTS_USED
from accountability.domain.placements_events import YEAR_GROUPS
from accountability.domain.shapes import (
    Field,
    Shape,
    a_code,
    a_count,
    a_date,
    a_flag,
    a_urn,
    an_id,
    list_of,
    may,
    must,
    one_of,
    words,
)

SOURCE: Final = "funding"

COUNTED_SCHEMES: Final = ("LAC", "EYPP")
"""Only these of the home authority enter F (decision of section 3.3)."""

_MONEY: Final[Mapping[str, Field]] = {
    "financial_year": must(a_code),
    "scheme": must(a_code),
    "term": may(a_code),
    "school_urn": may(a_urn),
    "supersedes": may(an_id),
}
_CHILD: Final[Mapping[str, Field]] = {
    "child_id": must(an_id),
    "year_group": may(one_of(*YEAR_GROUPS)),
    "phase": may(a_code),
    "sen": may(one_of("none", "support", "ehcp")),
}
_RETURN: Final = must(an_id)


def _return(**fields: Field) -> Shape:
    return Shape("return_id", {**_MONEY, "return_id": _RETURN, **fields})


def _line(subject: str, **fields: Field) -> Shape:
    return Shape(subject, {**_MONEY, **_CHILD, subject: must(an_id), **fields})


USED: Final[Mapping[str, Shape]] = {
    "pp_return.requested": _return(due_on=must(a_date), children=may(a_count)),
    "pp_return.reminded": _return(overdue=must(a_flag), sent_on=must(a_date)),
    "pp_return.escalated": _return(due_on=may(a_date)),
    "pp_return.received": _return(due_on=may(a_date), received_on=must(a_date), days_late=may(a_count)),
    "pp_return.accepted": _return(on=must(a_date), reason_code=may(a_code)),
    "pp_return.waived": _return(on=must(a_date), reason_code=may(a_code)),
    "pp_allocation.paid": _line("payment_id", pence=must(a_count), paid_on=must(a_date)),
    "pp_allocation.recouped": _line("recoup_id", pence=must(a_count), received_on=must(a_date)),
    "pp_spend.recorded": _line("line_id", pence=must(a_count), target_id=may(an_id), review_on=may(a_date)),
    "pp_evidence.decided": _line("line_id", accepted=must(a_flag), decided_on=must(a_date)),
    "pp_outcome.recorded": _line("line_id", rating=may(a_code), recorded_on=must(a_date), review_on=may(a_date)),
    "pep.section": Shape("child_id", {**_MONEY, **_CHILD, "due_on": may(a_date), "completed_on": may(a_date)}),
    "pep.quality": Shape(
        "child_id",
        {
            **_MONEY,
            **_CHILD,
            "scale": must(list_of(words)),
            "grade": must(words),
            "graded_on": must(a_date),
        },
    ),
    **{name: PLACEMENTS_USED[name] for name in ("ask.sent", "ask.answered", "event.retracted")},
}

IGNORED: Final = frozenset({"pp_return.overdue", "policy.published"})
