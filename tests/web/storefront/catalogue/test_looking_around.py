import pytest
import time_machine
from sqlalchemy import update

from marketplace import collections, orders
from marketplace.catalogue.models import Product
from marketplace.collections import Cover
from marketplace.database import db, transaction
from marketplace.orders.states import ActorRole
from marketplace.stock.models import Lot
from tests import factories, people
from tests.client import Client
from tests.people import Cast


@pytest.fixture
def november() -> object:
    with time_machine.travel("2026-11-21T09:00:00+07:00", tick=False) as traveller:
        yield traveller


def test_the_calendar_tells_what_each_month_brings(client: Client, cast: Cast, november: object) -> None:
    factories.product(cast.seller_a, "Cam Cao Phong", season_months=0b110000000000, category="trai-cay")
    factories.product(cast.seller_a, "Na Lạc Thủy", season_months=0b10000000, category="trai-cay")
    page = client.get("/mua").text
    assert 'aria-label="Trái cây, tháng 11, số món: 1"' in page
    assert 'aria-label="Trái cây, tháng 8, số món: 1"' in page
    assert 'aria-label="Trái cây, tháng 1, số món: 1"' not in page
    assert "Cam Cao Phong, hũ 500\u00a0ml" in page
    assert "Na Lạc Thủy, hũ 500\u00a0ml" not in page
    assert ">Na Lạc Thủy</a></th>" in page


def test_a_cell_of_the_calendar_opens_the_month_of_one_category(client: Client, cast: Cast) -> None:
    factories.product(cast.seller_a, "Na Lạc Thủy", season_months=0b10000000, category="trai-cay")
    factories.product(cast.seller_a, "Mật hoa nhãn", season_months=0b10000000)
    page = client.get("/mua?thang=8&nhom=trai-cay").text
    assert "Trái cây, tháng 8</h1>" in page
    assert "Na Lạc Thủy, " in page
    assert "Mật hoa nhãn, " not in page


@pytest.mark.parametrize("query", ["thang=8&nhom=x", "thang=99&nhom=%00"])
def test_a_mangled_calendar_address_still_shows_a_page(client: Client, query: str) -> None:
    assert client.get(f"/mua?{query}").status_code == 200


def test_all_categories_stand_in_the_official_groups_with_their_numbers(client: Client, honey: Product) -> None:
    page = client.get("/danh-muc").text
    assert page.index("Thực phẩm") < page.index("Mật ong</b> <small>1 món") < page.index("Hàng thủ công mỹ nghệ")
    assert "Sinh vật cảnh" in page


def test_home_shows_collections_and_what_was_seen_last(client: Client, honey: Product) -> None:
    gifts = collections.create(Cover("Quà Tết"))
    collections.add(gifts, honey)
    assert "Quà Tết" not in client.get("/").text
    collections.publish(gifts)
    client.get(f"/p/{honey.slug}")
    page = client.get("/").text
    assert 'href="/chon-loc/qua-tet"' in page
    assert "Món vừa xem" in page


def test_the_stars_page_counts_what_is_valid_today(client: Client, honey: Product, eggs: Product) -> None:
    factories.certificate(honey, stars=4)
    factories.certificate(eggs, stars=4, issued_days_ago=1_200)
    assert "1 món còn hạn hôm nay" in client.get("/sao-ocop").text


def test_home_offers_a_buyer_what_they_bought_last_and_can_buy_today(client: Client, cast: Cast) -> None:
    names = ("Chè Thái Nguyên", "Mật hoa nhãn", "Na Lạc Thủy", "Cam Cao Phong", "Tỏi Lý Sơn")
    tea, honey, gone, off, others = (factories.product(cast.seller_a, name) for name in names)
    with time_machine.travel("2026-11-01T09:00:00+07:00", tick=False) as clock:
        for product in (honey, tea, gone, off):
            order = factories.order(product, buyer=cast.buyer)
            clock.shift(3600)
        factories.order(others, buyer=cast.neighbour)
        with transaction():
            orders.cancel(order, by=None, role=ActorRole.BUYER, reason="đổi ý")
            db.session.execute(update(Lot).where(Lot.variant_id == gone.variants[0].id).values(on_hand=0))
    assert "Mua lại" not in client.get("/").text
    people.signed_in(client, cast.buyer)
    row = client.get("/").text.split('id="bought"', 1)[1].split("</section>", 1)[0]
    assert 'href="/tai-khoan/don"' in row
    assert row.index("Chè Thái Nguyên") < row.index("Mật hoa nhãn")
    assert not any(product.name_vi in row for product in (gone, off, others))
