from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from marketplace.feeds.site import site
from tests.work import work


@pytest.fixture
def folder(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder for the copies of this test's feeds, and an empty store for the feeds themselves."""
    monkeypatch.setitem(app.config, "MEDIA_URL", (tmp_path / "store").as_uri())
    before, site.folder = site.folder, tmp_path / "feeds"
    yield site.folder
    site.folder = before


@pytest.fixture
def build(folder: Path) -> Callable[[], object]:
    """Write all feeds that are due, with what the test has prepared."""
    return lambda: work("product_feeds", "sitemap")
