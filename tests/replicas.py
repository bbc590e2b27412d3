"""A second PostgreSQL server that streams what the tests' own one writes."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL, make_url

from tests.databases import QUICK, _binaries
from tests.running import eventually


class Standby:
    """A copy of the server in `folder`, as far as it has replayed its log."""

    def __init__(self, folder: Path, binaries: Path, user: str | None) -> None:
        self._folder, self._binaries, self._user = folder, binaries, user

    def url(self, database: URL) -> URL:
        """The copy of this database."""
        return database.set(query={"host": str(self._folder)})

    def ask(self, statement: str) -> object:
        """The first value that the copy answers."""
        with psycopg.connect(f"postgresql://postgres@/postgres?host={self._folder}", autocommit=True) as connection:
            row = connection.execute(statement).fetchone()
        return row[0] if row else None

    def pause(self) -> None:
        """Fall behind: what is written from now on does not show."""
        self.ask("SELECT pg_wal_replay_pause()")
        assert eventually(lambda: self.ask("SELECT pg_get_wal_replay_pause_state()") == "paused")

    def resume(self) -> None:
        """Catch up."""
        self.ask("SELECT pg_wal_replay_resume()")

    def start(self) -> None:
        """Begin to follow."""
        settings = " ".join(f"-c {setting}" for setting in QUICK)
        self._run("pg_ctl", "start", "--wait", "-D", "copy", "--options", f"{settings} -k {self._folder}")

    def stop(self) -> None:
        """Go away."""
        with suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "stop", "--mode=immediate", "-D", "copy")

    def copy(self, server: URL) -> None:
        """Take the first copy of the server, whole."""
        source = server.set(drivername="postgresql").render_as_string(hide_password=False)
        self._run("pg_basebackup", "-D", "copy", "-d", source, "-R", "--checkpoint=fast", "--no-sync")

    def _run(self, program: str, *arguments: str) -> None:
        with (self._folder / "log").open("ab") as log:
            command = [self._binaries / program, *arguments]
            subprocess.run(command, user=self._user, cwd=self._folder, stdout=log, stderr=log, check=True)


@contextmanager
def standby() -> Iterator[Standby]:
    """A copy of the tests' own server for as long as the block lasts."""
    server = make_url(os.environ["TEST_DATABASE_URL"])
    if not str(server.query.get("host", "")).startswith("/"):
        pytest.skip("NOT CHECKED: reading from a replica, which needs a PostgreSQL server of the tests' own.")
    with tempfile.TemporaryDirectory(prefix="pg-copy-") as home:
        folder, user = Path(home), "nobody" if os.geteuid() == 0 else None
        made = Standby(folder, (_binaries(folder) / "initdb").resolve().parent, user)
        if user:
            shutil.chown(folder, user)
        made.copy(server)
        made.start()
        try:
            yield made
        finally:
            made.stop()
