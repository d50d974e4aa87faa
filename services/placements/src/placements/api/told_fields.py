"""Bodies that change part of a thing: what is named and what is not, and a text that somebody looked at."""

from typing import Annotated, Any

from pydantic import Field
from pydantic_core import PydanticCustomError

from kit.db.work import Work
from kit.web.fields import InModel


class Told(InModel):
    """What a request names; what it does not name stays as it is."""

    def values(self) -> dict[str, Any]:
        """The fields that were named, an explicit null among them."""
        return {name: getattr(self, name) for name in self.model_fields_set if name != "address_check"}


class Whole(InModel):
    """A thing that begins: what the request leaves out is as the field says."""

    def values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in type(self).model_fields if name != "address_check"}


def has_a_value(value: Any) -> Any:
    """For fields that may be left out, but never be emptied."""
    if value is None:
        raise PydanticCustomError("wrong_type", "null")
    return value


class AddressCheckIn(InModel):
    """Somebody looked at a text that seems to hold a protected address, and says why it may stand (SE-85)."""

    reason_code: Annotated[
        str, Field(strict=True, pattern=r"^[a-z_]{3,40}$", description="Such as `not_an_address`; kept in the audit.")
    ]


def note_address_check(work: Work, check: AddressCheckIn | None) -> bool:
    """Whether the text may stand; the reason goes into the audit entry of this request."""
    if check is None:
        return False
    work.audit.reason_code = check.reason_code
    return True
