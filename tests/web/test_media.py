"""Photos as files, and the component that shows them."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask, get_template_attribute, url_for
from sqlalchemy import select

from marketplace import pictures
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.gateways import files
from marketplace.pictures import Picture
from marketplace.web.media import photo_url
from tests import factories, people, photographs
from tests.client import Client
from tests.moderation.cases import taken_down
from tests.work import work


@pytest.fixture
def ref(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A photo of honey, ready to be shown."""
    monkeypatch.setitem(app.config, "MEDIA_URL", tmp_path.as_uri())
    received = pictures.receive(BytesIO(photographs.jpeg()))
    with transaction():
        picture = factories.photo(factories.product(), received)
    work("picture")
    return picture.ref


@pytest.mark.parametrize(("extension", "kind"), [("avif", "image/avif"), ("webp", "image/webp"), ("jpg", "image/jpeg")])
def test_a_photo_is_kept_for_a_year_and_can_be_nothing_but_a_picture(
    client: Client, ref: str, extension: str, kind: str
) -> None:
    answer = client.get(f"/anh/{ref}-400.{extension}")
    assert answer.status_code == 200
    assert answer.content_type == kind
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin", "feed readers show it on their pages"
    assert "Cookie" not in answer.headers["Vary"]
    assert photographs.opened(answer.data).size == (400, 400)


@pytest.mark.parametrize(
    "name", ["0123456789abcdef-400.jpg", "..-400.jpg", "%2e%2e%2fx-400.jpg", "a%00-400.jpg", "ảnh-400.jpg", "a-401.jpg"]
)
def test_a_photo_that_does_not_exist_is_not_found(client: Client, ref: str, name: str) -> None:
    assert client.get(f"/anh/{name}").status_code == 404
    assert client.get(f"/anh/{ref}-400.svg").status_code == 404


def test_the_file_that_was_sent_has_no_address(client: Client, ref: str) -> None:
    assert client.get(f"/anh/originals/{ref}").status_code == 404


def test_a_store_that_is_away_is_said(client: Client, ref: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_path: str) -> bytes:
        raise files.FilesAway("no answer")

    monkeypatch.setattr(files, "get", away)
    assert client.get(f"/anh/{ref}-400.jpg").status_code == 503


def test_the_address_put_together_by_hand_is_the_routes(app: Flask) -> None:
    with app.test_request_context():
        by_route = url_for("media.picture", ref="0a", width="800", extension="webp")
        assert photo_url("0a", 800, "webp") == by_route


def markup(app: Flask, product: Product, **headers: str) -> str:
    with app.test_request_context(headers=headers):
        picture = get_template_attribute("components/picture.html", "picture")
        return str(picture(product.photo, product.picture, alt="Mật ong"))


def test_a_photo_stands_for_the_drawing_and_the_drawing_for_the_photo_where_data_is_dear(app: Flask, ref: str) -> None:
    (honey,) = [product for product in Product.query if product.photo]
    shown = markup(app, honey)
    assert f"/anh/{ref}-400.avif 400w, /anh/{ref}-800.avif 800w" in shown
    assert 'media="(prefers-reduced-data:reduce)"' in shown
    assert 'alt="Mật ong"' in shown
    spared = markup(app, honey, **{"Save-Data": "on"})
    assert "/anh/" not in spared
    assert "art/mat-ong-green-life" in spared
    assert "/anh/" not in markup(app, factories.product())


def test_a_photo_that_was_taken_down_is_gone_at_once(client: Client, ref: str) -> None:
    with transaction():
        pictures.remove(db.session.scalars(select(Picture)).one())
    assert client.get(f"/anh/{ref}-400.jpg").status_code == 404


def test_the_photos_of_goods_that_were_taken_down_are_for_their_shop_and_operators_only(
    client: Client, client_for: Callable[[User], Client], ref: str
) -> None:
    cast, honey = people.gather(), db.session.scalars(select(Product)).one()
    honey.seller = cast.seller_a
    db.session.commit()
    with transaction():
        taken_down(honey)
    for somebody in (client, client_for(cast.buyer), client_for(cast.owner_b)):
        assert somebody.get(f"/anh/{ref}-400.jpg").status_code == 404
    for somebody in (client_for(cast.owner_a), client_for(cast.operator)):
        answer = somebody.get(f"/anh/{ref}-400.jpg")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")


def test_the_page_of_a_stamp_shows_the_drawing_of_goods_that_were_taken_down(client: Client, ref: str) -> None:
    honey = db.session.scalars(select(Product)).one()
    stamp = factories.stamp(factories.lot(honey.variants[0], 10))
    assert f"/anh/{ref}-" in client.get(f"/t/{stamp.code}").text
    with transaction():
        taken_down(honey)
    page = client.get(f"/t/{stamp.code}").text
    assert "Đường đi của lô hàng" in page
    assert "/anh/" not in page


def test_the_photos_of_a_hidden_review_are_for_operators_only(
    client: Client, client_for: Callable[[User], Client], ref: str
) -> None:
    cast, review = people.gather(), factories.review()
    photo = db.session.scalars(select(Picture)).one()
    photo.product_id, photo.review_id = None, review.id
    assert client.get(f"/anh/{ref}-400.jpg").status_code == 200
    review.hidden_at = now()
    for somebody in (client, client_for(cast.buyer), client_for(cast.owner_a)):
        assert somebody.get(f"/anh/{ref}-400.jpg").status_code == 404
    answer = client_for(cast.operator).get(f"/anh/{ref}-400.jpg")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
