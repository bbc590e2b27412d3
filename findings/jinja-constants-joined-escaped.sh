#!/usr/bin/env bash
# What Jinja's ~ makes of HTML when all parts are constants.
#
# Guess: under autoescape `a ~ b` keeps what is marked as safe and escapes the rest; whether the parts are constants or
#   variables only decides over when it is worked out.
# Seen: with a variable among the parts it does. With constants alone the joining is done at compile time by plain
#   str, which forgets the mark, and the whole is escaped: a safe tag is printed as text, an escaped sign twice.
#   Switching the optimizer off mends it in a {% set %}, but not where the result is printed at once.
# Versions: Jinja2 3.1.6, MarkupSafe 3.0.4.
# Why it matters: replacing a variable by its value in a template, or translating at compile time, changes the page.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/venv"
"$home/venv/bin/pip" install --quiet jinja2==3.1.6 markupsafe==3.0.4

"$home/venv/bin/python" - <<'PY'
import sys

from jinja2 import Environment

CASES = {  # template: guess, seen with the optimizer, seen without
    "{{ '<b>'|safe ~ word }}": ("<b>honey", "<b>honey", "<b>honey"),
    "{{ '<b>'|safe ~ 'honey' }}": ("<b>honey", "&lt;b&gt;honey", "&lt;b&gt;honey"),
    "{% set x = '<b>'|safe ~ 'honey' %}{{ x }}": ("<b>honey", "&lt;b&gt;honey", "<b>honey"),
    "{{ '&'|e ~ word }}": ("&amp;honey", "&amp;honey", "&amp;honey"),
    "{{ '&'|e ~ 'honey' }}": ("&amp;honey", "&amp;amp;honey", "&amp;amp;honey"),
}
changed = False
print("Jinja2 3.1.6 with autoescape")
for template, (guess, *expected) in CASES.items():
    environments = [Environment(autoescape=True, optimized=optimized) for optimized in (True, False)]
    seen = [environment.from_string(template).render(word="honey") for environment in environments]
    print(f"{template}: guess {guess}, seen {seen[0]}, without the optimizer {seen[1]}")
    changed |= seen != expected
sys.exit(changed)
PY
echo "as described"
