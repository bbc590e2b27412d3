from datetime import timedelta

import pytest

from marketplace.catalogue.models import Product
from marketplace.clock import today
from marketplace.database import db
from tests import factories
from tests.client import Client
from tests.people import Cast
from tests.statements import counted


def test_all_provinces_tell_how_much_they_have(client: Client, honey: Product, eggs: Product) -> None:
    page = client.get("/tinh").text
    phu_tho = page.split('href="/tinh/phu-tho"', 1)[1].split("</li>", 1)[0]
    assert "2 món, 2 nơi làm" in phu_tho
    assert "chưa có món nào" in page.split('href="/tinh/ha-noi"', 1)[0].rsplit("<details", 1)[1]


def test_a_province_shows_its_goods_sellers_communes_and_stars(client: Client, honey: Product, eggs: Product) -> None:
    factories.certificate(honey, stars=4)
    page = client.get("/tinh/phu-tho").text
    assert "Hòa Bình, Phú Thọ, Vĩnh Phúc" in page
    assert "Mật ong Green Life" in page
    assert "HTX Sơn Nam" in page
    assert 'href="/tinh/phu-tho/muong-dong"' in page
    assert "sao=4" in page
    assert "sao=5" not in page


def test_stars_of_a_province_count_only_while_they_are_valid(client: Client, honey: Product) -> None:
    certificate = factories.certificate(honey, stars=4)
    assert "sao=4" in client.get("/tinh/phu-tho").text
    certificate.expires_on = today() - timedelta(days=1)
    db.session.flush()
    assert "sao=4" not in client.get("/tinh/phu-tho").text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/tinh/hoa-binh", "/tinh/phu-tho?tu=hoa-binh"),
        ("/tinh/Phu-Tho", "/tinh/phu-tho?tu=Phu-Tho"),
        ("/tinh/hoa-binh?hl=en", "/tinh/phu-tho?hl=en&tu=hoa-binh"),
        ("/tinh/hoa-binh/hop-tien", "/tinh/phu-tho/muong-dong?tu=hop-tien"),
        ("/tinh/phu-tho/hop-tien", "/tinh/phu-tho/muong-dong?tu=hop-tien"),
    ],
)
def test_a_former_name_leads_to_the_unit_of_today(client: Client, old: str, new: str) -> None:
    answer = client.get(old)
    assert (answer.status_code, answer.location) == (301, new)


def test_the_page_says_where_a_former_place_belongs_now(client: Client, cast: Cast) -> None:
    assert "Hòa Bình nay thuộc Phú Thọ." in client.get("/tinh/phu-tho?tu=hoa-binh").text
    commune = client.get("/tinh/phu-tho/muong-dong?tu=hop-tien").text
    assert "Xã Hợp Tiến, Huyện Kim Bôi, Tỉnh Hòa Bình nay thuộc xã Mường Động, Phú Thọ." in commune


@pytest.mark.parametrize("said", ["phu-tho", "ha-noi", "<b>x", "%00", "%ff"])
def test_what_never_belonged_to_it_is_not_said(client: Client, said: str) -> None:
    assert "nay thuộc" not in client.get(f"/tinh/phu-tho?tu={said}").text


def test_a_former_district_is_a_choice_of_communes(client: Client) -> None:
    page = client.get("/tinh/hoa-binh/kim-boi").text
    assert "Nay là nhiều phường, xã" in page
    assert 'href="/tinh/phu-tho/muong-dong"' in page


def test_a_commune_shows_its_own_goods_only(client: Client, honey: Product) -> None:
    elsewhere = factories.seller("HTX Khác", commune_code="04960")
    factories.product(elsewhere, "Chuối Viba")
    page = client.get("/tinh/phu-tho/muong-dong").text
    assert "Mật ong Green Life" in page
    assert "Xã Hợp Tiến, Huyện Kim Bôi, Tỉnh Hòa Bình" in page
    assert "Chuối Viba" not in page


def test_a_place_without_goods_says_so(client: Client) -> None:
    assert "chưa có món nào trên chợ" in client.get("/tinh/ha-noi/ba-dinh").text


@pytest.mark.parametrize("path", ["/tinh/x", "/tinh/ha-noi/muong-dong", "/tinh/%00", "/tinh/phu-tho/%ff", "/tinh/x/"])
def test_a_place_that_never_was_is_not_found(client: Client, path: str) -> None:
    assert client.get(path, follow_redirects=True).status_code == 404


def test_places_are_named_in_english_when_asked(client: Client, honey: Product) -> None:
    page = client.get("/tinh/phu-tho?tu=hoa-binh", headers={"Accept-Language": "en"}).text
    assert "Hòa Bình is now part of Phú Thọ." in page
    assert "Phú Thọ Province" in page


@pytest.mark.parametrize(("path", "most"), [("/tinh", 3), ("/tinh/phu-tho", 6), ("/tinh/phu-tho/muong-dong", 5)])
def test_a_place_asks_as_often_however_much_it_has(client: Client, cast: Cast, path: str, most: int) -> None:
    asked = []
    for number in range(2):
        for product in range(12):
            factories.product(factories.seller(f"HTX {number}{product}"), f"Mật {number}{product}")
        with counted() as statements:
            client.get(path)
        asked.append(len([statement for statement in statements if statement.startswith("SELECT")]))
    assert asked[1] <= asked[0] <= most


def test_a_former_name_is_followed_without_what_else_stands_in_the_address(client: Client) -> None:
    odd = "endpoint=static&_scheme=javascript&_external=1&_method=POST&_anchor=x&province=x"
    for former, present in (("hoa-binh", "phu-tho"), ("phu-tho/hop-tien", "phu-tho/muong-dong")):
        answer = client.get(f"/tinh/{former}?{odd}&hl=en")
        assert answer.status_code == 301
        assert answer.location == f"/tinh/{present}?hl=en&tu={former.rpartition('/')[2]}"
