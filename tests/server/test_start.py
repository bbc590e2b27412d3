"""What the person at the terminal sees when bin/run cannot do what it should."""

import signal
import socket
import subprocess
import sys
from itertools import takewhile
from pathlib import Path

import pytest

from tests.running import START, address_of, process


def start(*options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, START, *options]
    return subprocess.run(command, env={"LC_ALL": "C", **environment}, capture_output=True, text=True, timeout=60)


def refused(*options: str, **environment: str) -> str:
    """The one sentence with which the start was refused."""
    result = start(*options, **environment)
    assert result.returncode != 0
    assert result.stderr.count("\n") == 1, result.stderr
    return result.stderr


def test_a_taken_port_names_the_option_that_helps() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        assert refused("--port", port) == f"Port {port} is in use by another program. Choose another one with --port.\n"


def test_a_data_folder_that_cannot_be_made_names_the_option_that_helps(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "Choose another one with --data." in refused("--port", "0", "--data", str(tmp_path / "file" / "data"))


@pytest.mark.parametrize(
    ("setting", "value"), [("DATABASE_URL", "mysql://x"), ("SHOP_ENV", "live"), ("PUBLIC_BASE_URL", "shop")]
)
def test_a_wrong_setting_is_named(setting: str, value: str, tmp_path: Path) -> None:
    assert setting in refused("--port", "0", "--data", str(tmp_path), **{setting: value})


def test_a_database_that_does_not_answer_is_named(tmp_path: Path) -> None:
    nowhere = "postgresql://postgres@127.0.0.1:9/shop"
    assert "DATABASE_URL" in refused("--port", "0", "--data", str(tmp_path), DATABASE_URL=nowhere)


def test_a_port_that_is_none_is_refused_with_the_usage() -> None:
    assert "--port" in start("--port", "70000").stderr


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM], ids=["ctrl_c", "terminate"])
def test_the_shop_closes_when_told_without_complaint(ending: signal.Signals, tmp_path: Path) -> None:
    with process(tmp_path, "--empty") as shop:
        address_of(shop)
        shop.send_signal(ending)
        words, _ = shop.communicate(timeout=30)
    assert shop.returncode == 0
    assert "Traceback" not in words


def test_an_empty_shop_offers_the_link_for_its_first_operator_until_there_is_one(tmp_path: Path) -> None:
    for _start in range(2):
        with process(tmp_path, "--empty") as shop:
            said = list(takewhile(lambda line: "is open at" not in line, shop.stdout or ()))
            shop.terminate()
        assert "first operator" in said[-1]
