"""The double of Stripe (bin/launch/stripe_double) as tests start it and speak to it."""

import hashlib
import hmac
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

PROGRAM = Path(__file__).parents[2] / "bin" / "launch" / "stripe_double"
SECRET = "whsec_double"
GOOD, POOR, ASKED = "4242424242424242", "4000000000009995", "4000002760003184"
"""Numbers of cards: one that pays, one without money, one whose bank asks who is there."""


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *_request: Any) -> None:
        return None


class Double:
    """What a test may do with it."""

    def __init__(self, url: str) -> None:
        self.url = url

    def tell(self, what: str, **told: Any) -> dict[str, Any]:
        """Say something to the double itself: set, fault, finish, return, dispute. Gives all its books."""
        return dict(json.loads(self._post(f"/_double/{what}", json.dumps(told).encode())[2]))

    def fail(self, on: str, how: str) -> None:
        """Let the next such request fail: reset, slow, 429, 500 (not done), lost, slow_done, 500_done, or
        504_later: another server's patience ends, and it is done when the double is told to finish."""
        self.tell("fault", on=on, how=how)

    @property
    def books(self) -> dict[str, Any]:
        return self.tell("set")

    def events(self, kind: str = "", since: int = 0) -> list[dict[str, Any]]:
        """What it would have told, oldest first."""
        return [event for event in self.books["events"][since:] if event["type"].startswith(kind)]

    def pay(self, page: str, number: str = GOOD, proof: str = "") -> tuple[int, str, str]:
        """Type a card's number on a page; status, where it leads to, and what it shows."""
        typed = {"number": number} | ({"proof": proof} if proof else {})
        return self._post(page.removeprefix(self.url), urlencode(typed).encode())

    def _post(self, path: str, body: bytes) -> tuple[int, str, str]:
        try:
            with build_opener(Stay).open(Request(self.url + path, body), timeout=30) as answer:
                return answer.status, "", answer.read().decode()
        except HTTPError as answer:
            return answer.code, answer.headers.get("Location", ""), answer.read().decode()


@contextmanager
def running_double(*options: str) -> Iterator[Double]:
    """The double as a process of its own."""
    command = [sys.executable, PROGRAM, *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Double(process.stdout.readline().strip() if process.stdout else "")
        finally:
            process.terminate()


def signature(body: bytes, *, secret: str = SECRET, age: int = 0) -> str:
    """The header of a notice that was sent so many seconds ago."""
    at = int(time.time()) - age
    mark = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={mark}"
