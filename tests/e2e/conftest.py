"""Browser tests: the built product, a real Chromium, and no message in its console."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from e2e.browsers import find_chromium, find_nginx, launch_arguments
from e2e.product import Product, started

REQUIRED = os.environ.get("ONROLL_BROWSER_TESTS") == "required"


def missing(what: str, advice: str) -> NoReturn:
    """A machine without a browser may pass the rest; CI may not."""
    sentence = f"NOT RUN, there is no {what} here: {advice}"
    if REQUIRED:
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    unrun = [one for one in terminalreporter.stats.get("skipped", ()) if "NOT RUN" in str(one.longrepr)]
    if unrun:
        terminalreporter.write_line(f"{len(unrun)} BROWSER TESTS DID NOT RUN on this machine.", red=True, bold=True)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = find_chromium()
    if chromium is None:
        missing("Chromium", "install it or set CHROMIUM")
    return {**browser_type_launch_args, **launch_arguments(chromium)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    size = {"width": 1280, "height": 900}
    return {**browser_context_args, "locale": "en-GB", "timezone_id": "Europe/London", "viewport": size}


@pytest.fixture(scope="session")
def single(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Everything in one process, as `make demo` starts it."""
    with started("single", tmp_path_factory.mktemp("single") / "var") as product:
        yield product


@pytest.fixture(scope="session")
def split(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Gateway, services, workers and nginx as processes of their own."""
    if find_nginx() is None:
        missing("nginx", "install it to run the product in split mode")
    with started("split", tmp_path_factory.mktemp("split") / "var") as product:
        yield product


@pytest.fixture
def quiet_console(context: BrowserContext) -> Iterator[list[str]]:
    """Fails the test when any page says anything in its console or breaks (PG-4)."""
    said: list[str] = []

    def listen(page: Page) -> None:
        page.on("console", lambda message: said.append(_words(message)))
        page.on("pageerror", lambda error: said.append(f"broke: {error}"))

    context.on("page", listen)
    yield said
    assert not said, "\n".join(said)


def _words(message: ConsoleMessage) -> str:
    return f"{message.type}: {message.text} ({message.location.get('url')})"
