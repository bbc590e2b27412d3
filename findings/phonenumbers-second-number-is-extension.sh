#!/usr/bin/env bash
# What phonenumbers makes of two telephone numbers in one field.
#
# Guess: "0912345678;0987654321" is no number: parse() refuses it or is_valid_number() says no, as for the same two with
#   a slash, a comma, a dash or a line break between.
# Seen: with a semicolon (or two commas) the second number is taken for the first one's extension and the whole is
#   valid. format_number(E164) then leaves the second one out without a word.
# Versions: phonenumberslite 9.0.42.
# Why it matters: a semicolon is how spreadsheets and address books join numbers. Look at .extension before storing.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/venv"
"$home/venv/bin/pip" install --quiet phonenumberslite==9.0.42

"$home/venv/bin/python" - <<'PY'
import sys

from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, is_valid_number, parse

TAKEN = "valid, +84912345678, extension 0987654321"


def judged(text):
    try:
        number = parse(text, "VN")
    except NumberParseException:
        return "refused"
    stored = format_number(number, PhoneNumberFormat.E164)
    return f"{'valid' if is_valid_number(number) else 'invalid'}, {stored}, extension {number.extension}"


seen = {mark: judged(f"0912345678{mark}0987654321") for mark in ("/", ",", " - ", "\n", ";", "; ", ",,")}
print("phonenumberslite 9.0.42, region VN; guess: refused, whatever stands between two numbers")
for mark, result in seen.items():
    print(f"seen: {mark!r} {result}")
sys.exit(list(seen.values()) != ["refused"] * 4 + [TAKEN] * 3)
PY
echo "as described"
