"""The shop in production, started as docs/operating.md says: PostgreSQL or SQLite, Redis, a mail server, a proxy."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade

from marketplace import accounts, demo
from marketplace.accounts.errors import PasswordTooCommon, WrongCredentials
from marketplace.database import db
from tests.house.sources import ROOT
from tests.proxies import Proxy
from tests.redis_server import RedisServer, redis_server
from tests.running import START, address_of, process, running_shop
from tests.shopper import Fields, Shopper

VISITOR = "203.0.113.9"
BY_PROXY = {
    "Host": "shop.test",
    "X-Forwarded-For": VISITOR,
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "shop.test",
}
OPERATOR = {"name": "Lan", "identifier": "lan@shop.test", "password": "ba con gà mái vàng"}


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture
def settings(committed_app: Flask, redis: RedisServer, tmp_path: Path) -> dict[str, str]:
    """What the guide has exported, for this test's own database and Redis."""
    return live(tmp_path) | {"REDIS_URL": redis.url}


def live(folder: Path) -> dict[str, str]:
    """The settings of production, with the database of this test."""
    return {
        "SHOP_ENV": "production",
        "SECRET_KEY": "k7" * 20,
        "PUBLIC_BASE_URL": "https://shop.test",
        "DATABASE_URL": db.engine.url.render_as_string(hide_password=False),
        "DATA_DIR": str(folder),
        "MAIL_URL": "smtp://127.0.0.1:9",
        "MAIL_FROM": "gui@shop.test",
        "SUPPORT_EMAIL": "hotro@shop.test",
        "TRUSTED_HOPS": "1",
    }


class Visitor:
    """Somebody beyond the proxy, with a cookie jar."""

    def __init__(self, address: str) -> None:
        self.host, self.cookies = urlsplit(address).netloc, dict[str, str]()

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """The status, and the page or where it is."""
        connection = HTTPConnection(self.host, timeout=30)
        cookies = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Referer": "https://shop.test/"} if form else {}
        connection.request("POST" if form else "GET", path, urlencode(form or {}), BY_PROXY | cookies | kind)
        answer = connection.getresponse()
        page = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return answer.status, answer.headers.get("Location") or page


def link_in(words: str) -> str:
    """The path of the first operator's link, which begins with the public address."""
    found = re.search(r"https://shop\.test(/van-hanh/bat-dau/\S+)", words)
    assert found, words
    return found[1]


def flask(settings: dict[str, str], *command: str) -> str:
    """What a command prints; it must succeed."""
    arguments = [sys.executable, "-m", "flask", "--app", "wsgi", *command]
    done = subprocess.run(arguments, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_guides_start_opens_a_shop_whose_first_operator_signs_in(
    settings: dict[str, str], tmp_path: Path, redis: RedisServer
) -> None:
    assert link_in(flask(settings, "first-operator"))
    with process(tmp_path, "--empty", **settings) as shop:
        path = link_in((shop.stdout or [""]).readline())
        visitor = Visitor(address_of(shop))
        try:
            status, page = visitor.ask(path)
            assert status == 200
            form = Fields(page, path).found | OPERATOR
            assert visitor.ask(path, form)[0] == 303
            assert "__Host-gui" in visitor.cookies
            assert visitor.ask(visitor.ask("/van-hanh")[1])[0] == 200
            stranger = Visitor(f"http://{visitor.host}")
            form = Fields(stranger.ask("/dang-nhap")[1], "/dang-nhap").found
            assert stranger.ask("/dang-nhap", form | OPERATOR | {"password": "wrong password"})[0] == 422
            assert VISITOR in redis.counted()
            redis.stop()
            assert stranger.ask("/dang-nhap", form | OPERATOR | {"password": "wrong password"})[0] == 422
            assert stranger.ask("/dang-nhap", form | OPERATOR)[0] == 303
        finally:
            shop.terminate()
            shop.communicate(timeout=30)
    flask(settings, "audit")
    flask(settings, "work", "--once")


def refused(folder: Path, **settings: str) -> str:
    """The one sentence with which bin/run does not start."""
    command = [sys.executable, START, "--port", "0", "--data", folder, "--empty"]
    done = subprocess.run(command, env=os.environ | settings, capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def test_a_database_of_the_demo_shop_is_never_opened_in_production(demo_app: Flask, tmp_path: Path) -> None:
    assert "holds the demo shop" in refused(tmp_path, **live(tmp_path))


def test_a_demo_shop_of_a_version_before_is_known_after_the_update(demo_app: Flask) -> None:
    while demo.is_marked():
        downgrade(revision="-1")
    upgrade()
    assert demo.is_marked()


def test_a_shop_with_own_goods_is_no_demo(committed_app: Flask) -> None:
    assert not demo.is_marked()


def test_the_published_password_opens_nothing_in_production(demo_app: Flask) -> None:
    buyer = accounts.parse_identifier("0900000001")
    assert accounts.authenticate(buyer, demo.PASSWORD).name
    accounts.refuse_published(demo.PASSWORD)
    try:
        with pytest.raises(WrongCredentials):
            accounts.authenticate(buyer, demo.PASSWORD)
        with pytest.raises(PasswordTooCommon):
            accounts.hash_password(demo.PASSWORD)
    finally:
        accounts.refuse_published(None)


def test_bin_run_wants_to_know_of_the_proxy_that_ends_tls(settings: dict[str, str], tmp_path: Path) -> None:
    assert "TRUSTED_HOPS" in refused(tmp_path, **settings | {"TRUSTED_HOPS": "0"})


@pytest.mark.parametrize("address", ["https://shop.test", "https://shop.test:8443"])
def test_the_first_operators_link_begins_with_the_public_address(address: str, settings: dict[str, str]) -> None:
    assert f"{address}/van-hanh/bat-dau/" in flask(settings | {"PUBLIC_BASE_URL": address}, "first-operator")


def test_an_order_stands_when_redis_ends_after_its_commit(demo_app: Flask, redis: RedisServer, tmp_path: Path) -> None:
    database = db.engine.url.render_as_string(hide_password=False)
    with closing(Proxy((socket.AF_INET, ("127.0.0.1", redis.port)))) as way:
        url = f"redis://127.0.0.1:{way.port}/0"
        with running_shop(tmp_path, DATABASE_URL=database, REDIS_URL=url) as address:
            shopper = Shopper(address)
            shopper.fill_basket("mat-ong-green-life", "GL-250")
            form = shopper.checkout_form()
            way.break_at(b"EVALSHA")  # by which a count is raised; the limits were asked before
            status, location = shopper.post("/dat-hang", form)
            assert status == 303
            assert re.search(r"\d{4}-[2-9A-Z]{5}", shopper.get(location)), "the page shows the code of the order"
