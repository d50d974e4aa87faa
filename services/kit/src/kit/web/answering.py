"""One command as one transaction: state, events, audit and the kept answer commit together (RE-1)."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextvars import ContextVar
from functools import wraps
from typing import Any, Final
from uuid import UUID

from fastapi import Request, Response
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.auth.principal import Principal
from kit.auth.rights import Right
from kit.auth.vocabulary import ActorKind, OrganisationKind
from kit.db import idempotency
from kit.db.audit import Act, Actor, append_entry
from kit.db.standing import Standing
from kit.db.tenancy import Context, ContextKind
from kit.db.work import Work
from kit.web.problems import ProblemError

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

_KEPT_HEADERS: Final = ("etag", "location", "content-type")
_LOCK_NOT_AVAILABLE: Final = "55P03"
_returned: ContextVar[Any] = ContextVar("returned", default=None)


def remembering(endpoint: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """Keep what the handler returned, so that ETag and Location need no line in any handler."""

    @wraps(endpoint)
    async def remembered(*args: Any, **kwargs: Any) -> Any:
        value = await endpoint(*args, **kwargs)
        _returned.set(value)
        return value

    return remembered


class Answering:
    """One request on its way; `run` may be called twice when the database asks for a repeat."""

    def __init__(
        self,
        state: Any,
        right: Right,
        operation: str,
        principal: Principal | None,
        request: Request,
        key: str | None,
        body_hash: bytes,
    ) -> None:
        self._runtime = state.runtime
        self._tables = state.tables
        self._right = right
        self._operation = operation
        self._principal = principal
        self._request = request
        self._key = key
        self._body_hash = body_hash
        self.committing = False

    async def run(self, inner: Handler) -> Response:
        """The handler's answer, after the commit."""
        self.committing = False
        read_only = self._request.method == "GET" and self._right.audit == "none"
        context = context_of(self._principal)
        async with self._runtime.database.transaction(context, read_only=read_only) as connection:
            response = await self._in_transaction(connection, context, inner)
            self.committing = True
        return response

    async def _in_transaction(self, connection: AsyncConnection, context: Context, inner: Handler) -> Response:
        work = Work(
            connection=connection,
            tables=self._tables,
            authority=(self._principal.authority or "") if self._principal else "",
            clock=self._runtime.clock,
            principal=self._principal,
            request_id=self._request.scope.get("request_id", ""),
            standing=Standing(connection, self._runtime.database, context),
        )
        self._request.state.work = work
        keyed = self._keyed()
        if keyed is not None and (first := await self._claim(connection, keyed)) is not None:
            return _replayed(first)
        _returned.set(None)
        response = await inner(self._request)
        await work.come_home()
        _tag(self._request, response)
        if keyed is not None:
            kept = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
            answer = idempotency.StoredAnswer(response.status_code, bytes(response.body), kept)
            await idempotency.store(connection, self._tables, keyed, answer)
        await self._account(work)
        return response

    def _keyed(self) -> idempotency.KeyedRequest | None:
        if self._key is None or self._principal is None:
            return None
        who = self._principal
        operation = f"{self._operation} {self._request.url.path}"
        return idempotency.KeyedRequest(who.organisation.id, who.subject, self._key, operation, self._body_hash)

    async def _claim(
        self, connection: AsyncConnection, keyed: idempotency.KeyedRequest
    ) -> idempotency.StoredAnswer | None:
        try:
            return await idempotency.claim(connection, self._tables, keyed, self._runtime.clock.now())
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE:
                raise ProblemError("idempotency_in_progress", headers={"Retry-After": "1"}) from None
            raise

    async def _account(self, work: Work) -> None:
        """The audit entry of the request, last of all (SE-100): every change, and reads that saw a child.

        One entry in the chain of each authority whose children were concerned, in the order of their codes.
        """
        if self._principal is None or self._right.audit == "none":
            return
        chains = {authority: set(children) for authority, children in work.audit.elsewhere.items()}
        authority = work.audit.authority or work.authority
        if authority and (work.audit.children or self._right.audit in {"change", "reveal"}):
            chains.setdefault(authority, set()).update(work.audit.children)
        act = Act(
            at=self._runtime.clock.now(),
            operation=self._operation,
            purpose=self._right.purpose,
            outcome="ok",
            request_id=work.request_id,
            reason_code=work.audit.reason_code,
        )
        for told in sorted(chains):
            actor, key = actor_of(self._principal), self._runtime.audit_key
            await append_entry(work.connection, self._tables, key, told, actor, act, chains[told])


def context_of(principal: Principal | None) -> Context:
    """On whose behalf the transaction runs; the database's policies decide by it."""
    if principal is None:
        return Context(ContextKind.PUBLIC, "public", "public")
    if principal.kind is ActorKind.SERVICE:
        return Context.service(principal.client_id)
    if principal.kind is ActorKind.LINK and principal.link is not None:
        return Context(ContextKind.LINK, principal.organisation.id, principal.link.id)
    kinds = {
        OrganisationKind.AUTHORITY: ContextKind.AUTHORITY,
        OrganisationKind.SCHOOL: ContextKind.SCHOOL,
        OrganisationKind.TRUST: ContextKind.TRUST,
        OrganisationKind.NATIONAL: ContextKind.NATIONAL,
        OrganisationKind.PLATFORM: ContextKind.PLATFORM,
    }
    return Context(kinds[principal.organisation.kind], principal.organisation.id, principal.subject)


def actor_of(principal: Principal) -> Actor:
    """The caller as the audit names it."""
    link = UUID(principal.link.id) if principal.link else None
    return Actor(principal.kind, principal.subject, principal.client_id, link, " ".join(principal.roles))


def _replayed(first: idempotency.StoredAnswer) -> Response:
    headers: Mapping[str, str] = {**first.headers, "Idempotent-Replay": "true"}
    return Response(first.body, first.status, headers)


def _tag(request: Request, response: Response) -> None:
    """ETag from the answer's version; Location of a new thing from its id."""
    value = _returned.get()
    version = getattr(value, "version", None)
    if isinstance(version, int):
        response.headers["etag"] = f'"{version}"'
    made = getattr(value, "id", None)
    if response.status_code == 201 and made is not None and "location" not in response.headers:
        response.headers["location"] = f"{request.url.path}/{made}"
