"""The English words: a text in `translations/`, compiled into a folder of the data folder named by what it says."""

import os
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask

CATALOGUE = Path("en") / "LC_MESSAGES" / "messages.po"


def init_app(app: Flask) -> None:
    """Compile the catalogue if need be, and tell Flask-Babel where it is."""
    words = (Path(app.root_path) / "translations" / CATALOGUE).read_bytes()
    folder: Path = app.config["DATA_DIR"] / "translations" / sha256(words).hexdigest()[:16]
    _compile(words, folder / CATALOGUE.with_suffix(".mo"))
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(folder)


def _compile(words: bytes, target: Path) -> None:
    """Write the compiled form unless it is there; whole or not at all: several may start at once.

    Times would not tell: a data folder that was copied or restored is newer than the words of the next version.
    """
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(f".{os.getpid()}")
    with unfinished.open("wb") as compiled:
        write_mo(compiled, read_po(BytesIO(words)))
    unfinished.replace(target)
