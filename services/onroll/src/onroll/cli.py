"""The `onroll` command line: one verb a line, one sentence when something is wrong, exit codes 0, 1 and 2."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import typer
from psycopg import OperationalError as NoDatabase
from sqlalchemy.exc import OperationalError

from kit.auth.keys import KeyFileRefused
from kit.db.embedded import EmbeddedServerError
from onroll.commands import checking, feeds, imports, openapi, people, running, trying
from onroll.logs import log_of_command
from onroll.serving import AddressInUse
from onroll.settings import SettingsRefused

FAILED: Final = 1
NOT_UNDERSTOOD: Final = 2

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Onroll, for virtual schools for children in care in England.",
)
app.command("demo")(trying.demo)
app.command("serve")(running.serve_services)
app.command("worker")(running.work)
app.command("stop")(running.stop)
app.command("migrate")(running.migrate)
app.command("import")(imports.import_files)
app.command("openapi")(openapi.export)
app.command("check")(checking.check)
app.add_typer(people.app, name="user")
app.add_typer(feeds.app, name="feed")


def main() -> None:
    """The entry point; what people can mend is said in a sentence, everything else is a fault and shows itself."""
    log_of_command()
    with _said_in_a_sentence():
        app()


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
