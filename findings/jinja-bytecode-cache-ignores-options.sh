#!/usr/bin/env bash
# Whose code comes out of a bytecode cache that two Jinja environments share.
#
# Guess: the cache knows for which environment, or with which of its options, a template was compiled.
# Seen: it knows the template's name, file and source alone. An environment with other options gets what the first one
#   compiled, and an overlay of an environment shares its cache unasked. Here: trim_blocks, and what a filter of
#   the same name but another meaning gave at compile time.
# Versions: Jinja2 3.1.6, MarkupSafe 3.0.4.
# Why it matters: a cache on disk outlives the process, so a changed option has no effect on templates whose text has
#   not changed, not even after a restart. A key of one's own (get_cache_key) mends it.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/venv"
"$home/venv/bin/pip" install --quiet jinja2==3.1.6 markupsafe==3.0.4
mkdir "$home/cache"

"$home/venv/bin/python" - "$home/cache" <<'PY'
import sys

from jinja2 import DictLoader, Environment, FileSystemBytecodeCache

SOURCE = "{% if true %}\nbasket{% endif %} {{ 165|price }}"


def environment(currency, trim, cached):
    made = Environment(
        loader=DictLoader({"page": SOURCE}),
        trim_blocks=trim,
        bytecode_cache=FileSystemBytecodeCache(sys.argv[1]) if cached else None,
    )
    made.filters["price"] = lambda amount: f"{amount} {currency}"
    return made


def render(cached):
    first, second = environment("dong", False, cached), environment("euro", True, cached)
    pages = [made.get_template("page").render() for made in (first, second)]
    return [*pages, first.overlay(trim_blocks=True).get_template("page").render()]


alone, shared = render(cached=False), render(cached=True)
print("Jinja2 3.1.6: an environment, another one with other options, an overlay of the first with trim_blocks")
print("guess:", alone, "with a cache as without")
print("seen: ", shared, "with a cache")
sys.exit(alone != ["\nbasket 165 dong", "basket 165 euro", "basket 165 dong"] or shared != ["\nbasket 165 dong"] * 3)
PY
echo "as described"
