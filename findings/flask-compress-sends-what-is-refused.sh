#!/usr/bin/env bash
# What Flask-Compress sends to a client that refuses every encoding by name.
#
# Guess: `br;q=0, gzip;q=0` gets the page as it is: quality 0 means "not acceptable" (RFC 9110, 12.4.2 and 12.5.3).
# Seen: it gets brotli. Names are grouped by quality and the highest group wins, be it 0; only `*;q=0` is looked at.
#   With a blank, `br; q=0`, the name is not recognized, and the answer is right by accident.
# Versions: Flask-Compress 1.25, Flask 3.1.3, Brotli 1.2.0.
# Why it matters: a download tool or a proxy that says so, because it cannot unpack, stores bytes that nobody can read.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/venv"
"$home/venv/bin/pip" install --quiet flask==3.1.3 flask-compress==1.25 brotli==1.2.0

"$home/venv/bin/python" - <<'PY'
import sys

from flask import Flask
from flask_compress import Compress

app = Flask(__name__)
Compress(app)


@app.get("/")
def page():
    return "honey " * 1_000


CASES = {  # Accept-Encoding: guess, seen
    "gzip": ("gzip", "gzip"),
    "identity": (None, None),
    "br;q=0, gzip": ("gzip", "gzip"),
    "br;q=0, gzip;q=0": (None, "br"),
    "br; q=0, gzip; q=0": (None, None),
    "*;q=0": (None, None),
}
changed = False
print("Flask-Compress 1.25")
for accepted, (guess, expected) in CASES.items():
    answer = app.test_client().get("/", headers={"Accept-Encoding": accepted})
    seen = answer.headers.get("Content-Encoding")
    print(f"Accept-Encoding: {accepted}: guess {guess}, seen {seen}")
    changed |= seen != expected
sys.exit(changed)
PY
echo "as described"
