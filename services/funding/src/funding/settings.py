"""Everything the funding service reads from the environment."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Names begin with ONROLL_; links in mails are built from `base_url` and nothing else (SE-74)."""

    model_config = SettingsConfigDict(env_prefix="ONROLL_", frozen=True, extra="ignore", hide_input_in_errors=True)

    base_url: str = Field(default="http://localhost:8000", pattern=r"^https?://[A-Za-z0-9.\[\]:-]+$")
