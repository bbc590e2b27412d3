"""A network that drops the packets between shop and database, without a word to either."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

import pytest
from flask import Flask

from marketplace.database import db
from tests.proxies import Proxy, proxied
from tests.running import eventually, running_shop

LONGEST = 10.0
QUICK = 2.0
PAGES = ("/", "/tim?q=mat", "/tinh")


@pytest.fixture
def way(committed_app: Flask) -> Iterator[tuple[Proxy, str]]:
    """A way to a real PostgreSQL that can be closed, and the database's address by that way."""
    if db.engine.name == "sqlite":
        pytest.skip("SQLite has no network that could hang")
    with proxied(db.engine.url) as (proxy, url):
        yield proxy, url.render_as_string(hide_password=False)


@contextmanager
def open_shop(folder: Path, database: str) -> Iterator[str]:
    """The shop as a process, after a first look at each of its pages."""
    with running_shop(folder, "--empty", DATABASE_URL=database) as address:
        assert {answer(address, path)[0] for path in PAGES} == {200}
        yield address


def answer(address: str, path: str) -> tuple[int, float]:
    """The status of the page, and the seconds until it was there."""
    begun = monotonic()
    with closing(HTTPConnection(urlsplit(address).netloc, timeout=60)) as connection:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
    return response.status, monotonic() - begun


def test_pages_say_so_within_ten_seconds_and_what_needs_no_database_comes_at_once(
    way: tuple[Proxy, str], tmp_path: Path
) -> None:
    proxy, database = way
    with open_shop(tmp_path, database) as address, ThreadPoolExecutor(40) as visitors:
        proxy.drop()
        pages = [visitors.submit(answer, address, path) for path in PAGES * 8]
        files = [visitors.submit(answer, address, path) for path in ("/robots.txt", "/static/css/none.css")]
        assert [file.result()[0] for file in files] == [200, 404]
        assert max(file.result()[1] for file in files) < QUICK
        assert {page.result()[0] for page in pages} == {503}
        assert max(page.result()[1] for page in pages) < LONGEST

        refused = [answer(address, path) for path in PAGES]
        assert max(seconds for _, seconds in refused) < LONGEST / 2
        assert [answer(address, path)[0] for path in ("/dang-nhap", "/khong-co-trang-nay")] == [200, 404]

        proxy.restore()
        assert eventually(lambda: {answer(address, path)[0] for path in PAGES} == {200})
