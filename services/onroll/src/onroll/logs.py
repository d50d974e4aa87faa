"""Logs go to stderr as JSON lines: every request in production, only what is wrong in the demo and in commands."""

import logging
import sys

import structlog

from kit.web.log import configure
from onroll.settings import Settings


def log_of_server(settings: Settings) -> None:
    _configure(logging.WARNING if settings.is_demo else logging.INFO)


def log_of_command() -> None:
    _configure(logging.WARNING)


def _configure(level: int) -> None:
    configure(level)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
