#!/usr/bin/env bash
# A scanned GS1 Digital Link whose scheme is written in capitals.
#
# Guess: biip.parse(), which takes whatever a scanner sends, finds the link as biip's GS1DigitalLinkURI.parse() does. Scheme
#   and host mean the same in capitals (RFC 3986, 3.1 and 3.2.2), and makers of squares write them so, because more of the
#   square is then in its denser alphanumeric mode.
# Seen: with "HTTPS://..." parse() raises nothing and finds no link; link and error of the link are both None, as if nothing
#   looked like one, and the number of the goods is lost with it. Capitals in the host alone do no harm. The named entry
#   point gives goods and lot from the very same text.
# Versions: biip 5.2.0.
# Why it matters: such a square counts as a code of no kind, and no error says why. Lower the scheme first.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/venv"
"$home/venv/bin/pip" install --quiet biip==5.2.0

"$home/venv/bin/python" - <<'PY'
import sys
from importlib.metadata import version

import biip
from biip.gs1_digital_link_uris import GS1DigitalLinkURI

PATH = "/01/08935001700012/10/GL-1125"
KNOWN = [("01", "08935001700012"), ("10", "GL-1125")]


def numbers(link):
    return [(each.ai.ai, each.value) for each in link.element_strings] if link else None


def as_described(begin):
    told, named = biip.parse(begin + PATH), GS1DigitalLinkURI.parse(begin + PATH)
    print(f"seen:  {begin}... parse: {numbers(told.gs1_digital_link_uri)}, error: {told.gs1_digital_link_uri_error}")
    lost = begin.startswith("HTTPS")
    return (numbers(told.gs1_digital_link_uri), numbers(named)) == (None if lost else KNOWN, KNOWN) and (
        told.gs1_digital_link_uri_error is None and (told.gtin is None) == lost
    )


print("biip", version("biip"))
print("guess: goods and lot are found in each")
found = [as_described(f"{scheme}://{host}") for scheme in ("https", "HTTPS") for host in ("shop.example", "SHOP.EXAMPLE")]
sys.exit(not all(found))
PY
echo "as described"
