#!/usr/bin/env bash
# What obstore's rename() does when both names are the same.
#
# Guess: nothing, as with POSIX rename(); the stores of one library behave alike, so tests may use the one in memory.
# Seen: LocalStore keeps the object. MemoryStore copies it onto itself, then deletes the source: it is gone, and no
#   error says so. overwrite=False refuses in both, as the target exists.
# Versions: obstore 0.12.1.
# Why it matters: "rename to the name worked out from the contents" is often the same name. On disk nothing happens; a
#   store that renames by copying and deleting, as this one does, loses the data.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/venv"
"$home/venv/bin/pip" install --quiet obstore==0.12.1
mkdir "$home/store"

"$home/venv/bin/python" - "$home/store" <<'PY'
import sys

import obstore
from obstore.exceptions import AlreadyExistsError
from obstore.store import LocalStore, MemoryStore


def names(store):
    return [found["path"] for batch in obstore.list(store) for found in batch]


seen = {}
for store in (LocalStore(sys.argv[1]), MemoryStore()):
    obstore.put(store, "jar.jpg", b"a picture")
    try:
        obstore.rename(store, "jar.jpg", "jar.jpg", overwrite=False)
        careful = "accepted"
    except AlreadyExistsError:
        careful = "refused"
    before = names(store)
    obstore.rename(store, "jar.jpg", "jar.jpg")
    seen[type(store).__name__] = (careful, before, names(store))

print("obstore 0.12.1: with overwrite=False, names before and after a plain rename")
print("guess: ['jar.jpg'] before and after, in both stores")
for name, result in seen.items():
    print(f"seen:  {name}", *result)
expected = {"LocalStore": ("refused", ["jar.jpg"], ["jar.jpg"]), "MemoryStore": ("refused", ["jar.jpg"], [])}
sys.exit(seen != expected)
PY
echo "as described"
