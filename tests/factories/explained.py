"""How PostgreSQL would answer a statement, node by node."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ClauseElement, Executable


class Explain(Executable, ClauseElement):
    """How PostgreSQL would answer a statement."""

    inherit_cache = False

    def __init__(self, statement: Any) -> None:
        self.statement = statement


@compiles(Explain)
def _explained(element: Explain, compiler: Any, **options: Any) -> str:
    return f"explain (format json) {compiler.process(element.statement, **options)}"


async def plan(connection: AsyncConnection, statement: Any, values: dict[str, Any]) -> dict[str, Any]:
    told = (await connection.execute(Explain(statement), values)).scalar_one()
    root: dict[str, Any] = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
    return root


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", ()):
        yield from nodes(below)
