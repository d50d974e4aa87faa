"""The command line reads the register, a return, calendars and contacts, as an operator would type it."""

import json
from pathlib import Path
from typing import Any

from e2e.inputs import Inputs
from e2e.product import Product

LITTLEMERE = "998"
YEAR_END = "2025-03-31"


def import_registers(product: Product, given: Inputs, folder: Path) -> int:
    """Dry run first; a second run of the same files changes nothing. The children counted for the premium."""
    _import_schools(product, given)
    ours = ("--authority", LITTLEMERE)
    imported(product, "calendars", str(given.calendars(folder)), *ours, "--apply")
    imported(product, "contacts", str(given.contacts(folder)), *ours, "--apply")

    returned = ("ssda903", str(given.header), str(given.episodes), *ours, "--year-end", YEAR_END, "--accept-partial")
    assert not imported(product, *returned)[0]["applied"]
    children, counted = imported(product, *returned, "--apply")
    assert children["new"] > 0
    eligible: int = counted["details"]["eligible"]
    if given.is_real:
        assert (children["new"], eligible) == (14, 6)
    return eligible


def _import_schools(product: Product, given: Inputs) -> None:
    register = ("gias", str(given.establishments), str(given.links))
    tried = imported(product, *register)[0]
    taken = imported(product, *register, "--apply")[0]
    again = imported(product, *register, "--apply")[0]
    assert (tried["applied"], taken["applied"]) == (False, True)
    assert taken["new"] == tried["new"] > 0
    assert (again["new"], again["changed"], again["same"]) == (0, 0, taken["rows"] - taken["wrong"])
    if given.is_real:
        assert (taken["rows"], taken["parts"][0]["rows"]) == (50_515, 33_801)


def imported(product: Product, *arguments: str) -> list[dict[str, Any]]:
    """The reports; exit code 1 says that something in a file is wrong, which a real register always has."""
    ran = product.command("import", *arguments, "--json")
    assert ran.returncode in {0, 1}, ran.stderr
    assert ran.stdout, ran.stderr
    reports: list[dict[str, Any]] = json.loads(ran.stdout)["reports"]
    return reports
