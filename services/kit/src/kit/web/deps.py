"""What a route may ask for: the open work and the version the caller read."""

from typing import Annotated

from fastapi import Depends, Request

from kit.db.work import Work


async def current_work(request: Request) -> Work:
    """The transaction of this request and what belongs to it."""
    work: Work = request.state.work
    return work


async def expected_version(request: Request) -> int:
    """The version in If-Match; stores raise `StaleVersion` when the row has another."""
    version: int = request.state.expected_version
    return version


CurrentWork = Annotated[Work, Depends(current_work)]
ExpectedVersion = Annotated[int, Depends(expected_version)]
