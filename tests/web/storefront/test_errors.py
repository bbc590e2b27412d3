import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from structlog.contextvars import get_contextvars

from marketplace.database import db
from marketplace.web.permissions import public
from tests.client import Client
from tests.page_check import faults
from tests.people import Cast


def test_a_page_that_does_not_exist_offers_a_way_on(client: Client, cast: Cast) -> None:
    answer = client.get("/khong-co-trang-nay")
    assert answer.status_code == 404
    assert "Không thấy trang này" in answer.text
    assert 'action="/tim"' in answer.text
    assert "Mã tham chiếu:" in answer.text


def test_it_says_so_in_english_too(client: Client, cast: Cast) -> None:
    page = client.get("/khong-co-trang-nay", headers={"Accept-Language": "en"}).text
    assert "This page was not found" in page


def test_a_way_of_asking_that_no_page_knows_is_explained(client: Client, cast: Cast) -> None:
    answer = client.put("/gio/them")
    assert answer.status_code == 405
    assert "bấm nút trên trang" in answer.text


def test_a_body_that_is_too_large_is_refused(client: Client, cast: Cast) -> None:
    answer = client.post("/gio/them", data={"ref": "x" * 11 * 1024 * 1024})
    assert answer.status_code == 413
    assert "36 MB" in answer.text


def test_the_log_names_the_request_that_was_too_large_and_not_the_one_before(client: Client, cast: Cast) -> None:
    client.get("/")
    client.post("/gio/them", data={"ref": "x" * 11 * 1024 * 1024})
    assert get_contextvars()["endpoint"] == "basket.add"


def test_the_log_names_no_values_of_a_row_that_somebody_else_wrote_first(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    @public
    def collide() -> str:
        refusal = Exception("the key is taken\nDETAIL: Key (email)=(lan@example.test) already exists.")
        raise IntegrityError("INSERT", {}, refusal)

    monkeypatch.setitem(client.application.view_functions, "help.stars", collide)
    with caplog.at_level("INFO"):
        assert client.get("/sao-ocop").status_code == 409
    assert "the key is taken" in caplog.text
    assert "lan@example.test" not in caplog.text


@pytest.mark.parametrize("path", ["/", "/gio", "/don/nothing"])
def test_the_error_page_stands_when_the_database_does_not(committed_app: Flask, path: str) -> None:
    visitor = FlaskClient(committed_app)
    with visitor.session_transaction() as session:
        session["cart"] = "somebody's"
    with db.engine.begin() as connection:
        for table in ("cart_lines", "carts", "order_lines"):
            connection.execute(text(f"DROP TABLE {table} {'CASCADE' if db.engine.name == 'postgresql' else ''}"))
        connection.execute(text("ALTER TABLE purchases RENAME TO elsewhere"))
    answer = visitor.get(path)
    assert answer.status_code in (500, 503)
    assert "Mã tham chiếu:" in answer.text
    assert faults(answer.text) == []
