"""The floor must stay what it claims to be: a page of goods by one statement."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from benchmark import floor


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    engine = floor.connect(f"sqlite:///{tmp_path / 'floor.db'}")
    floor.fill(engine, 900)
    return floor.create_app(engine).test_client()


@pytest.mark.parametrize("path", ["/list?c=3", "/search?q=M%E1%BA%ADt+ong"])
def test_a_list_of_the_floor_shows_24_goods(client: FlaskClient, path: str) -> None:
    assert client.get(path).text.count('class="card"') == 24


def test_a_product_of_the_floor_names_its_maker(client: FlaskClient) -> None:
    assert "HTX" in client.get("/p/700").text


def test_the_floor_sells_what_lies_in_stock(client: FlaskClient) -> None:
    for number in ("1", "2", "3"):
        assert client.post("/cart/add", data={"id": number}).status_code == 303
    assert client.post("/order", data={"ids": "3,1,2"}).status_code == 201
    assert client.post("/order", data={"ids": "1,901"}).status_code == 409
