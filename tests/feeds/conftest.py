from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from marketplace.feeds.site import site
from tests.work import work


@pytest.fixture
def folder(app: Flask, tmp_path: Path) -> Iterator[Path]:
    """An empty folder for the feeds of this test."""
    before, site.folder = site.folder, tmp_path / "feeds"
    yield site.folder
    site.folder = before


@pytest.fixture
def build(folder: Path) -> Callable[[], object]:
    """Write all feeds that are due, with what the test has prepared."""
    return lambda: work("product_feeds", "sitemap")
