"""The compiled words are those of the version that runs, whatever the data folder holds."""

import os
from pathlib import Path

from flask import Flask
from flask_babel import Babel, gettext

from marketplace import translations

CATALOGUE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Giỏ hàng"\nmsgstr "{}"\n'


def shown(root: Path, data: Path, word: str) -> str:
    """What English readers see where a version of the shop has this word in its catalogue."""
    source = root / "translations" / translations.CATALOGUE
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(CATALOGUE.format(word), encoding="utf-8")
    app = Flask("shop", root_path=str(root))
    app.config["DATA_DIR"] = data
    translations.init_app(app)
    Babel(app, default_locale="en")
    with app.test_request_context():
        return gettext("Giỏ hàng")


def test_a_restored_data_folder_that_is_newer_than_the_shop_keeps_no_former_words(tmp_path: Path) -> None:
    assert shown(tmp_path / "shop", tmp_path / "data", "Basket") == "Basket"
    for compiled in (tmp_path / "data").rglob("*.mo"):
        os.utime(compiled, (4e9, 4e9))
    assert shown(tmp_path / "shop", tmp_path / "data", "Your basket") == "Your basket"
