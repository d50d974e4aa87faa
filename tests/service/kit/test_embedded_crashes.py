"""The embedded PostgreSQL survives `kill -9` of any of its processes and of those who started it."""

import os
import signal
import subprocess
import threading
import time
from pathlib import Path

import psycopg
import pytest

from factories.embedded import connect, postmaster_pid, starter, wait_until
from kit.db.embedded import EmbeddedServer, ensure_running

# Keeps one backend busy in a way that does not notice the death of its postmaster.
BUSY = "set statement_timeout = 2500; select count(*) from generate_series(1, 1000000000)"


def test_after_kill_9_of_the_postmaster_the_next_start_recovers(data_dir: Path) -> None:
    first = ensure_running(data_dir)
    with connect(first) as connection:
        connection.execute("create table kept as select 42 as answer")
        os.kill(postmaster_pid(data_dir), signal.SIGKILL)

    with ensure_running(data_dir) as second, connect(second) as connection:
        assert connection.execute("select answer from kept").fetchone() == (42,)
    first.release()


def test_a_start_waits_for_orphans_of_a_killed_postmaster(data_dir: Path) -> None:
    first = ensure_running(data_dir)
    busy = threading.Thread(target=_keep_busy, args=(first.url().replace("+psycopg", ""),))
    busy.start()
    with connect(first) as connection:
        wait_until(lambda: _is_busy(connection))
    os.kill(postmaster_pid(data_dir), signal.SIGKILL)
    time.sleep(0.2)
    assert EmbeddedServer(data_dir).is_running()  # the orphan still holds the lock

    with ensure_running(data_dir) as second, connect(second) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    busy.join()
    first.release()


def test_after_kill_9_of_a_backend_the_server_answers_again(data_dir: Path) -> None:
    with ensure_running(data_dir) as server:
        with connect(server) as connection:
            connection.execute("create table kept as select 42 as answer")
            os.kill(connection.info.backend_pid, signal.SIGKILL)

        with ensure_running(data_dir) as again, connect(again) as connection:
            assert connection.execute("select answer from kept").fetchone() == (42,)


@pytest.mark.parametrize("process", ["checkpointer", "background writer", "walwriter", "autovacuum launcher"])
def test_after_kill_9_of_a_helper_process_the_server_answers_again(data_dir: Path, process: str) -> None:
    with ensure_running(data_dir) as server:
        with connect(server) as connection:
            found = connection.execute("select pid from pg_stat_activity where backend_type = %s", (process,))
            pid = found.fetchall()[0][0]
            os.kill(pid, signal.SIGKILL)
        wait_until(lambda: not Path(f"/proc/{pid}").exists())

        with ensure_running(data_dir) as again, connect(again) as connection:
            assert connection.execute("select 1").fetchone() == (1,)


def test_after_kill_9_of_the_starter_the_next_start_joins_its_server(data_dir: Path) -> None:
    process = starter(data_dir)
    assert process.stdout
    started = process.stdout.readline().strip()
    _kill(process)

    with ensure_running(data_dir) as server, connect(server) as connection:
        joined = connection.execute("select pg_postmaster_start_time()::text").fetchone()

    assert joined == (started,)
    assert not EmbeddedServer(data_dir).is_running()


def test_a_starter_killed_while_the_data_is_made_leaves_nothing_half_made(data_dir: Path) -> None:
    process = starter(data_dir)
    wait_until((data_dir / "cluster.new" / "base").exists)
    _kill(process)
    assert not (data_dir / "cluster").exists()

    with ensure_running(data_dir) as server, connect(server) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    assert not (data_dir / "cluster.new").exists()


def test_a_left_over_pid_file_that_names_a_living_process_is_no_obstacle(data_dir: Path) -> None:
    with ensure_running(data_dir) as server:
        url = server.url()
    stale = f"{os.getpid()}\n{data_dir / 'cluster'}\n1\n5432\n{data_dir / 'run'}\n\n1 1\nready\n"
    (data_dir / "cluster" / "postmaster.pid").write_text(stale)
    (data_dir / "run" / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")

    with ensure_running(data_dir) as server, connect(server) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
        assert server.url() == url


def test_a_watched_server_comes_back_by_itself_under_the_same_address(data_dir: Path) -> None:
    with ensure_running(data_dir) as server:
        server.watch()
        os.kill(postmaster_pid(data_dir), signal.SIGKILL)

        wait_until(lambda: _answers(server.url()))


def _keep_busy(url: str) -> None:
    with pytest.raises(psycopg.OperationalError), psycopg.connect(url, autocommit=True) as connection:
        connection.execute(BUSY)


def _is_busy(connection: psycopg.Connection) -> bool:
    found = connection.execute(
        "select 1 from pg_stat_activity where query like '%generate_series%' and pid <> pg_backend_pid()"
    )
    return found.fetchone() is not None


def _answers(url: str) -> bool:
    try:
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            return connection.execute("select 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def _kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()
