#!/usr/bin/env bash
# What a select field makes of translated labels in the shorthand for choices.
#
# Guess: `SelectField(choices={"g": "gram"})` is the shorthand of WTForms 3.3 for value and label, so
#   `{"g": lazy_gettext("gram")}` gives the same field with a label that is translated when the page is drawn.
# Seen: a lazy string of Flask-Babel is no `str`, so the dictionary is taken for the older form {group: choices}: "g" becomes
#   the label of a group, and the word below it is taken letter by letter for choices. The page shows <optgroup label="g"> with
#   the options g, r, a, m; the real value "g" can only be sent by chance. One warning speaks of groups, not of labels.
# Versions: WTForms 3.3.2, Flask-Babel 4.0.0, Flask 3.1.2.
# Why it matters: one label that is made translatable turns the whole menu into letters, and no error says so.
#   `SelectChoice(value, lazy_label)` keeps what was meant.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/venv"
"$home/venv/bin/pip" install --quiet wtforms==3.3.2 flask-babel==4.0.0 flask==3.1.2
"$home/venv/bin/python" - <<'PY'
import re
import sys
import warnings

from flask import Flask
from flask_babel import Babel, lazy_gettext
from wtforms import Form, SelectField
from wtforms.fields.choices import SelectChoice

app = Flask("shop")
Babel(app)


def menu(choices):
    class Pack(Form):
        unit = SelectField(choices=choices)

    html = str(Pack().unit())
    return re.findall(r'optgroup label="(\w+)"', html), re.findall(r'option value="(\w+)"', html)


with app.test_request_context(), warnings.catch_warnings(record=True) as warned:
    warnings.simplefilter("always")
    plain = menu({"g": "gram"})
    lazy = menu({"g": lazy_gettext("gram")})
    chosen = menu([SelectChoice("g", lazy_gettext("gram"))])
told = sorted({str(each.message).split(" is deprecated")[0] for each in warned})
print("WTForms 3.3.2, Flask-Babel 4.0.0")
print("guess: no group and the option g for a plain label and for a lazy one")
print("seen:  plain", plain, "lazy", lazy, "SelectChoice", chosen)
print("warned:", *told)
expected = ([], ["g"]), (["g"], ["g", "r", "a", "m"]), ([], ["g"])
sys.exit((plain, lazy, chosen) != expected)
PY
echo "as described"
