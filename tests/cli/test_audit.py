from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.database import db
from marketplace.pictures import Picture
from marketplace.pictures.models import PictureState
from tests import factories


def test_an_audit_without_findings_says_so_line_by_line_and_succeeds(app: Flask) -> None:
    factories.order()
    result = app.test_cli_runner().invoke(args=["audit"])
    assert result.exit_code == 0
    assert "ok      a lot holds the sum of its movements" in result.output
    assert "BROKEN" not in result.output


def test_an_audit_that_finds_something_names_the_rows_and_fails(app: Flask) -> None:
    order = factories.order()
    db.session.execute(text("UPDATE orders SET state = 'confirmed'"))
    result = app.test_cli_runner().invoke(args=["audit"])
    assert result.exit_code == 1
    assert "BROKEN  every order stands where its last event left it" in result.output
    assert f"number {order.number}, state confirmed, last_event placed" in result.output


def test_a_photo_without_its_files_is_named(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "MEDIA_URL", tmp_path.as_uri())
    db.session.add(Picture(ref="0123456789abcdef", digest="", state=PictureState.READY))
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["audit"])
    assert result.exit_code == 1
    assert "BROKEN  a photo that pages show has its files\n        0123456789abcdef" in result.output
