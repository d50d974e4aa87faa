"""Databases, schemas and roles are made once, by whoever comes first, and are as weak as SE-61 asks."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from secrets import token_hex

import psycopg
import pytest
from psycopg import sql
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import make_url

from kit.db.embedded import RunningServer
from kit.db.provision import Roles, provision, urls
from kit.testing.postgres import drop_database

# Roles belong to the whole server, which other test processes use as well.
OAK, ELM = f"oak{token_hex(3)}", f"elm{token_hex(3)}"
SERVICES = (OAK, ELM)


@pytest.fixture
def name(postgres: RunningServer) -> Iterator[str]:
    database = f"p_{token_hex(4)}"
    yield database
    drop_database(postgres, database)


def connect(url: str) -> psycopg.Connection:
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def test_every_service_gets_a_schema_an_owner_and_an_app_role(postgres: RunningServer, name: str) -> None:
    provision(postgres.url(), SERVICES, database=name)

    with connect(postgres.url(name)) as connection:
        owned = connection.execute(
            "select nspname, nspowner::regrole::text from pg_namespace where nspname = any(%s) order by 1",
            (list(SERVICES),),
        ).fetchall()
        locale = connection.execute(
            "select datcollate, pg_encoding_to_char(encoding) from pg_database where datname = %s", (name,)
        ).fetchone()
    assert owned == [(ELM, f"{ELM}_owner"), (OAK, f"{OAK}_owner")]
    assert locale == ("C", "UTF8")


def test_se_61_the_app_role_is_weak(postgres: RunningServer, name: str) -> None:
    provision(postgres.url(), SERVICES, database=name)
    admin = postgres.url(name)
    with connect(admin) as connection:
        connection.execute(f"set role {OAK}_owner")
        connection.execute(f"create table {OAK}.acorns (id int)")
        connection.execute("reset role")
        connection.execute(f"set role {ELM}_owner")
        connection.execute(f"create table {ELM}.seeds (id int); grant select on {ELM}.seeds to {ELM}_app")
        roles = connection.execute(
            "select rolname, rolcanlogin, rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication"
            " from pg_roles where rolname = any(%s) order by 1",
            ([f"{OAK}_owner", f"{OAK}_app"],),
        ).fetchall()
    assert roles == [(f"{OAK}_app", True, False), (f"{OAK}_owner", False, False)]

    with connect(urls(admin, [OAK], database=name)[OAK]) as app:
        for statement in (
            f"create table {OAK}.mine (id int)",
            "create table public.mine (id int)",
            "create temporary table mine (id int)",
            "create schema mine",
            f"select * from {OAK}.acorns",
            f"drop table {OAK}.acorns",
            f"select * from {ELM}.seeds",
            f"set role {OAK}_owner",
            f"alter role {OAK}_app bypassrls",
        ):
            with pytest.raises(InsufficientPrivilege):
                app.execute(sql.SQL(statement))


def test_an_app_role_that_was_made_stronger_is_made_weak_again(postgres: RunningServer, name: str) -> None:
    provision(postgres.url(), [OAK], database=name)
    with connect(postgres.url()) as connection:
        connection.execute(f"alter role {OAK}_app superuser createdb bypassrls")

        provision(postgres.url(), [OAK], database=name)

        flags = connection.execute(
            "select rolsuper, rolcreatedb, rolbypassrls from pg_roles where rolname = %s", (f"{OAK}_app",)
        ).fetchone()
    assert flags == (False, False, False)


def test_several_processes_may_prepare_one_database_at_once_and_again(postgres: RunningServer, name: str) -> None:
    with ThreadPoolExecutor(6) as threads:
        work = [threads.submit(provision, postgres.url(), SERVICES, database=name) for _ in range(6)]
        for piece in work:
            piece.result()

    with connect(postgres.url(name)) as connection:
        found = connection.execute("select count(*) from pg_namespace where nspname = any(%s)", (list(SERVICES),))
        assert found.fetchone() == (2,)


def test_two_databases_of_one_server_may_be_prepared_at_once(postgres: RunningServer) -> None:
    names = [f"p_{token_hex(4)}" for _ in range(4)]
    services = [f"ash{token_hex(2)}"]
    try:
        with ThreadPoolExecutor(4) as threads:
            work = [threads.submit(provision, postgres.url(), services, database=database) for database in names]
            for piece in work:
                piece.result()
    finally:
        for database in names:
            drop_database(postgres, database)


def test_an_administrator_who_is_no_superuser_can_prepare_and_act_as_the_owner(
    postgres: RunningServer, name: str
) -> None:
    service = f"yew{token_hex(2)}"
    deployer = f"deployer_{token_hex(2)}"
    with connect(postgres.url()) as connection:
        connection.execute(sql.SQL("create role {} login createdb createrole").format(sql.Identifier(deployer)))
    admin = make_url(postgres.url()).set(username=deployer).render_as_string(hide_password=False)

    provision(admin, [service], app_password="not a secret: invented for this test", database=name)
    provision(admin, [service], app_password="not a secret: invented for this test", database=name)

    with connect(postgres.url(name, deployer)) as connection:
        connection.execute(sql.SQL("set role {}").format(sql.Identifier(Roles.of(service).owner)))
        connection.execute(sql.SQL("create table {}.needles (id int)").format(sql.Identifier(service)))


def test_a_password_reaches_the_server_only_as_a_verifier(postgres: RunningServer, name: str) -> None:
    provision(postgres.url(), [OAK], app_password="invented for this test", database=name)

    with connect(postgres.url()) as connection:
        kept = connection.execute("select rolpassword from pg_authid where rolname = %s", (f"{OAK}_app",)).fetchone()
    assert kept and kept[0].startswith("SCRAM-SHA-256$")


def test_urls_are_the_administrators_with_another_user() -> None:
    external = urls(
        "postgresql+psycopg://admin:first@db.example:5433/postgres?sslmode=require", ["oak"], app_password="second/word"
    )

    assert external == {"oak": "postgresql+psycopg://oak_app:second%2Fword@db.example:5433/onroll?sslmode=require"}
