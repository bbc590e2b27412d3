"""A release that is killed at any moment and started again does everything once."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.database import db
from tests.deploy.next_version import JARS, make, release

pytestmark = pytest.mark.long
MOST_MOMENTS = 30


@pytest.fixture
def settings(committed_app: Flask, tmp_path: Path) -> dict[str, str]:
    """Another process' settings for this test's database."""
    return {
        "DATABASE_URL": db.engine.url.render_as_string(hide_password=False),
        "DATA_DIR": str(tmp_path / "data"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return make(tmp_path)


def moved() -> list[int]:
    """How often each jar was moved, as far as it was."""
    with db.engine.connect() as connection:
        return list(connection.scalars(text("SELECT moved FROM jars WHERE moved IS NOT NULL")))


def lines_until_killed(shop: Path, settings: dict[str, str], moment: int) -> Iterator[str]:
    """The lines of a release that is killed when it has said so many; the last one is its status if it lived."""
    with release(shop, settings) as running:
        for number, line in enumerate(running.stdout or (), start=1):
            yield line
            if number == moment:
                running.kill()
                return
        yield f"ended {running.wait()}"


def test_a_release_that_is_killed_after_each_of_its_lines_comes_to_its_end(
    shop: Path, settings: dict[str, str]
) -> None:
    halves = 0
    for moment in count(1):
        assert moment < MOST_MOMENTS
        said = list(lines_until_killed(shop, settings, moment))
        if said[-1].startswith("ended"):
            break
        halves += "jars: 2 of" in said[-1] and 0 < len(moved()) < JARS
    assert said[-1] == "ended 0", said
    assert moment > 4, "it was hardly ever killed"
    if db.engine.dialect.name == "sqlite":  # a PostgreSQL that forgets has moved all jars before the process is dead
        assert halves, "it was never killed between two batches"
    assert moved() == [1] * JARS
    with release(shop, settings, "--check") as check:
        assert check.communicate()[0] == "Nothing waits.\n"


def test_of_two_releases_at_once_one_waits_and_nothing_is_done_twice(shop: Path, settings: dict[str, str]) -> None:
    with release(shop, settings) as first, release(shop, settings) as second:
        told = [first.communicate(timeout=120)[0], second.communicate(timeout=120)[0]]
        assert (first.returncode, second.returncode) == (0, 0), told
    assert sum(each.count("migration next_move") for each in told) == 1
    assert sum("Another release of this database is at work" in each for each in told) == 1
    assert moved() == [1] * JARS
