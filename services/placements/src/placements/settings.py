"""Everything placements reads from the environment."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Names begin with ONROLL_; links in mails are built from `base_url` and nothing else (SE-74)."""

    model_config = SettingsConfigDict(env_prefix="ONROLL_", frozen=True, extra="ignore", hide_input_in_errors=True)

    only_authority: str | None = Field(default=None, pattern=r"^[0-9]{3}$")
    """Set where the installation serves one authority: its head may then enter dates of law, with a second person."""
    base_url: str = Field(default="http://localhost:8000", pattern=r"^https?://[A-Za-z0-9.\[\]:-]+$")
