"""What the environment may say, and what it may not."""

from datetime import date

import pytest

from kit.kernel.clock import SystemClock
from onroll.settings import Mode, Settings, SettingsRefused


def test_nothing_said_means_production():
    assert Settings().mode is Mode.PRODUCTION


def test_the_day_of_the_demo_moves_the_clock_in_the_demo_only(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ONROLL_DEMO_DAY", "2026-11-23")

    demo = Settings(mode=Mode.DEMO).clock().today()
    production = Settings().clock().today()

    assert demo == date(2026, 11, 23)
    assert production == SystemClock().today()


def test_a_wrong_setting_is_named_and_its_value_kept_quiet(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ONROLL_BASE_URL", "ftp://secret.example")

    with pytest.raises(SettingsRefused, match="ONROLL_BASE_URL") as refused:
        Settings.read()

    assert "secret" not in str(refused.value)
