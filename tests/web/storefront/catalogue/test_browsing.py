import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine

from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db
from marketplace.sellers.models import SellerState
from tests import factories
from tests.client import Client
from tests.people import Cast
from tests.web.storefront.shopping import card_in


def test_home_shows_what_is_in_season_this_month(client: Client, cast: Cast) -> None:
    factories.product(cast.seller_a, "Cam Cao Phong", season_months=1 << 10)
    with time_machine.travel("2026-11-21T09:00:00+07:00", tick=False):
        page = client.get("/").text
    assert "Đang mùa tháng 11" in page
    assert page.index("Đang mùa tháng 11") < page.index("Cam Cao Phong")


def test_english_calls_a_month_by_its_name(client: Client, cast: Cast) -> None:
    factories.product(cast.seller_a, "Cam Cao Phong", season_months=1 << 10)
    with time_machine.travel("2026-11-21T09:00:00+07:00", tick=False):
        assert "November harvest" in client.get("/?hl=en").text
        assert "What is in season in November" in client.get("/mua?hl=en").text


def test_a_category_of_one_product_goes_without_filters(client: Client, honey: Product, eggs: Product) -> None:
    assert 'id="loc"' not in client.get("/c/mat-ong").text
    assert 'id="loc"' in client.get("/c/mat-ong?con-hang=1").text
    assert 'id="loc"' in client.get("/tim").text


def test_a_category_shows_its_own_goods_only(client: Client, honey: Product, eggs: Product) -> None:
    page = client.get("/c/mat-ong").text
    assert "Mật ong Green Life, hũ 500\u00a0ml" in page
    assert "Trứng gà Ngọc Hân" not in page


def test_a_category_without_goods_says_so_and_shows_others(client: Client, honey: Product) -> None:
    page = client.get("/c/thu-cong").text
    assert "Chưa có món nào ở đây" in page
    assert "Mật ong Green Life" in page


def test_search_finds_name_seller_and_place_without_accents(client: Client, honey: Product, eggs: Product) -> None:
    for words in ("mat ong", "MẬT ONG", "green life", "kim boi ong"):
        page = client.get("/tim", query_string={"q": words}).text
        assert "Mật ong Green Life, " in page, words
        assert "Trứng gà Ngọc Hân, " not in page, words


@pytest.mark.parametrize("words", ["xyzzy", "100%", "_", "';--", "\x00", "%f0%28", "a" * 500])
def test_a_search_that_finds_nothing_offers_other_goods(client: Client, honey: Product, words: str) -> None:
    answer = client.get("/tim", query_string={"q": words})
    assert answer.status_code == 200
    assert "Mật ong Green Life" in answer.text


def test_search_by_stars_shows_goods_with_that_grade_today(client: Client, honey: Product, eggs: Product) -> None:
    factories.certificate(honey, stars=4)
    factories.certificate(eggs, stars=4, issued_days_ago=1_200)
    page = client.get("/tim?sao=4").text
    assert "Mật ong Green Life" in page
    assert "Trứng gà Ngọc Hân" not in page


def test_goods_are_sorted_by_price_when_asked(client: Client, honey: Product, eggs: Product) -> None:
    page = client.get("/tim?xep=cheapest").text
    assert page.index("Trứng gà Ngọc Hân,") < page.index("Mật ong Green Life,")
    page = client.get("/tim?xep=dearest").text
    assert page.index("Mật ong Green Life,") < page.index("Trứng gà Ngọc Hân,")


def test_long_lists_come_in_pages_that_keep_the_sorting(client: Client, cast: Cast) -> None:
    for number in range(25):
        factories.product(cast.seller_a, f"Mật số {number:02}")
    first = client.get("/c/mat-ong?xep=newest").text
    assert first.count('class="pc"') == 24
    following = re.search(r'rel="next" href="(/c/mat-ong\?xep=newest&amp;sau=[^"]+)"', first)
    assert following
    second = client.get(unescape(following[1])).text
    assert second.count('class="pc"') == 1
    assert 'rel="prev"' in second
    assert client.get("/tim?q=mat").text.count('class="pc"') == 20


def test_a_list_is_sent_without_the_indents_of_its_templates(client: Client, honey: Product) -> None:
    page = client.get("/c/mat-ong").text
    assert honey.name_vi in page
    assert not re.findall(r"[ \t]{4,}", page)


@pytest.mark.parametrize("query", ["trang=0", "trang=-1", "trang=999999999999", "trang=abc", "xep=nonsense", "sao=9"])
def test_a_mangled_address_still_shows_a_page(client: Client, honey: Product, query: str) -> None:
    assert client.get(f"/tim?{query}").status_code == 200


@pytest.mark.parametrize("month", ["0", "13", "x", "-4", "3"])
def test_the_season_calendar_takes_any_month(client: Client, honey: Product, month: str) -> None:
    assert client.get(f"/mua?thang={month}").status_code == 200


def test_a_suspended_sellers_shop_and_goods_disappear(client: Client, cast: Cast, honey: Product) -> None:
    cast.seller_a.state = SellerState.SUSPENDED
    for path in (f"/p/{honey.slug}", f"/htx/{cast.seller_a.slug}"):
        assert client.get(path).status_code == 404
    assert "Mật ong Green Life" not in client.get("/tim").text


def test_sellers_are_listed_by_province(client: Client, cast: Cast) -> None:
    page = client.get("/htx").text
    assert page.index("Tỉnh Phú Thọ") < page.index("HTX Green Life")


def test_sellers_come_page_by_page_and_by_province(client: Client, cast: Cast) -> None:
    for number in range(100):
        factories.seller(f"HTX Mẫu {number:03}", province_code="01", commune_code="00004")
    first, last = client.get("/htx").text, client.get("/htx?trang=99").text
    assert "Đã xem 24 trên 102 nơi" in first
    assert "HTX Mẫu 023" in first
    assert "HTX Mẫu 024" not in first
    assert "Đã xem 102 trên 102 nơi" in last
    there = client.get("/htx?tinh=25").text
    assert "HTX Green Life" in there
    assert "HTX Mẫu" not in there
    assert client.get("/htx?tinh=99").text.count("HTX Mẫu") == first.count("HTX Mẫu")


def test_a_shop_tells_its_story_and_shows_its_goods(client: Client, cast: Cast, honey: Product, eggs: Product) -> None:
    cast.seller_a.story_vi = "Ong theo hoa quanh xã."
    page = client.get(f"/htx/{cast.seller_a.slug}").text
    assert "Ong theo hoa quanh xã." in page
    assert "Mật ong Green Life" in page
    assert "Trứng gà" not in page


def test_a_card_shows_no_stars_once_the_certificate_has_ended(client: Client, honey: Product) -> None:
    certificate = factories.certificate(honey, stars=3)
    assert "3 sao" in client.get("/c/mat-ong").text
    certificate.expires_on = (now() - timedelta(days=2)).date()
    db.session.flush()
    card = client.get("/c/mat-ong").text.split('class="pc"', 1)[1]
    assert "3 sao" not in card


def test_everything_speaks_english_when_asked(client: Client, honey: Product) -> None:
    honey.name_en = "Green Life honey"
    page = client.get("/c/mat-ong", headers={"Accept-Language": "en"}).text
    assert '<html lang="en"' in page
    assert "Green Life honey, 500\u00a0ml jar" in page
    assert "165,000\u00a0₫" in page


@pytest.mark.parametrize("path", ["/p/%00", "/htx/%00", "/c/%00", "/p/%ff%fe", "/htx/%c3%28", "/p/" + "x" * 2_000])
def test_a_mangled_path_is_not_found(client: Client, cast: Cast, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("query", ["q=%ff%fe", "q=%00", "thang=%00", "co=%00"])
def test_broken_bytes_in_an_address_do_no_harm(client: Client, honey: Product, query: str) -> None:
    for path in ("/tim", "/mua", f"/p/{honey.slug}"):
        assert client.get(f"{path}?{query}").status_code == 200


def test_a_card_loads_one_small_photo_on_every_screen(client: Client, honey: Product, eggs: Product) -> None:
    honey.picture_alt_vi = "Tranh vẽ một hũ mật ong"
    drawn = client.get("/tim").text
    honey.photos = [{"ref": "ab" * 8, "width": 1600, "height": 1600, "blur": "data:,", "alt_vi": "", "alt_en": ""}]
    db.session.flush()
    page = client.get("/tim").text
    assert re.findall(r"/anh/[^\"]+", page) == [f"/anh/{'ab' * 8}-400.webp"]
    assert len(page) <= len(drawn)


def test_a_photo_never_has_the_description_of_the_drawing(client: Client, honey: Product) -> None:
    honey.picture_alt_vi = "Tranh vẽ hũ mật"
    assert 'alt="Tranh vẽ hũ mật"' in client.get(f"/p/{honey.slug}").text
    photo = {"ref": "a" * 16, "alt_en": "", "blur": "data:,", "width": 800, "height": 800}
    for said, alt in (("", "Mật ong Green Life"), ("Hũ trên chiếu cói", "Hũ trên chiếu cói")):
        honey.photos = [photo | {"alt_vi": said}]
        shown = client.get(f"/p/{honey.slug}").text
        assert f'alt="{alt}"' in shown
        assert "Tranh vẽ" not in shown
        drawn = client.get(f"/p/{honey.slug}", headers={"Save-Data": "on"}).text
        assert 'alt="Tranh vẽ hũ mật"' in drawn


def test_a_card_says_from_which_price_on_and_leads_to_that_pack(client: Client, honey: Product) -> None:
    assert '<p class="price">165.000\u00a0₫</p>' in card_in(client.get("/c/mat-ong").text, honey)
    honey.variants.append(factories.pack(2, pack_vi="Hũ 250 ml", content_amount=250, price_vnd=90_000))
    db.session.flush()
    small = honey.variants[1]
    factories.lot(small, 3)
    card = card_in(client.get("/c/mat-ong").text, honey)
    assert '<p class="price">từ 90.000\u00a0₫</p>' in card
    assert f'href="/p/{honey.slug}?co={small.ref}"' in card
    assert "hũ 250\u00a0ml" in card
    assert '<p class="mt">từ 330.000\u00a0₫/lít</p>' in card  # that of the small jar is 360.000
