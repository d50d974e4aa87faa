"""Folders for servers of a test's own."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kit.db.embedded import discard


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine can enter, unlike pytest's own temporary folders."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture
def data_dir(open_folder: Path) -> Iterator[Path]:
    folder = open_folder / "postgres"
    yield folder
    discard(folder)
