"""The embedded PostgreSQL starts, is shared, and stops when the last user leaves."""

import os
import shutil
import stat
import time
from pathlib import Path

import psycopg
import pytest

from factories.embedded import another_user, connect, give, owner_of, postmaster_pid, starter
from kit.db.embedded import EmbeddedServer, EmbeddedServerError, discard, ensure_running
from kit.db.embedded.accounts import server_account
from kit.db.embedded.binaries import Binaries, find_binaries
from kit.db.embedded.places import LONGEST_SOCKET_PATH
from kit.db.embedded.programs import run


def test_re_32_a_first_start_takes_less_than_six_seconds_and_joining_less_than_a_third_of_one(data_dir: Path) -> None:
    before_start = time.monotonic()
    with ensure_running(data_dir) as first:
        with connect(first) as connection:
            connection.execute("create database onroll")
        before_join = time.monotonic()
        with ensure_running(data_dir):
            after_join = time.monotonic()

    assert before_join - before_start < 6.0
    assert after_join - before_join < 0.3


def test_the_last_user_stops_the_server(data_dir: Path) -> None:
    first, second = ensure_running(data_dir), ensure_running(data_dir)

    first.release()
    with connect(second) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    second.release()

    assert not EmbeddedServer(data_dir).is_running()


def test_data_outlives_a_stop(data_dir: Path) -> None:
    with ensure_running(data_dir) as server, connect(server) as connection:
        connection.execute("create table kept as select 42 as answer")

    with ensure_running(data_dir) as server, connect(server) as connection:
        assert connection.execute("select answer from kept").fetchone() == (42,)


def test_re_32_two_starts_at_the_same_time_share_one_server(data_dir: Path) -> None:
    starters = [starter(data_dir) for _ in range(4)]

    answers = [process.stdout.readline() for process in starters if process.stdout]
    endings = [process.communicate() for process in starters]

    assert len(set(answers)) == 1 and answers[0], endings
    assert [out for out, _ in endings] == ["released\n"] * 4
    assert not EmbeddedServer(data_dir).is_running()


def test_stopping_ends_the_server_for_everybody_and_a_watcher_respects_it(data_dir: Path) -> None:
    with ensure_running(data_dir) as watched:
        watched.watch()
        EmbeddedServer(data_dir).stop()
        time.sleep(1.2)  # two rounds of the watcher

        assert not EmbeddedServer(data_dir).is_running()
        with ensure_running(data_dir) as again, connect(again) as connection:
            assert connection.execute("select 1").fetchone() == (1,)


def test_the_server_has_no_tcp_no_trust_and_one_locale(data_dir: Path) -> None:
    with ensure_running(data_dir) as server, connect(server) as connection:
        rules = connection.execute("select type, auth_method from pg_hba_file_rules").fetchall()
        settings = connection.execute(
            "select current_setting('listen_addresses'), current_setting('max_connections'),"
            " current_setting('data_checksums'), current_setting('server_encoding'),"
            " (select datcollate from pg_database where datname = 'postgres')"
        ).fetchone()

    assert rules == [("local", "peer")]
    assert settings == ("", "100", "on", "UTF8", "C")


def test_re_34_what_people_typed_never_reaches_the_log(data_dir: Path) -> None:
    with ensure_running(data_dir) as server, connect(server) as connection:
        connection.execute("create table people (name text primary key)")
        connection.execute("insert into people values ('canary-in-a-key')")
        for statement, value in (
            ("insert into people values (%s)", "canary-in-a-key"),
            ("select %s::text::date", "canary-in-a-parameter"),
            ("select 'canary-in-a-literal'::date where %s::text is not null", "x"),
        ):
            with pytest.raises(psycopg.Error):
                connection.execute(statement, (value,))
        connection.execute("do $$ begin raise warning 'canary-in-a-warning'; end $$")

    log = (data_dir / "postgres.log").read_text()
    assert "ready to accept connections" in log
    assert "canary" not in log


def test_a_path_too_long_for_a_socket_gets_a_short_folder_that_stays_the_same(data_dir: Path) -> None:
    deep = data_dir.parent / ("a" * 60) / ("b" * 60) / "postgres"
    with ensure_running(deep) as server:
        first = server.url()
        with connect(server) as connection:
            sockets = Path(str(connection.info.host))
    with ensure_running(deep) as server, connect(server) as connection:
        again = server.url()

    assert first == again
    assert len(str(sockets / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH
    assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    discard(deep)
    assert not sockets.exists()


def test_data_of_another_version_names_the_way_out() -> None:
    with pytest.raises(EmbeddedServerError, match=r"PostgreSQL 12.*ONROLL_DATABASE_URL"):
        find_binaries(made_by=12)


def test_a_server_that_cannot_start_says_why(data_dir: Path) -> None:
    with pytest.raises(EmbeddedServerError, match="shared_buffers"):
        ensure_running(data_dir, options={"shared_buffers": "a lot"})

    with ensure_running(data_dir) as server, connect(server) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to run the server as somebody else")
def test_root_runs_it_as_an_existing_user_and_leaves_the_folders_above_alone(data_dir: Path) -> None:
    before = data_dir.parent.stat()
    with ensure_running(data_dir) as server, connect(server) as connection:
        running_as = owner_of(postmaster_pid(data_dir))
        assert connection.execute("select session_user").fetchone() == ("postgres",)

    after = data_dir.parent.stat()
    assert running_as in {"postgres", "nobody"}
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to run the server as somebody else")
def test_root_in_a_folder_nobody_else_can_enter_gets_a_private_place(data_dir: Path, open_folder: Path) -> None:
    walled = open_folder / "walled"
    walled.mkdir(mode=0o700)
    with ensure_running(walled / "postgres") as server, connect(server) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    home = Path((walled / "postgres" / "data-folder").read_text())

    assert stat.S_IMODE(walled.stat().st_mode) == 0o700
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert (home / "cluster" / "PG_VERSION").exists()
    discard(walled / "postgres")
    assert not home.exists()


def test_a_plain_user_runs_it_as_itself_and_root_may_join(data_dir: Path, open_folder: Path) -> None:
    user = another_user()
    give(open_folder, user)
    process = starter(data_dir, user)
    assert process.stdout
    started = process.stdout.readline()
    assert started, process.communicate()

    with ensure_running(data_dir) as server, connect(server) as connection:
        joined = connection.execute("select pg_postmaster_start_time()::text").fetchone()
        assert owner_of(postmaster_pid(data_dir)) == user
    process.communicate()

    assert joined == (started.strip(),)
    assert not EmbeddedServer(data_dir).is_running()


def test_somebody_else_gets_a_plain_refusal(data_dir: Path) -> None:
    user = another_user()
    with ensure_running(data_dir):
        _, error = starter(data_dir, user).communicate()

    assert "EmbeddedServerError" in error
    assert "ONROLL_DATABASE_URL" in error


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to run the server as somebody else")
def test_programs_in_a_folder_nobody_else_can_enter_are_copied_to_the_data(open_folder: Path) -> None:
    account = server_account(open_folder)
    here = find_binaries()
    walled = open_folder / "walled"
    walled.mkdir(mode=0o700)
    shutil.copytree(here.folder.parent, walled / "install", symlinks=True)
    private = open_folder / "private"
    private.mkdir(mode=0o700)
    account.own(private)

    reached = Binaries(walled / "install" / "bin", here.version).within_reach_of(account, private)

    assert reached.folder == private / f"postgresql-{here.version}" / "bin"
    assert run(account, reached.folder / "postgres", "--version").stdout.split()[-1] == here.version
    assert here.within_reach_of(account, private) == here
