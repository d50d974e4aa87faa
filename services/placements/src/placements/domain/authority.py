"""A local authority of the national register."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """An authority, present or past, with the DfE's three-digit code (PL-301)."""

    code: str
    name: str
    gss_code: str | None = None
    open: bool = True
    predecessor_codes: tuple[str, ...] = ()
    successor_codes: tuple[str, ...] = ()
