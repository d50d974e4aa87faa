"""Everything Onroll reads from the environment, in one place; every name begins with ONROLL_."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final, Self

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from kit.kernel.clock import Clock, ShiftedClock, SystemClock

PORT: Final = 8000
SERVICES: Final = ("gateway", "placements", "funding", "accountability")
"""In the order in which they are migrated and seeded: data flows from left to right."""


class Mode(StrEnum):
    """Production unless said otherwise; the demo brings personas, invented data and a movable day (SE-96)."""

    PRODUCTION = "production"
    DEMO = "demo"


class SettingsRefused(Exception):
    """A setting is missing or wrong; the message names the variable and holds no value."""


class Settings(BaseSettings):
    """What stands in the environment of a process."""

    model_config = SettingsConfigDict(env_prefix="ONROLL_", frozen=True, extra="ignore", hide_input_in_errors=True)

    mode: Mode = Mode.PRODUCTION
    base_url: str = Field(default=f"http://localhost:{PORT}", pattern=r"^https?://[A-Za-z0-9.\[\]:-]+$")
    var: Path = Path("var")
    web: Path = Path("frontend/dist")
    database_url: SecretStr | None = None
    keys: Path | None = None
    demo_day: date | None = None
    service_urls: Mapping[str, str] = Field(default_factory=dict)
    proxies: str = "127.0.0.1"
    smtp_url: SecretStr | None = None
    mail_from: str = "onroll@localhost"

    @classmethod
    def read(cls, **given: object) -> Self:
        """From the environment; what a command line gives goes before it. Raises SettingsRefused."""
        try:
            return cls(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
        except ValidationError as error:
            names = sorted({f"ONROLL_{str(problem['loc'][0]).upper()}" for problem in error.errors()})
            raise SettingsRefused(f"not acceptable: {', '.join(names)}") from None

    @property
    def key_folder(self) -> Path:
        return self.keys or self.var / "keys"

    @property
    def mail_folder(self) -> Path:
        """Where mail lies while no mail server is named (ML-13)."""
        return self.var / "mail"

    def address_of(self, service: str) -> str:
        """Where a service in a process of its own is reached from here: through the front door if nothing is said."""
        return self.service_urls.get(service, self.base_url).rstrip("/")

    @property
    def is_demo(self) -> bool:
        return self.mode is Mode.DEMO

    def clock(self) -> Clock:
        """The machine's, or in the demo one that stands on the chosen day."""
        if self.is_demo and self.demo_day is not None:
            return ShiftedClock.to_day(self.demo_day)
        return SystemClock()
