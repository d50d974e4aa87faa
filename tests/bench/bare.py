"""The yardstick: a plain FastAPI endpoint that answers the same rows, without sign-in and without a database."""

import json
import os
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from funding.api.ledger_schemas import JournalOut
from kit.web.paging import Page

_BODY: dict[str, Any] = json.loads(Path(os.environ["BENCH_BODY"]).read_text())

app = FastAPI(openapi_url=None)


@app.get("/journals")
async def list_journals() -> Page[JournalOut]:
    """The rows as dictionaries, checked and written by the response model: what a bare FastAPI service does."""
    page: Any = _BODY
    return page  # type: ignore[no-any-return]
