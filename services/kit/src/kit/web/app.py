"""Builds the FastAPI app of a service: the same edge, problems, rights, feed and health everywhere."""

from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.types import ASGIApp

from kit.auth import rights
from kit.auth.rights import Rights
from kit.db.foundation import foundation
from kit.web import handlers, health
from kit.web.edge import Edge
from kit.web.guarded import GuardedRoute
from kit.web.openapi import describe
from kit.web.problems import ProblemTable
from kit.web.reading import takes_file, takes_form
from kit.web.runtime import Runtime
from kit.web.service import Service


class RouteWithoutRight(Exception):
    """A route has no entry in the rights file, or an entry has no route: the service must not start."""


def build_app(service: Service, runtime: Runtime | None = None, book: Rights | None = None) -> FastAPI:
    """The app of a service. Without a runtime it describes itself (OpenAPI) but answers nothing.

    `book` is the rights file unless a test brings its own.
    """
    app = FastAPI(title=service.title, openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    for router in service.routers:
        app.router.routes.extend(router.routes)
    table = ProblemTable(service.problems)
    app.state.name = service.name
    app.state.service = service
    app.state.tables = foundation(service.metadata)
    app.state.rights = (book or rights.load()).of_service(service.name)
    app.state.problems = table
    app.state.runtime = runtime
    _check_rights(app)
    handlers.install(app, table)
    health.install(app)
    return app


def guarded_routes(app: FastAPI) -> list[GuardedRoute]:
    """All API routes of the app."""
    return [route for route in app.router.routes if isinstance(route, GuardedRoute)]


def with_edge(app: FastAPI) -> ASGIApp:
    """The app as a server runs it."""
    uploads = tuple(route.path for route in guarded_routes(app) if takes_form(route) or takes_file(route))
    return Edge(app, service=app.state.name, uploads=uploads)


def openapi_of(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of the app."""
    return describe(app, app.state.service, app.state.rights)


def _check_rights(app: FastAPI) -> None:
    plain = [r for r in app.router.routes if isinstance(r, APIRoute) and not isinstance(r, GuardedRoute)]
    routes = {str(route.operation_id) for route in guarded_routes(app)}
    named = set(app.state.rights)
    if plain or routes != named:
        missing = sorted(routes - named)
        idle = sorted(named - routes)
        raise RouteWithoutRight(f"no right: {missing}; no route: {idle}; unguarded: {[r.path for r in plain]}")
