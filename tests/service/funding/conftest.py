"""The funding service on a database of its own, and authorities that have nothing yet."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from itertools import count

import pytest
from fastapi import FastAPI

from factories.funded import Funded, a_funded_authority
from funding.main import build
from kit.kernel.clock import StoppedClock
from kit.testing.postgres import OpenDatabase
from kit.testing.sign_in import SignIn

NOON = datetime(2025, 11, 24, 12, 0, tzinfo=UTC)
"""A Monday in the autumn term of 2025, the year whose rate is confirmed."""


@pytest.fixture(scope="module")
def sign_in() -> SignIn:
    return SignIn(StoppedClock(NOON))


@pytest.fixture(scope="module")
def app(sign_in: SignIn, open_database: OpenDatabase) -> FastAPI:
    return build(sign_in.runtime(open_database("funding"), "funding"))


@pytest.fixture(scope="module")
def codes() -> Iterator[str]:
    """Codes of authorities: the ledger only grows, so no two tests share one."""
    return (str(code) for code in count(100))


@pytest.fixture
async def funded(app: FastAPI, sign_in: SignIn, codes: Iterator[str]) -> AsyncIterator[Funded]:
    async with a_funded_authority(app, sign_in, next(codes)) as authority:
        await authority.settle()
        yield authority
