#!/usr/bin/env bash
# In which language Flask-Babel's number filters answer when their argument is a constant.
#
# Guess: `{{ 1234.5|numberformat }}` asks the filter on every page, so each visitor sees a number of the own language.
# Seen: Jinja works out a filter of constants when it compiles the template, which Flask does once, during somebody's
#   request. Every later visitor gets the number in the first one's language; `{{ x|numberformat }}` is right.
# Versions: Flask-Babel 4.0.0, Flask 3.1.3, Jinja2 3.1.6, Babel 2.18.0.
# Why it matters: which language it is changes with each restart. The same goes for any filter of one's own that looks
#   at the request, unless it is marked with pass_context.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/venv"
"$home/venv/bin/pip" install --quiet flask-babel==4.0.0 flask==3.1.3 jinja2==3.1.6 babel==2.18.0

"$home/venv/bin/python" - <<'PY'
import sys

from flask import Flask, render_template, request
from flask_babel import Babel
from jinja2 import DictLoader


def visits(*languages):
    app = Flask("shop")
    Babel(app, locale_selector=lambda: request.args["language"])
    app.jinja_loader = DictLoader({"page": "{{ 1234.5|numberformat }} {{ x|numberformat }}"})
    app.add_url_rule("/", view_func=lambda: render_template("page", x=1234.5))
    return [app.test_client().get(f"/?language={language}").text for language in languages]


english_first, vietnamese_first = visits("en", "vi"), visits("vi", "en")
print("Flask-Babel 4.0.0, Jinja2 3.1.6: constant and variable, first and second visitor")
print("guess: ['1,234.5 1,234.5', '1.234,5 1.234,5'] for en, vi; the other way round for vi, en")
print("seen: ", english_first, "for en, vi;", vietnamese_first, "for vi, en")
sys.exit((english_first[1], vietnamese_first[1]) != ("1,234.5 1.234,5", "1.234,5 1,234.5"))
PY
echo "as described"
