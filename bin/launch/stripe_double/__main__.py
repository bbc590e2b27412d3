"""A double of Stripe on this machine: its HTTP for hosted pages and refunds, the page itself, and signed events.

    python bin/launch/stripe_double --port 0 --webhook http://127.0.0.1:5000/webhooks/stripe --secret whsec_double

It stands beside the launcher and not in the shop's package: no shop that is open to buyers can start it or import it.
The real library speaks to it (STRIPE_API_URL), in tests as when somebody clicks through a payment. Tests also tell it,
under /_double, to hold events back, to be lenient, or to fail in the ways in which networks and servers do.
"""

import json
import time
from argparse import ArgumentParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from books import Books, Refusal
from pages import card_page, over_page, proof_page
from sending import Sender

SLOW = 5.0
"""Seconds before nothing is answered, longer than tests let the shop wait."""
OURS = {"error": {"type": "api_error", "message": "Ours."}}
OTHERWISE = {
    "error": {
        "type": "idempotency_error",
        "message": "Keys for idempotent requests can only be used with the same parameters they were first used with.",
    }
}


IN_USE = {
    "error": {
        "type": "idempotency_error",
        "code": "idempotency_key_in_use",
        "message": "There is currently another in-progress request using this Idempotent Key.",
    }
}


class Lost(Exception):
    """The connection ends without an answer."""


class Double(ThreadingHTTPServer):
    """The server with its books, and the faults that it was told to have: (request, how) each once."""

    daemon_threads = True

    def __init__(self, port: int, webhook: str, secret: str, *, lenient: bool) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.books = Books(lenient=lenient)
        self.sender = Sender(self.books, webhook, secret)
        self.faults: list[tuple[str, str]] = []
        self.at_work: dict[str, tuple[str, bytes]] = {}

    @property
    def base(self) -> str:
        """Its own address."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Double
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Read something."""
        self._answer()

    def do_POST(self) -> None:
        """Change something."""
        self._answer()

    def log_message(self, *_said: Any) -> None:
        """Say nothing."""

    def _answer(self) -> None:
        self.is_replayed = False
        path = urlsplit(self.path).path
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            if path.startswith("/v1/"):
                self._say_json(*self._api(path, body))
            elif path.startswith("/_double/"):
                self._say_json(200, self._told(path, json.loads(body or b"{}")))
            elif path.startswith("/pay/"):
                self._page(path.removeprefix("/pay/"), dict(parse_qsl(body.decode())))
            else:
                self._say_json(404, {})
        except Lost:
            self.close_connection = True
        self.server.sender.go_on()

    def _api(self, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
        fault = self._fault(f"{self.command} {path}")
        if fault == "slow":
            time.sleep(SLOW)
        if fault in ("slow", "reset"):
            raise Lost()
        if fault == "429":
            return 429, {"error": {"type": "invalid_request_error", "code": "rate_limit", "message": "Too many."}}
        with self.server.books.lock:
            answer = self._once(path, body, fault)
        if fault == "slow_done":
            time.sleep(SLOW)
        if fault in ("lost", "slow_done"):
            raise Lost()
        return answer

    def _once(self, path: str, body: bytes, fault: str) -> tuple[int, dict[str, Any]]:
        """Do it, or give the first answer to this key once more, be it that something was Stripe's own fault."""
        books, key, said = self.server.books, self.headers.get("Idempotency-Key"), body.decode() + path
        known = books.answers.get(key or "")
        if key in self.server.at_work:
            return 409, IN_USE
        if known and not books.lenient:
            self.is_replayed = known[0] == said
            return known[1:] if self.is_replayed else (400, OTHERWISE)
        if fault == "504_later":
            self.server.at_work[key or ""] = path, body
            return 504, OURS
        answer = (500, OURS) if fault == "500" else self._done(self.command, path, body)
        if fault == "500_done":
            answer = (500, OURS)
        if key:
            books.answers[key] = (said, answer[0], json.loads(json.dumps(answer[1])))
        return answer

    def _finish(self) -> None:
        """What was still at work when a server lost patience comes to its end."""
        for key, (path, body) in self.server.at_work.items():
            answer = self._done("POST", path, body)
            self.server.books.answers[key] = (body.decode() + path, *answer)
        self.server.at_work.clear()

    def _done(self, method: str, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
        try:
            return 200, self._do(method, path.removeprefix("/v1/").split("/"), nested(body.decode()))
        except Refusal as refusal:
            return refusal.status, refusal.body

    def _do(self, method: str, parts: list[str], wanted: dict[str, Any]) -> dict[str, Any]:
        books = self.server.books
        match (method, *parts):
            case ("POST", "checkout", "sessions"):
                return books.open_session(wanted, self.server.base)
            case ("GET", "checkout", "sessions", name):
                return books.find_session(name)
            case ("POST", "checkout", "sessions", name, "expire"):
                return books.close_session(name)
            case ("POST", "refunds"):
                return books.give_back(wanted)
            case ("GET", "refunds"):
                return books.refunds_of(dict(parse_qsl(urlsplit(self.path).query))["payment_intent"])
        raise Refusal("resource_missing", f"Unrecognized request URL ({method}: /v1/{'/'.join(parts)}).", 404)

    def _told(self, path: str, told: dict[str, Any]) -> dict[str, Any]:
        """What tests say to the double itself."""
        server, books = self.server, self.server.books
        with books.lock:
            if path == "/_double/fault":
                server.faults.append((told["on"], told["how"]))
            elif path == "/_double/set":
                books.lenient = told.get("lenient", books.lenient)
                server.sender.is_holding = told.get("hold", server.sender.is_holding)
            elif path == "/_double/return":
                books.return_refund(told["refund"])
            elif path == "/_double/finish":
                self._finish()
            elif path == "/_double/dispute":
                books.dispute(told["intent"])
            shown = {"sessions": books.sessions, "intents": books.intents, "refunds": books.refunds}
            return {**shown, "events": books.events}

    def _page(self, name: str, typed: dict[str, str]) -> None:
        books = self.server.books
        with books.lock:
            try:
                session = books.find_session(name)
            except Refusal:
                return self._say(404, "text/html", "")
            if session["status"] != "open":
                return self._say(200, "text/html", over_page(session))
            if not typed:
                return self._say(200, "text/html", card_page(session))
            number = typed.get("number", "").replace(" ", "")
            if typed.get("proof") == "no":
                books.refuse_person(name)
                return self._say(200, "text/html", card_page(session, "declined"))
            fate = books.charge(name, number, is_proven=typed.get("proof") == "yes")
        if fate == "authenticate":
            return self._say(200, "text/html", proof_page(session, number))
        if fate:
            return self._say(200, "text/html", card_page(session, fate))
        self.server.sender.go_on()
        return self._say(303, "text/html", "", Location=session["success_url"].replace("{CHECKOUT_SESSION_ID}", name))

    def _fault(self, request: str) -> str:
        """The first fault that this request was told to have."""
        with self.server.books.lock:
            for fault in self.server.faults:
                if request.startswith(fault[0]):
                    self.server.faults.remove(fault)
                    return fault[1]
        return ""

    def _say_json(self, status: int, answer: dict[str, Any]) -> None:
        told = {"Idempotent-Replayed": "true"} if self.is_replayed else {}
        self._say(status, "application/json", json.dumps(answer), **told)

    def _say(self, status: int, kind: str, text: str, **headers: str) -> None:
        body = text.encode()
        self.send_response(status)
        for name, value in {"Content-Type": f"{kind}; charset=utf-8", "Content-Length": len(body), **headers}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)


def nested(body: str) -> dict[str, Any]:
    """A form whose names say where each value belongs: `line_items[0][quantity]=1`."""
    found: dict[str, Any] = {}
    for name, value in parse_qsl(body, keep_blank_values=True):
        place, *steps = name.replace("]", "").split("[")
        here: Any = found
        for step in steps:
            here = here.setdefault(place, {})
            place = int(step) if step.isdigit() else step
        here[place] = value
    return found


def main() -> None:
    """Serve until told to stop; the first line said is the address."""
    parser = ArgumentParser(prog="stripe_double", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--webhook", default="", help="where events are told")
    parser.add_argument("--secret", default="whsec_double", help="what they are signed with")
    parser.add_argument("--lenient", action="store_true", help="pay back more than was paid, and forget keys")
    given = parser.parse_args()
    double = Double(given.port, given.webhook, given.secret, lenient=given.lenient)
    print(double.base, flush=True)
    double.serve_forever()


if __name__ == "__main__":
    main()
