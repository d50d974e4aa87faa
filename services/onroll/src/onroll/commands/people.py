"""`onroll user`: the first account of an installation."""

import asyncio
import getpass
import sys
from typing import Annotated
from uuid import UUID

import typer

from gateway.actions.add_user import NewUser, RoleNotForOrganisation, add_user
from gateway.domain.errors import EmailTaken, PasswordNotAcceptable
from kit.auth.principal import Organisation
from kit.auth.rights import load
from kit.auth.vocabulary import Role
from kit.db.database import Database
from onroll.ground import make_ready, standing
from onroll.key_ring import KeyRing
from onroll.settings import Settings

app = typer.Typer(no_args_is_help=True, help="People who sign in.")


@app.callback()
def people() -> None:
    """People who sign in."""


@app.command("add")
def add(
    email: Annotated[str, typer.Argument(help="The address to sign in with.")],
    name: Annotated[str, typer.Option(help="As colleagues read it.")],
    role: Annotated[Role, typer.Option(help="What the person does.")],
    organisation: Annotated[str, typer.Option(help="Authority code, URN, trust UID, or platform.")],
) -> None:
    """Add somebody who signs in with a password; it is asked for, or read from stdin where there is no terminal.

    Example: onroll user add head@authority.example --name "A Head" --role vsh --organisation 998
    """
    kind = load().roles[role].organisation
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    user = NewUser(email, name, Organisation(kind, organisation), role)
    try:
        user_id = asyncio.run(_add(Settings.read(), user, password))
    except (EmailTaken, PasswordNotAcceptable, RoleNotForOrganisation) as refused:
        typer.echo(refused.__class__.__doc__, err=True)
        raise typer.Exit(1) from None
    typer.echo(str(user_id))


async def _add(settings: Settings, user: NewUser, password: str) -> UUID:
    ring = KeyRing.load_or_create(settings.key_folder)
    with standing(settings, ring) as ground:
        make_ready(settings, ground, ring)
        database = Database(ground.app_urls["gateway"], ring.context, pool_size=1)
        try:
            return await add_user(database, user, password)
        finally:
            await database.close()
