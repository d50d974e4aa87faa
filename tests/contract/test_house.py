"""The house keeps its own rules: sizes, names, words, and who may import whom."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 300
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "handler", "base"}
PYTHON_FOLDERS = ("services", "tests", "docs", "infra")
TEXT_SUFFIXES = {
    *(".py", ".ts", ".tsx", ".mjs", ".md", ".toml", ".yaml", ".yml"),
    *(".json", ".sh", ".conf", ".scss", ".html"),
}
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
PLACES = re.compile(
    r"https?://[^\s\"']*(?:py" + r"pi|npm" + r"js|registry)[^\s\"']*"  # where packages come from
    r"|(?<![\w./~-])/(?:wo" + r"rk|ro" + r"ot|ho" + r"me)/\w"  # a path of one machine
)


def kept_files() -> list[Path]:
    """Files under version control, or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [path for line in listed.splitlines() if (path := ROOT / line).is_file()]


def sources(*suffixes: str) -> Iterator[Path]:
    for path in kept_files():
        parts = path.relative_to(ROOT).parts
        if path.suffix in suffixes and parts[0] in (*PYTHON_FOLDERS, "frontend") and "generated" not in parts:
            yield path


def said(paths: list[Path]) -> str:
    return "\n".join(str(path.relative_to(ROOT)) for path in paths)


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    long = [path for path in sources(".py", ".ts", ".tsx") if len(path.read_text().splitlines()) > LONGEST_FILE]

    assert not long, said(long)


def test_no_file_has_a_name_that_says_nothing() -> None:
    empty = [path for path in sources(".py", ".ts", ".tsx") if path.stem.lower() in NAMES_THAT_SAY_NOTHING]

    assert not empty, said(empty)


def test_every_module_of_the_services_says_what_it_is_for() -> None:
    silent = [
        path
        for path in sources(".py")
        if "services" in path.parts
        and (text := path.read_text()).strip()
        and ast.get_docstring(ast.parse(text)) is None
    ]

    assert not silent, said(silent)


def test_nothing_is_left_unfinished() -> None:
    unfinished = [path for path in sources(*TEXT_SUFFIXES) if UNFINISHED.search(path.read_text())]

    assert not unfinished, said(unfinished)


def test_no_file_names_a_package_registry_or_a_path_of_one_machine() -> None:
    locks = {"package-lock.json"}
    named = [
        path
        for path in kept_files()
        if path.suffix in TEXT_SUFFIXES and path.name not in locks and PLACES.search(path.read_text())
    ]

    assert not named, said(named)


def test_errors_are_caught_by_name_below_the_edge() -> None:
    """Only the edge, of requests and of feeds, may catch everything."""
    edge = ("kit/src/kit/web", "kit/src/kit/feed")
    catching = [
        path
        for path in sources(".py")
        if "services" in path.parts
        and not any(place in path.as_posix() for place in edge)
        and re.search(r"except Exception\b", path.read_text())
    ]

    assert not catching, said(catching)


def test_import_contracts_hold() -> None:
    ran = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stdout[-3000:]
