"""Rules that come as data say each thing once: a key that stands twice would silently hide the first."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

SEEDS = sorted((Path(str(files("placements"))) / "seed").rglob("*.yaml"))


class StrictLoader(yaml.SafeLoader):
    """Refuses a mapping in which a key stands twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=deep) for key, _ in node.value]
        twice = sorted({str(key) for key in keys if keys.count(key) > 1})
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"twice: {twice}", node.start_mark)
        return super().construct_mapping(node, deep=deep)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_no_key_stands_twice_in_a_seed(path: Path) -> None:
    assert yaml.load(path.read_text("utf-8"), Loader=StrictLoader)


def test_planted_fault_a_key_that_stands_twice_is_seen() -> None:
    with pytest.raises(yaml.constructor.ConstructorError, match="twice"):
        yaml.load("variants: {a: 1}\nvariants: {b: 2}\n", Loader=StrictLoader)
