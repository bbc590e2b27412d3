#!/usr/bin/env bash
# Which error Stripe's Python library raises for an idempotency key that is still in use.
#
# Guess: IdempotencyError, the class that the library has for trouble with keys.
# Seen: that class is raised for 400 alone (the same key, other parameters). A key under which a request is still at
#   work is answered with 409 and the same "type": "idempotency_error", and becomes a plain APIError, as a fault of
#   Stripe's own does (500). Only http_status tells them apart.
# Versions: stripe 16.1.0.
# Why it matters: after a fault of Stripe's own one looks whether the thing was done and asks with another key. Done so
#   while the first request is still at work, a part of a payment is given back twice.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/venv"
"$home/venv/bin/pip" install --quiet stripe==16.1.0 requests

"$home/venv/bin/python" - <<'PY'
import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import stripe

ERROR = {"type": "idempotency_error", "code": "idempotency_key_in_use", "message": "another in-progress request"}


class Answer(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        body = json.dumps({"error": ERROR}).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said):
        pass


server = HTTPServer(("127.0.0.1", 0), Answer)
Thread(target=server.serve_forever, daemon=True).start()
address = {"api": f"http://127.0.0.1:{server.server_address[1]}"}
client = stripe.StripeClient("sk_test_x", base_addresses=address, max_network_retries=0)


def raised(status):
    server.status = status
    try:
        client.v1.refunds.create({"payment_intent": "pi_1"}, {"idempotency_key": "k"})
    except stripe.StripeError as error:
        return type(error).__name__, error.http_status


print("stripe", stripe.VERSION)
print("guess: 400 and 409 with an idempotency_error are both IdempotencyError")
seen = [raised(status) for status in (400, 409, 500)]
print("seen: ", seen)
sys.exit(seen != [("IdempotencyError", 400), ("APIError", 409), ("APIError", 500)])
PY
echo "as described"
