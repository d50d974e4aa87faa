"""The `onroll` command line: one verb a line, one sentence when something is wrong, exit codes 0, 1 and 2."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Final

import typer
from psycopg import OperationalError as NoDatabase
from sqlalchemy.exc import OperationalError

from kit.auth.keys import KeyFileRefused
from kit.db.embedded import EmbeddedServerError
from onroll.logs import log_of_command
from onroll.serving import AddressInUse
from onroll.settings import SettingsRefused

FAILED: Final = 1
NOT_UNDERSTOOD: Final = 2

COMMANDS: Final[Mapping[str, str]] = {
    "demo": "trying:demo",
    "serve": "running:serve_services",
    "worker": "running:work",
    "stop": "running:stop",
    "migrate": "running:migrate",
    "import": "imports:import_files",
    "openapi": "openapi:export",
    "check": "checking:check",
    "user": "people:app",
    "feed": "feeds:app",
}
"""Where each verb stands below `onroll.commands`."""


def main() -> None:
    """The entry point; what people can mend is said in a sentence, everything else is a fault and shows itself."""
    log_of_command()
    with _said_in_a_sentence():
        application(sys.argv[1:2])()


def application(asked: Sequence[str] = ()) -> typer.Typer:
    """The command line; of a known verb only what it needs is loaded, so that a start takes no longer than it must."""
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_about)
    known = [name for name in asked if name in COMMANDS]
    for name in known or COMMANDS:
        module, _, attribute = COMMANDS[name].partition(":")
        verb = getattr(import_module(f"onroll.commands.{module}"), attribute)
        if isinstance(verb, typer.Typer):
            app.add_typer(verb, name=name)
        else:
            app.command(name)(verb)
    return app


def _about() -> None:
    """Onroll, for virtual schools for children in care in England."""


@contextmanager
def _said_in_a_sentence() -> Iterator[None]:
    try:
        yield
    except AddressInUse as used:
        _end(f"Something already listens on {used}: choose another with --port, or make demo PORT=8001.", FAILED)
    except (SettingsRefused, KeyFileRefused) as refused:
        _end(f"Not started: {refused}.", NOT_UNDERSTOOD)
    except EmbeddedServerError as failed:
        _end(str(failed), FAILED)
    except (NoDatabase, OperationalError):
        _end("The database does not answer: is ONROLL_DATABASE_URL right, and the server running?", FAILED)


def _end(sentence: str, code: int) -> None:
    sys.stderr.write(sentence + "\n")
    raise SystemExit(code)
