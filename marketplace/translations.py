"""The English words: kept as text in `translations/`, compiled into the data folder when they have changed."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask

CATALOGUE = Path("en") / "LC_MESSAGES" / "messages.po"


def init_app(app: Flask) -> None:
    """Compile the catalogue if need be, and tell Flask-Babel where it is."""
    source = Path(app.root_path) / "translations" / CATALOGUE
    folder: Path = app.config["DATA_DIR"] / "translations"
    _compile(source, folder / CATALOGUE.with_suffix(".mo"))
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(folder)


def _compile(source: Path, target: Path) -> None:
    """Write the compiled form unless it is newer than the text; whole or not at all: several may start at once."""
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(f".{os.getpid()}")
    with source.open("rb") as text, unfinished.open("wb") as compiled:
        write_mo(compiled, read_po(text))
    unfinished.replace(target)
