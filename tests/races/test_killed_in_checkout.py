"""The server is killed in the middle of a checkout, again and again, and the form is sent once more."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import create_engine, text

from tests.databases import Engine
from tests.running import START
from tests.shopper import Shopper

KILLS = [8, pytest.param(20, marks=pytest.mark.confirms)]
LATEST_KILL = 0.8
"""Seconds after sending the form. The kills lie close at first and go on until a slow machine has answered, too."""


def started(folder: Path, address: str, port: int) -> subprocess.Popen[str]:
    """The shop on this database and port, ready to answer."""
    command = [sys.executable, str(START), "--port", str(port), "--data", str(folder)]
    environment = os.environ | {"DATABASE_URL": address}
    shop = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert any("http://" in line for line in shop.stdout or ()), "the shop did not start"
    return shop


def kill(shop: subprocess.Popen[str]) -> None:
    """End the server at once; its worker notices by itself, and is not waited for."""
    shop.send_signal(signal.SIGKILL)
    shop.wait()
    if shop.stdout:
        shop.stdout.close()


def send_and_kill(shop: subprocess.Popen[str], shopper: Shopper, form: dict[str, str], after: float) -> list[str]:
    """Send the checkout form and kill the server that long afterwards; where an answer led, if one came."""
    answers: list[str] = []

    def send() -> None:
        try:
            status, location = shopper.post("/dat-hang", form)
        except (OSError, HTTPException):
            return
        answers.append(location if status == 303 else f"refused with {status}")

    sender = Thread(target=send)
    sender.start()
    sender.join(after)
    kill(shop)
    sender.join()
    return answers


@pytest.fixture
def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture
def address(database: Engine) -> Iterator[str]:
    yield database.create("killed", template="template")
    database.drop("killed")


@pytest.mark.parametrize("kills", KILLS)
def test_a_form_sent_again_after_a_crash_gives_one_order_and_loses_none(
    address: str, tmp_path: Path, unused_port: int, kills: int
) -> None:
    shopper, purchases, answered = Shopper(f"http://127.0.0.1:{unused_port}"), [], 0
    shop = started(tmp_path, address, unused_port)
    for attempt in range(kills):
        shopper.fill_basket("mat-ong-green-life", "GL-250")
        form = shopper.checkout_form()
        answers = send_and_kill(shop, shopper, form, LATEST_KILL * (attempt / kills) ** 2)
        shop = started(tmp_path, address, unused_port)
        status, location = shopper.post("/dat-hang", form)
        assert status == 303
        assert answers in ([], [location]), "an acknowledged order is the one that the second sending gives"
        assert re.search(r"\d{4}-[2-9A-Z]{5}", shopper.get(location)), "the page shows the code of the order"
        answered += len(answers)
        purchases.append(location)
    kill(shop)

    assert len(set(purchases)) == kills
    assert 0 < answered < kills, "the kills came all too early or all too late to show anything"
    assert count_of_purchases(tmp_path, address) == kills


def count_of_purchases(folder: Path, address: str) -> int:
    """How many purchases of the test's buyer there are, after the audit has found nothing."""
    environment = os.environ | {"DATABASE_URL": address, "DATA_DIR": str(folder)}
    audit = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "audit"], env=environment, capture_output=True, text=True
    )
    assert audit.returncode == 0, audit.stdout + audit.stderr
    engine = create_engine(address)
    with engine.connect() as connection:
        found = connection.scalar(text("SELECT count(*) FROM purchases WHERE phone = '+84900000123'"))
    engine.dispose()
    return int(found or 0)
