"""nginx asks on behalf of a service: whose request is this? (Split mode only, architecture section 4)"""

from typing import Annotated

from fastapi import Header, Response

from gateway.api.deps import House, SessionIfAny, gateway_router
from gateway.domain.systems import AUDIENCES
from kit.kernel.errors import NotFound

router = gateway_router("/internal", tags=["proxy"])


@router.get("/authorise", status_code=204, include_in_schema=False, summary="Turn a session into a token")
async def authorise_request(
    response: Response,
    house: House,
    live: SessionIfAny,
    onroll_audience: Annotated[str, Header()],
) -> None:
    """The `Authorization` header with which the proxy passes the request on; none for nobody signed in.

    Whether the request came from our own pages was settled by the front before this.
    """
    if not house.behind_proxy or onroll_audience not in AUDIENCES:
        raise NotFound
    if live is not None:
        token = live.authorization(onroll_audience, house.minter, house.clock.now())
        response.headers["Authorization"] = token.decode("ascii")
