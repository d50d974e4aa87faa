"""Rules that come as data in the package: clocks, refusal codes, legal references, letters."""

from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from placements.domain.clock_rules import ClockRule, ClockRules, FromSetting
from placements.domain.clock_units import CalendarRole, Force, Unit
from placements.domain.fixed_dates import FixedDate, FixedDates, FixedYear
from placements.domain.legal_refs import LegalRef, LegalRefs
from placements.domain.letters import LetterPart, LetterTemplate
from placements.domain.refusal_codes import (
    ConditionCode,
    GivenBy,
    ReasonGroup,
    RefusalCode,
    RefusalCodes,
    RefusalCohort,
    Standing,
)
from placements.domain.reports.definitions import Definition, Definitions

_LETTERS: Final = ("requests", "challenges", "directions")

_PLAIN: Final = ("key", "n", "anchor", "kind", "local", "ref", "on_expiry", "repeat", "guard", "display_only")


class Strict(yaml.SafeLoader):
    """Refuses a name that stands twice in one place: the second would silently take the first away."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [self.construct_object(key, deep=deep) for key, _ in node.value]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise ValueError(f"{sorted(twice)} twice, line {node.start_mark.line + 1}")
        return super().construct_mapping(node, deep=deep)


def _read(name: str) -> dict[str, Any]:
    text = (files("placements") / "seed" / name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=Strict)  # noqa: S506 - a safe loader that is stricter
    return loaded


@cache
def clock_rules() -> ClockRules:
    """Section 10."""
    seed = _read("clocks.yaml")
    rules = (_clock_rule(row, seed["version"]) for row in seed["clocks"])
    return ClockRules(seed["version"], {rule.key: rule for rule in rules})


def _clock_rule(row: dict[str, Any], version: int) -> ClockRule:
    unit, inclusive = row["unit"], row.get("inclusive", False)
    return ClockRule(
        **{name: row[name] for name in _PLAIN if name in row},
        unit=FromSetting(unit["setting"]) if isinstance(unit, dict) else Unit(unit),
        inclusive=FromSetting(inclusive["setting"]) if isinstance(inclusive, dict) else inclusive,
        force=Force(row["force"]),
        stop=frozenset(row.get("stop", ())),
        calendar=CalendarRole(row["calendar"]) if "calendar" in row else None,
        version=version,
    )


@cache
def fixed_dates() -> FixedDates:
    """Section 10, by key."""
    rows = _read("clocks.yaml")["fixed_dates"]
    return {
        row["key"]: FixedDate(**{**row, "year": FixedYear(row["year"]), "force": Force(row["force"])}) for row in rows
    }


@cache
def refusal_codes() -> RefusalCodes:
    """Section 9.1."""
    seed = _read("refusal_codes.yaml")
    codes = (_refusal_code(row) for row in seed["codes"])
    conditions = (ConditionCode(**row) for row in seed["conditions"])
    return RefusalCodes(
        seed["version"],
        {code.code: code for code in codes},
        {condition.code: condition for condition in conditions},
    )


def _refusal_code(row: dict[str, Any]) -> RefusalCode:
    return RefusalCode(
        code=row["code"],
        label=row["label"],
        group=ReasonGroup(row["group"]),
        standing={cohort: Standing(row[cohort.value]) for cohort in RefusalCohort},
        evidence=row["evidence"],
        letter=row["letter"],
        roll_up=row["roll_up"],
        by=GivenBy(row.get("by", GivenBy.SCHOOL)),
        refs=tuple(row["refs"]),
        says=row["says"],
    )


@cache
def legal_refs() -> LegalRefs:
    """Section 12, PL-818."""
    seed = _read("legal_refs.yaml")
    refs = (LegalRef(**row) for row in seed["refs"])
    return LegalRefs(seed["version"], {ref.key: ref for ref in refs})


@cache
def letter_templates() -> dict[str, LetterTemplate]:
    """Section 14, by family of letters."""
    families = (_read(f"letters/{name}.yaml") for name in _LETTERS)
    return {row["key"]: _letter_template(row, family["version"]) for family in families for row in family["templates"]}


def _letter_template(row: dict[str, Any], version: int) -> LetterTemplate:
    """A variant is written as what differs from its letter."""
    variants = {
        name: _letter_template(
            {**row, **other, "parts": {**row["parts"], **other.get("parts", {})}, "variants": {}}, version
        )
        for name, other in row.get("variants", {}).items()
    }
    return LetterTemplate(
        key=row["key"],
        version=version,
        title=row["title"],
        parts={LetterPart(part): words.strip() for part, words in row["parts"].items()},
        purpose=row["for"],
        refs=tuple(row["refs"]),
        names_child=row.get("names_child", False),
        ask=row.get("ask"),
        next_step=row.get("next_step"),
        variants=variants,
    )


@cache
def report_definitions() -> Definitions:
    """Section 18."""
    seed = _read("report_definitions.yaml")
    return Definitions(seed["version"], [Definition(**row) for row in seed["definitions"]])
