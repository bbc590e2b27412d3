#!/usr/bin/env bash
# Whose form token generate_csrf() makes in a second request context.
#
# Guess: each app.test_request_context() has its own session, and generate_csrf() in it makes a token for that session.
# Seen: a request context brings its own application context only when none is there. Below an outer app_context(),
#   as most test fixtures have it, all share one g, where Flask-WTF keeps the finished token: the second context
#   gets the first one's, nothing is put into its session, and its own form is refused.
# Versions: Flask-WTF 1.3.0, Flask 3.1.3.
# Why it matters: a test with two visitors fails for the second one alone, far from the fixture that causes it.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/venv"
"$home/venv/bin/pip" install --quiet flask-wtf==1.3.0 flask==3.1.3

"$home/venv/bin/python" - <<'PY'
import sys
from contextlib import nullcontext

from flask import Flask, session
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms import ValidationError

app = Flask("shop")
app.secret_key = "only for this run"


def accepted():
    try:
        validate_csrf(generate_csrf())
    except ValidationError as error:
        return str(error)
    return "accepted"


def visitors(outer):
    with outer:
        for _ in range(2):
            with app.test_request_context():
                yield accepted()
                yield "in the session" if "csrf_token" in session else "not in the session"


alone, nested = list(visitors(nullcontext())), list(visitors(app.app_context()))
print("Flask-WTF 1.3.0, Flask 3.1.3: each of two visitors makes a token and hands it in")
print("guess:", *alone, sep=" | ")
print("seen below an outer app_context():", *nested, sep=" | ")
fine = ["accepted", "in the session"]
sys.exit((alone, nested) != (fine * 2, [*fine, "The CSRF session token is missing.", "not in the session"]))
PY
echo "as described"
