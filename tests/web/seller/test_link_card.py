"""The link of a shop or product with its picture: the code leads there, and stars stand only while they are valid."""

from datetime import timedelta
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from marketplace.catalogue.models import Product
from marketplace.clock import now, pretending
from marketplace.database import db
from marketplace.sellers.models import SellerState
from tests import factories
from tests.client import Client
from tests.people import Cast

LINK = "/ban-hang/lien-ket"
BASE = "http://127.0.0.1:5000"
SEAL = (169, 44, 24)


def drawn(client: Client, path: str) -> Image.Image:
    answer = client.get(path)
    assert answer.content_type == "image/png"
    return Image.open(BytesIO(answer.data)).convert("RGB")


def shows_seal(picture: Image.Image) -> bool:
    right = picture.crop((660, 40, 1200, 120))
    colours = right.getcolors(maxcolors=1_000_000) or []
    return any(count > 500 and sum(map(abs, map(int.__sub__, colour, SEAL))) < 40 for count, colour in colours)


@pytest.mark.parametrize(("asked", "leads_to"), [("", "/htx/{shop}"), ("?mon={product}", "/p/{product}")])
def test_a_phone_reads_the_code_on_the_picture(
    packer: Client, cast: Cast, honey: Product, asked: str, leads_to: str
) -> None:
    names = {"shop": cast.seller_a.slug, "product": honey.slug}
    picture = drawn(packer, f"{LINK}/the.png{asked.format(**names)}")
    assert picture.size == (1200, 630)
    half = picture.resize((600, 315))
    for shown in (picture, half):
        assert [code.text for code in zxingcpp.read_barcodes(shown)] == [f"{BASE}{leads_to.format(**names)}"]


def test_stars_stand_on_the_picture_only_while_the_certificate_is_valid(owner: Client, honey: Product) -> None:
    path = f"{LINK}/the.png?mon={honey.slug}"
    assert not shows_seal(drawn(owner, path))
    factories.certificate(honey, issued_days_ago=10, valid_days=20)
    db.session.commit()
    assert shows_seal(drawn(owner, path))
    assert "OCOP 3 sao." in owner.get(f"{LINK}?mon={honey.slug}").text
    with pretending(now() + timedelta(days=11)):
        assert not shows_seal(drawn(owner, path))


def test_words_end_with_the_link_and_the_picture_can_be_saved(owner: Client, cast: Cast, honey: Product) -> None:
    page = owner.get(f"{LINK}?mon={honey.slug}").text
    assert f"Đặt ở đây, giao tận nhà: {BASE}/p/{honey.slug}" in page
    assert f'data-copy="{BASE}/p/{honey.slug}"' in page
    saved = owner.get(f"{LINK}/the.png?mon={honey.slug}&tai=1")
    assert saved.headers["Content-Disposition"] == f"attachment; filename={honey.slug}.png"


def test_anothers_goods_and_goods_off_sale_have_no_card(owner: Client, stranger: Client, honey: Product) -> None:
    assert stranger.get(f"{LINK}?mon={honey.slug}").status_code == 404
    assert stranger.get(f"{LINK}/the.png?mon={honey.slug}").status_code == 404
    honey.is_listed = False
    db.session.commit()
    assert owner.get(f"{LINK}?mon={honey.slug}").status_code == 404


def test_a_shop_that_is_not_open_is_told_that_nobody_sees_it(owner: Client, cast: Cast, honey: Product) -> None:
    cast.seller_a.state = SellerState.SUSPENDED
    db.session.commit()
    assert "Gian hàng chưa mở." in owner.get(LINK).text


def test_a_shared_link_of_a_shop_shows_its_name_and_place(client: Client, cast: Cast, honey: Product) -> None:
    page = client.get(f"/htx/{cast.seller_a.slug}").text
    image = page.split('property="og:image" content="', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    assert drawn(client, image.removeprefix(BASE)).size == (1200, 630)
    assert client.get("/htx/khong-co/the.png").status_code == 404
