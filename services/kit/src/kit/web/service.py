"""What a service is: its name, routes, tables and problem codes; needs no environment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fastapi import APIRouter
from sqlalchemy import MetaData

from kit.kernel.errors import DomainError
from kit.web.problems import Problem


@dataclass(frozen=True, slots=True)
class Service:
    """The definition from which the app, the OpenAPI document and the contract tests are made."""

    name: str
    title: str
    summary: str
    metadata: MetaData
    routers: Sequence[APIRouter]
    problems: Mapping[type[DomainError], Problem] = field(default_factory=dict)
