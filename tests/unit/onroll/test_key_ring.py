"""The secrets of an installation: made once, for their owner only."""

from pathlib import Path

import pytest

from kit.auth.keys import KeyFileRefused
from onroll.key_ring import KeyRing


def test_the_second_start_finds_the_keys_of_the_first(tmp_path: Path):
    first = KeyRing.load_or_create(tmp_path / "keys")

    second = KeyRing.load_or_create(tmp_path / "keys")

    assert second == first
    assert len({first.context, first.cursor, first.audit.secret, first.database}) == 4


def test_no_key_file_can_be_read_by_others(tmp_path: Path):
    KeyRing.load_or_create(tmp_path)

    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_a_key_that_others_can_read_is_refused_by_name(tmp_path: Path):
    KeyRing.load_or_create(tmp_path)
    (tmp_path / "audit.key").chmod(0o640)

    with pytest.raises(KeyFileRefused, match=r"audit\.key can be read by others"):
        KeyRing.load(tmp_path)


@pytest.mark.parametrize("weak", ["", "00", "61" * 32, "not a key"])
def test_a_weak_key_is_refused(tmp_path: Path, weak: str):
    KeyRing.load_or_create(tmp_path)
    (tmp_path / "context.key").write_text(weak)

    with pytest.raises(KeyFileRefused, match=r"context\.key (is weak|holds no key)"):
        KeyRing.load(tmp_path)


def test_a_restore_without_its_keys_fails_loudly(tmp_path: Path):
    with pytest.raises(KeyFileRefused, match="missing"):
        KeyRing.load(tmp_path)
