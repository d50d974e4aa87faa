"""Every way a rule can say no has its problem: no error class without a code, no code without words."""

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import httpx
import pytest
from fastapi import FastAPI

from factories.promised_api import SERVICES, said
from gateway.domain import errors as at_the_door
from kit.kernel.errors import DomainError, NotFound, StaleVersion
from kit.web import handlers
from kit.web.problems import FIELD_MESSAGES, GENERAL, GENERAL_ERRORS, Problem, ProblemTable

NEVER_ON_THE_WIRE: dict[type[DomainError], str] = {
    at_the_door.TokenRequestRefused: "answered in the words of RFC 6749",
    at_the_door.PasswordNotAcceptable: "said by `onroll user add`",
    at_the_door.EmailTaken: "said by `onroll user add`",
    at_the_door.BaseUrlRefused: "stops the start",
}


def table_of(service: str) -> ProblemTable:
    return ProblemTable(import_module(f"{service}.main").SERVICE.problems)


def modules_of(package: str) -> list[str]:
    """All of a package but its migrations, which are run and not imported."""
    found = import_module(package)
    names = [module.name for module in walk_packages(found.__path__, f"{package}.")]
    return [package, *(name for name in names if ".migrations" not in name)]


def errors_of(package: str) -> list[type[DomainError]]:
    """Every error class defined anywhere in a package."""
    for name in modules_of(package):
        import_module(name)
    return sorted(
        (cls for cls in _below(DomainError) if cls.__module__.partition(".")[0] == package),
        key=lambda cls: cls.__qualname__,
    )


def _below(cls: type[DomainError]) -> Iterator[type[DomainError]]:
    for sub in cls.__subclasses__():
        yield sub
        yield from _below(sub)


@pytest.mark.parametrize("service", SERVICES)
def test_every_error_of_a_service_is_a_problem_of_its_table(service: str):
    known = {*import_module(f"{service}.main").SERVICE.problems, *GENERAL_ERRORS}
    classes = errors_of(service)
    nameless = [
        f"{cls.__module__}.{cls.__qualname__}"
        for cls in classes
        if cls not in NEVER_ON_THE_WIRE and not known & set(cls.__mro__) and not _is_abstract(cls)
    ]

    assert classes
    assert not nameless, said(nameless)


def _is_abstract(cls: type[DomainError]) -> bool:
    """A class with children that is itself never raised."""
    raised = {name for path in _sources(cls.__module__.partition(".")[0]) for name in _raised(path)}
    return bool(cls.__subclasses__()) and cls.__name__ not in raised


def test_every_error_of_the_kit_is_a_general_problem():
    nameless = [
        cls.__qualname__
        for cls in errors_of("kit")
        if not any(parent in GENERAL_ERRORS for parent in cls.__mro__) and not cls.__subclasses__()
    ]

    assert not nameless, said(nameless)


def test_errors_that_never_leave_as_problems_are_not_in_a_table():
    for cls in NEVER_ON_THE_WIRE:
        assert table_of("gateway").of(cls.__new__(cls)) == GENERAL["internal_error"]


@pytest.mark.parametrize("service", SERVICES)
def test_a_table_names_only_errors_that_are_there(service: str):
    problems = import_module(f"{service}.main").SERVICE.problems
    foreign = [cls.__qualname__ for cls in problems if cls.__module__.partition(".")[0] not in {service, "kit"}]

    assert not foreign, said(foreign)


@pytest.mark.parametrize("service", SERVICES)
def test_what_a_problem_lets_out_are_facts_of_its_error(service: str):
    problems = import_module(f"{service}.main").SERVICE.problems
    missing = [
        f"{cls.__qualname__}.{member}"
        for cls, problem in problems.items()
        for member in problem.members
        if member not in inspect.signature(cls.__init__).parameters and not hasattr(cls, member)
    ]

    assert not missing, said(missing)


def all_problems() -> list[Problem]:
    return [*GENERAL.values(), *(one for name in SERVICES for one in table_of(name).codes().values())]


def test_a_code_means_one_status_everywhere():
    statuses: dict[str, set[int]] = {}
    for problem in all_problems():
        statuses.setdefault(problem.code, set()).add(problem.status)

    assert {code: found for code, found in statuses.items() if len(found) > 1} == {}


def test_every_code_has_a_title_that_is_a_sentence():
    silent = [one.code for one in all_problems() if not (one.title[:1].isupper() and one.title.endswith("."))]

    assert not silent, said(silent)


@pytest.mark.parametrize("package", [*SERVICES, "kit"])
def test_every_reason_given_for_a_field_has_words(package: str):
    """Else the person at the form reads that some fields are not right, and not why (SE-76)."""
    wordless = {code for path in _sources(package) for code in _field_codes(path)} - set(FIELD_MESSAGES)

    assert not wordless


def _sources(package: str) -> list[Path]:
    return sorted(Path(str(import_module(package).__file__)).parent.rglob("*.py"))


def _calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            yield node.func.id if isinstance(node.func, ast.Name) else node.func.attr, node


def _raised(path: Path) -> set[str]:
    return {name for name, _ in _calls(path)}


def _field_codes(path: Path) -> set[str]:
    return {
        str(call.args[0].value)
        for name, call in _calls(path)
        if name in {"InvalidInput", "PydanticCustomError"} and call.args and isinstance(call.args[0], ast.Constant)
    }


@pytest.mark.parametrize(("error", "status", "code"), [(NotFound, 404, "not_found"), (StaleVersion, 412, "stale")])
async def test_an_error_class_in_no_table_takes_the_problem_of_its_parent(
    error: type[DomainError], status: int, code: str
):
    kind = type("Unheard", (error,), {})

    assert await _answered(kind()) == (status, code)


async def test_a_class_of_its_own_in_no_table_is_a_fault_of_ours():
    """The planted fault: what the test above would have found."""
    assert await _answered(type("Unheard", (DomainError,), {})()) == (500, "internal_error")


async def _answered(error: DomainError) -> tuple[int, str]:
    app = FastAPI()
    handlers.install(app, ProblemTable())

    @app.get("/")
    async def fail() -> None:
        raise error

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
        answer = await client.get("/")
    return answer.status_code, answer.json()["code"]
