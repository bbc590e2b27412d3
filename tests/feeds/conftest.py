from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from marketplace import feeds
from marketplace.database import db
from marketplace.feeds.site import site


@pytest.fixture
def folder(app: Flask, tmp_path: Path) -> Iterator[Path]:
    """An empty folder for the feeds of this test."""
    before, site.folder = site.folder, tmp_path / "feeds"
    yield site.folder
    site.folder = before


@pytest.fixture
def build(folder: Path) -> Callable[[], int]:
    """Write whatever is due, with what the test has prepared; says in how many bites."""

    def until_nothing_is_due() -> int:
        db.session.commit()
        bites = 0
        while feeds.renew_due():
            bites += 1
        return bites

    return until_nothing_is_due
