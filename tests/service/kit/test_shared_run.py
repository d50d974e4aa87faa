"""All processes of one test run share one PostgreSQL and one template, and leave nothing behind."""

import os
import subprocess
import sys
from pathlib import Path

_TESTS = """
from pathlib import Path
import psycopg
import pytest

@pytest.mark.parametrize("number", range(4))
def test_one(number, clone, postgres, template, worker_id):
    with psycopg.connect(postgres.url().replace("+psycopg", "")) as connection:
        seen = connection.execute(
            "select pg_postmaster_start_time()::text, (select oid from pg_database where datname = %s)", (template,)
        ).fetchone()
    assert clone.name != template
    Path(__file__).with_name(f"{worker_id}-{number}.seen").write_text(f"{seen} {postgres.data_dir.parent}")
"""


def test_two_processes_share_one_server_that_is_gone_afterwards(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["kit.testing.plugin"]\n')
    (tmp_path / "test_sharing.py").write_text(_TESTS)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ONROLL_", "PYTEST_"))}

    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "2", "--rootdir", str(tmp_path), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=tmp_path,
    )

    assert ended.returncode == 0, ended.stdout
    notes = list(tmp_path.glob("*.seen"))
    assert {note.name.split("-")[0] for note in notes} == {"gw0", "gw1"}
    [seen] = {note.read_text() for note in notes}
    assert not Path(seen.rsplit(" ", 1)[1]).exists()
