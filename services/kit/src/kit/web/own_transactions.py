"""Guarded routes whose handlers open their own short transactions, because they also wait for something else.

Nothing may hold a database connection while it waits for a password hash or another service (RE-25).
"""

from fastapi import Request, Response
from fastapi.routing import APIRoute
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from kit.auth.rights import Right
from kit.web.answering import Handler
from kit.web.guarded import GuardedRoute, caller_of, unavailable
from kit.web.problems import ProblemError
from kit.web.reading import StrictRequest, check_formats


class OwnTransactionsRoute(GuardedRoute):
    """Behind its right like every route; `request.state.principal` is the caller, and there is no `CurrentWork`."""

    def get_route_handler(self) -> Handler:
        inner = APIRoute.get_route_handler(self)
        operation = self.operation_id
        assert operation is not None

        async def guarded(request: Request) -> Response:
            right: Right = request.app.state.rights[operation]
            principal = await caller_of(request, right)
            check_formats(request, self)
            strict = StrictRequest(request.scope, request.receive)
            strict.state.principal = principal
            try:
                return await inner(strict)
            except PoolTimeout:
                raise ProblemError("overloaded", headers={"Retry-After": "1"}) from None
            except DBAPIError as error:
                raise unavailable(error) from None

        return guarded
