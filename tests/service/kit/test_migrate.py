"""Migrations run as the owner, one process at a time, and do not wait long for a lock."""

import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from secrets import token_hex

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Column, Integer, MetaData, Table, Text

from kit.db.embedded import RunningServer
from kit.db.migrate import current, downgrade, drift, heads, upgrade
from kit.db.provision import provision
from kit.testing.postgres import drop_database

_FIRST = """
from alembic import op
import sqlalchemy as sa
revision, down_revision = "0001", None
def upgrade():
    op.create_table("trees", sa.Column("id", sa.Integer, primary_key=True), schema="{name}")
def downgrade():
    op.drop_table("trees", schema="{name}")
"""
_SECOND = """
from alembic import op
import sqlalchemy as sa
revision, down_revision = "0002", "0001"
def upgrade():
    op.add_column("trees", sa.Column("kind", sa.Text), schema="{name}")
def downgrade():
    op.drop_column("trees", "kind", schema="{name}")
"""


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A package with two migrations, in a folder with a sign that alembic's settings read as a reference."""
    name = f"wood{token_hex(3)}"
    root = tmp_path / "100% wood"
    versions = root / name / "migrations" / "versions"
    versions.mkdir(parents=True)
    (root / name / "__init__.py").touch()
    (versions / "0001_first.py").write_text(_FIRST.format(name=name))
    (versions / "0002_second.py").write_text(_SECOND.format(name=name))
    monkeypatch.syspath_prepend(str(root))
    yield name
    sys.modules.pop(name, None)


@pytest.fixture
def url(postgres: RunningServer, service: str) -> Iterator[str]:
    provision(postgres.url(), [service], database=service)
    yield postgres.url(service)
    drop_database(postgres, service)


def columns(url: str, service: str) -> list[str]:
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        found = connection.execute(
            "select column_name from information_schema.columns where table_schema = %s and table_name = 'trees'"
            " order by ordinal_position",
            (service,),
        )
        return [row[0] for row in found]


def test_a_schema_goes_up_down_and_up_again(service: str, url: str) -> None:
    assert current(service, url) is None
    upgrade(service, url)
    assert (current(service, url), columns(url, service)) == ("0002", ["id", "kind"])
    downgrade(service, url, "0001")
    assert (current(service, url), columns(url, service)) == ("0001", ["id"])
    downgrade(service, url)
    assert (current(service, url), columns(url, service)) == (None, [])
    upgrade(service, url)
    assert current(service, url) == "0002"
    assert heads(service) == ["0002"]


def test_the_owner_owns_what_was_made_and_the_app_may_read_the_version(
    service: str, url: str, postgres: RunningServer
) -> None:
    upgrade(service, url)

    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        owners = connection.execute("select distinct tableowner from pg_tables where schemaname = %s", (service,))
        assert owners.fetchall() == [(f"{service}_owner",)]
    app = postgres.url(service, f"{service}_app").replace("+psycopg", "")
    with psycopg.connect(app) as connection:
        version = sql.SQL("select version_num from {}.alembic_version").format(sql.Identifier(service))
        assert connection.execute(version).fetchone() == ("0002",)


def test_several_processes_may_migrate_at_once(service: str, url: str) -> None:
    with ThreadPoolExecutor(4) as threads:
        for piece in [threads.submit(upgrade, service, url) for _ in range(4)]:
            piece.result()

    assert current(service, url) == "0002"


def test_re_50_a_migration_asks_again_for_a_lock_somebody_holds(service: str, url: str) -> None:
    upgrade(service, url, "0001")
    held, let_go = threading.Event(), threading.Event()
    holder = threading.Thread(target=_hold_the_table, args=(url, service, held, let_go))
    holder.start()
    held.wait(5)
    threading.Timer(1.5, let_go.set).start()

    upgrade(service, url)  # its first try meets the lock for a second and gives way

    holder.join()
    assert columns(url, service) == ["id", "kind"]


def test_drift_names_what_the_metadata_has_and_the_schema_lacks(service: str, url: str) -> None:
    upgrade(service, url)
    same, other = MetaData(schema=service), MetaData(schema=service)
    Table("trees", same, Column("id", Integer, primary_key=True), Column("kind", Text))
    Table("trees", other, Column("id", Integer, primary_key=True), Column("height", Integer))

    assert drift(service, url, same) == []
    assert {step[0] for step in drift(service, url, other)} == {"add_column", "remove_column"}


def _hold_the_table(url: str, service: str, held: threading.Event, let_go: threading.Event) -> None:
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute(sql.SQL("select * from {}.trees").format(sql.Identifier(service)))
        held.set()
        let_go.wait(10)
