"""Lists of invented names, read once."""

from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

NameList = Literal["primary_places", "secondary_places", "girls", "boys", "surnames"]


@cache
def invented(names: NameList) -> tuple[str, ...]:
    text: str = _lists()[names]
    return tuple(name.strip() for name in text.split(","))


@cache
def _lists() -> dict[str, str]:
    lists: dict[str, str] = yaml.safe_load(files("onroll.demo").joinpath("names.yaml").read_text("utf-8"))
    return lists
