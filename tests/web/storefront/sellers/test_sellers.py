from datetime import timedelta

import pytest

from marketplace.catalogue.models import Product
from marketplace.clock import today
from marketplace.database import db
from marketplace.reviews.models import Review
from marketplace.sellers.models import SellerKind
from tests import factories
from tests.client import Client
from tests.people import Cast


def test_a_seller_shows_the_certificates_that_are_valid_today_and_no_others(
    client: Client, cast: Cast, honey: Product, eggs: Product
) -> None:
    certificate = factories.certificate(honey, stars=4)
    factories.certificate(eggs, stars=5)
    shop = f"/htx/{cast.seller_a.slug}"
    page = client.get(shop).text
    assert "Giấy chứng nhận còn hạn" in page
    assert "OCOP 4 sao" in page
    assert "OCOP 5 sao" not in page
    certificate.expires_on = today() - timedelta(days=1)
    db.session.flush()
    assert "Giấy chứng nhận còn hạn" not in client.get(shop).text


def test_a_seller_tells_the_seasons_of_its_goods(client: Client, cast: Cast) -> None:
    factories.product(cast.seller_a, "Cam Cao Phong", season_months=0b1)
    factories.product(cast.seller_a, "Mật ong", season_months=0)
    seasons = client.get(f"/htx/{cast.seller_a.slug}").text.split('id="seasons"', 1)[1].split("</section>", 1)[0]
    assert "Cam Cao Phong" in seasons
    assert "Mật ong" not in seasons


def test_a_new_seller_without_a_story_tells_facts_only(client: Client, cast: Cast) -> None:
    page = client.get(f"/htx/{cast.seller_a.slug}").text
    assert "Hợp tác xã (HTX)" in page
    assert 'href="/tinh/phu-tho/muong-dong"' in page
    for heading in ("Chuyện nơi làm", "Mùa của từng món", "Giấy chứng nhận còn hạn", "Người mua nói gì"):
        assert heading not in page


def test_a_seller_shows_what_buyers_said_of_its_goods(
    client: Client, cast: Cast, honey: Product, eggs: Product
) -> None:
    for product, words in ((honey, "Mật thơm, sánh."), (eggs, "Trứng tươi.")):
        line = factories.order(product, buyer=cast.buyer).lines[0]
        db.session.add(
            Review(
                product_id=product.id,
                order_line_id=line.id,
                author="Lan N.",
                points=5,
                quality=5,
                look=5,
                as_described=5,
                body=words,
            )
        )
    page = client.get(f"/htx/{cast.seller_a.slug}").text
    assert "Mật thơm, sánh." in page
    assert "Trứng tươi." not in page


@pytest.mark.parametrize("words", ["green life", "GREEN", "mường động", "hop tien", "phu tho", "hòa bình"])
def test_a_seller_is_found_by_name_and_by_present_or_former_place(client: Client, cast: Cast, words: str) -> None:
    factories.seller("HTX Mẫu Hà Nội", printed_place_vi="Ba Đình, Hà Nội", province_code="01", commune_code="00004")
    page = client.get("/htx", query_string={"q": words}).text
    assert "HTX Green Life" in page
    assert "HTX Mẫu Hà Nội" not in page


def test_sellers_are_narrowed_by_kind_and_province_with_their_numbers(client: Client, cast: Cast) -> None:
    factories.seller("Công ty Mẫu", kind=SellerKind.ENTERPRISE, province_code="01", commune_code="00004")
    factories.seller("Công ty Khác", kind=SellerKind.ENTERPRISE, province_code="48", commune_code="")
    page = client.get("/htx?loai=enterprise").text
    assert "Công ty Mẫu" in page
    assert "HTX Green Life" not in page
    assert "Doanh nghiệp (2)" in page
    assert "Thành phố Hà Nội (1)" in page
    assert "Phú Thọ (" not in page
    assert "Không thấy nơi làm nào" in client.get("/htx?loai=enterprise&tinh=25").text


@pytest.mark.parametrize("query", ["loai=x", "tinh=99", "q=%00", "q=%ff", "trang=abc", "q=" + "a" * 5_000])
def test_a_mangled_directory_address_still_shows_a_page(client: Client, cast: Cast, query: str) -> None:
    assert client.get(f"/htx?{query}").status_code == 200
