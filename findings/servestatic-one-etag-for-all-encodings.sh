#!/usr/bin/env bash
# Which ETag ServeStatic gives to the compressed twins of a file, and what it compares with it.
#
# Guess: each encoding is a representation of its own with an ETag of its own (RFC 9110, 8.8.3.3), and If-None-Match may
#   be a list or weak, as the same RFC has it.
# Seen: size and time of the plain file make the ETag of all its twins, so plain, gzip and brotli are told apart by
#   nothing. If-None-Match is compared as one text: a list of tags or a weak tag never matches, and the file goes out again.
# Versions: ServeStatic 4.4.0, Brotli 1.2.0.
# Why it matters: a cache may confirm one encoding by another's tag; proxies that compress make tags weak, so that
#   behind them no file is ever answered with 304.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/venv"
"$home/venv/bin/pip" install --quiet servestatic==4.4.0 brotli==1.2.0
mkdir "$home/static"
"$home/venv/bin/python" -c "print('honey ' * 2000)" >"$home/static/shop.css"
"$home/venv/bin/python" -m servestatic.compress --quiet "$home/static"

"$home/venv/bin/python" - "$home/static" <<'PY'
import sys
from wsgiref.util import setup_testing_defaults

from servestatic import ServeStatic

app = ServeStatic(lambda environ, start: start("404 Not Found", []) or [b""], root=sys.argv[1])


def ask(**headers):
    environ, seen = {"PATH_INFO": "/shop.css"} | headers, {}
    setup_testing_defaults(environ)
    list(app(environ, lambda status, found: seen.update(dict(found), status=status[:3])))
    return seen


told = {encoding: ask(HTTP_ACCEPT_ENCODING=encoding) for encoding in ("identity", "gzip", "br")}
for encoding, answer in told.items():
    print(encoding, answer.get("Content-Encoding"), answer["ETag"])
tag = told["br"]["ETag"]
forms = {"the tag": tag, "a list with it": f'"other", {tag}', "the weak tag": f"W/{tag}"}
answers = {name: ask(HTTP_IF_NONE_MATCH=text)["status"] for name, text in forms.items()}
print("guess: three different tags; 304, 304, 304. Seen:", len({each["ETag"] for each in told.values()}), answers)
sent = [each.get("Content-Encoding") for each in told.values()]
same = len({each["ETag"] for each in told.values()}) == 1 and list(answers.values()) == ["304", "200", "200"]
sys.exit(not (same and sent == [None, "gzip", "br"]))
PY
echo "as described"
