import json
import re
from pathlib import Path

import brotli
import pytest
from flask import Flask, url_for
from werkzeug.test import TestResponse

from marketplace import assets, create_app


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A small folder of static files that mention each other."""
    files = {
        "css/shop.css": '/* a note */\n@layer base;\n@import "parts/base.css" layer(base);\n',
        "css/parts/base.css": "@font-face { src: url('../../fonts/a.woff2') }\na { background: url(../../i.svg#star) }",
        "fonts/a.woff2": "a font",
        "i.svg": "<svg/>",
        "js/shop.js": 'import { open } from "./parts/menu.js";\nimport "./parts/menu.js";\n',
        "js/parts/menu.js": "export const open = 1;\n",
    }
    for name, content in files.items():
        path = tmp_path / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return tmp_path / "source"


def built(source: Path) -> tuple[Path, dict[str, str]]:
    folder = source.parent / "static"
    assets.build(source, folder)
    return folder / "files", json.loads((folder / "manifest.json").read_text())


def test_names_carry_a_hash_that_follows_the_content(source: Path) -> None:
    _, before = built(source)
    (source / "fonts/a.woff2").write_text("another font")
    _, after = built(source)

    assert re.fullmatch(r"fonts/a\.[0-9a-f]{8}\.woff2", before["fonts/a.woff2"])
    renamed = {name for name in before if before[name] != after[name]}
    assert renamed == {"fonts/a.woff2", "css/parts/base.css", "css/shop.css"}


def test_a_style_sheet_is_one_file_whose_references_lead_to_hashed_files(source: Path) -> None:
    folder, names = built(source)
    style = (folder / names["css/shop.css"]).read_text()

    assert "@import" not in style
    assert "a note" not in style
    assert "@layer base {\n@font-face" in style
    assert f'url("../{names["fonts/a.woff2"]}")' in style
    assert f'url("../{names["i.svg"]}#star")' in style


def test_modules_import_each_other_by_hashed_names(source: Path) -> None:
    folder, names = built(source)
    assert (folder / names["js/shop.js"]).read_text().count(f'"./{names["js/parts/menu.js"].removeprefix("js/")}"') == 2


def test_texts_lie_there_compressed_and_fonts_do_not(source: Path) -> None:
    folder, names = built(source)
    assert brotli.decompress((folder / f"{names['i.svg']}.br").read_bytes()) == b"<svg/>"
    assert not (folder / f"{names['fonts/a.woff2']}.br").exists()


def test_a_reference_to_a_missing_file_stops_the_build(source: Path) -> None:
    (source / "i.svg").unlink()
    with pytest.raises(FileNotFoundError, match="i.svg"):
        built(source)


def test_a_second_build_leaves_the_files_alone(source: Path) -> None:
    folder, names = built(source)
    before = (folder / names["css/shop.css"]).stat().st_mtime_ns
    built(source)
    assert (folder / names["css/shop.css"]).stat().st_mtime_ns == before


@pytest.fixture
def served(source: Path) -> Flask:
    """The shop with these files for its static files."""
    built(source)
    return create_app({"TESTING": True, "DATA_DIR": source.parent})


def test_pages_point_at_hashed_files_which_a_browser_keeps_for_a_year(served: Flask) -> None:
    with served.test_request_context():
        address = url_for("static", filename="css/shop.css")

    assert re.search(r"shop\.[0-9a-f]{8}\.css$", address)
    with served.test_client().get(address, headers={"Accept-Encoding": "br"}) as response:
        assert response.status_code == 200
        assert response.headers["Content-Encoding"] == "br"
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def asked(served: Flask, **headers: str) -> TestResponse:
    """The answer to a request for the style sheet with these headers."""
    with served.test_request_context():
        address = url_for("static", filename="css/shop.css")
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    with served.test_client().get(address, headers=told) as response:
        return response


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("br, gzip", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0,gzip;q=0", None),
        ("br; q=0.0, gzip ;q=0", None),
        ("*;q=0", None),
        ("identity", None),
        ("", None),
    ],
)
def test_an_encoding_that_is_refused_is_not_sent(served: Flask, accepted: str, sent: str | None) -> None:
    assert asked(served, Accept_Encoding=accepted).headers.get("Content-Encoding") == sent


def test_each_encoding_of_a_file_has_its_own_etag(served: Flask) -> None:
    etags = {name: asked(served, Accept_Encoding=name).headers["ETag"] for name in ("", "gzip", "br")}
    assert len(set(etags.values())) == 3
    for name, etag in etags.items():
        known = asked(served, Accept_Encoding=name, If_None_Match=etag)
        assert (known.status_code, known.headers["ETag"]) == (304, etag)
        assert known.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        other = asked(served, Accept_Encoding="gzip" if name != "gzip" else "br", If_None_Match=etag)
        assert other.status_code == 200, "what is kept is the other encoding"


def test_a_browser_that_keeps_several_copies_names_them_all(served: Flask) -> None:
    etag = asked(served, Accept_Encoding="br").headers["ETag"]
    assert asked(served, Accept_Encoding="br", If_None_Match=f'"old", W/{etag}').status_code == 304
    since = asked(served, Accept_Encoding="br").headers["Last-Modified"]
    assert asked(served, Accept_Encoding="br", If_Modified_Since=since).status_code == 304


def test_while_developing_the_plain_files_are_served(source: Path) -> None:
    built(source)
    app = create_app({"TESTING": True, "DEBUG": True, "DATA_DIR": source.parent})
    with app.test_request_context():
        assert url_for("static", filename="css/shop.css") == "/static/css/shop.css"


def test_the_shops_own_files_refer_to_nothing_that_is_missing(tmp_path: Path) -> None:
    assets.build(Path(__file__).parents[1] / "static", tmp_path)
