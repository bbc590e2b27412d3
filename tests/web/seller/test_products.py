"""Prices, stock and the switch, changed in place."""

from collections.abc import Callable

import pytest

from marketplace import approvals, catalogue, stock
from marketplace.approvals.listings import set_price
from marketplace.catalogue.models import Product, Variant
from marketplace.database import db
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from tests import factories
from tests.client import Client
from tests.people import Cast
from tests.statements import counted


def send(client: Client, key: str, what: str, **form: str) -> tuple[int, str]:
    answer = client.send(f"/ban-hang/mon/{key}/{what}", form, form_at="/ban-hang/them")
    return answer.status_code, answer.text if answer.status_code != 303 else answer.location


@pytest.fixture
def jar(honey: Product) -> Variant:
    return honey.variants[0]


def price_of(variant: Variant) -> int:
    db.session.refresh(variant)
    return variant.price_vnd


def test_the_list_shows_price_stock_and_what_a_sale_leaves(owner: Client, jar: Variant) -> None:
    page = owner.get("/ban-hang/mon").text
    assert "165.000\xa0₫" in page
    assert "còn 38" in page
    assert "Anh chị nhận được 156.750\xa0₫" in page


@pytest.mark.parametrize("typed", ["180000", "180.000", "180.000 đ", "180k", "180 nghìn", "0,18tr"])
def test_a_price_may_be_typed_the_way_people_write_money(owner: Client, jar: Variant, typed: str) -> None:
    assert send(owner, jar.ref, "price", price=typed) == (303, f"/ban-hang/mon#{jar.product.slug}")
    assert price_of(jar) == 180_000
    assert "Giá mới: 180.000\xa0₫" in owner.get("/ban-hang/mon").text


@pytest.mark.parametrize("typed", ["", "abc", "0", "-5", "1.000,5", "999", "1e9", "200.000.000", "٣", "1\x002"])
def test_a_price_that_cannot_be_meant_is_shown_again_with_a_sentence(owner: Client, jar: Variant, typed: str) -> None:
    status, page = send(owner, jar.ref, "price", price=typed)
    assert status == 400
    assert 'aria-invalid="true"' in page
    assert price_of(jar) == 165_000


def test_what_was_typed_stays_beside_its_sentence(owner: Client, jar: Variant) -> None:
    _, page = send(owner, jar.ref, "price", price="1.000,5")
    assert 'value="1.000,5"' in page
    assert "Không đọc được số tiền" in page
    assert '<details class="pack" open>' in page


def test_stock_is_what_the_seller_counted(owner: Client, jar: Variant) -> None:
    assert send(owner, jar.ref, "stock", left="12")[0] == 303
    assert stock.left_of([jar.id]) == {jar.id: 12}
    assert "Đã ghi còn 12: Mật ong Green Life, hũ 500\xa0ml." in owner.get("/ban-hang/mon").text


def test_the_packer_may_count_too(packer: Client, jar: Variant) -> None:
    assert send(packer, jar.ref, "stock", left="0")[0] == 303
    assert stock.left_of([jar.id]) == {}


@pytest.mark.parametrize("typed", ["", "abc", "-1", "1e9", "٣", "100001", "3,5", "\x00"])
def test_a_count_that_cannot_be_meant_is_shown_again_with_a_sentence(owner: Client, jar: Variant, typed: str) -> None:
    status, page = send(owner, jar.ref, "stock", left=typed)
    assert status == 400
    assert "Số còn lại phải là số từ 0 đến 100.000" in page
    assert stock.left_of([jar.id]) == {jar.id: 38}


def test_goods_are_switched_off_and_the_undo_brings_them_back(owner: Client, honey: Product) -> None:
    send(owner, honey.slug, "delisting")
    page = owner.get("/ban-hang/mon").text
    assert "Khách không thấy món này." in page
    assert f'action="/ban-hang/mon/{honey.slug}/listing"' in page.split("data-toast", 1)[1]
    assert owner.get(f"/p/{honey.slug}").status_code == 404

    send(owner, honey.slug, "listing")
    assert owner.get(f"/p/{honey.slug}").status_code == 200


def test_switching_off_twice_is_no_mistake(owner: Client, honey: Product) -> None:
    assert send(owner, honey.slug, "delisting")[0] == 303
    assert send(owner, honey.slug, "delisting")[0] == 303


@pytest.mark.parametrize("what", ["price", "stock", "listing", "delisting"])
def test_goods_that_do_not_exist_are_not_found(owner: Client, what: str) -> None:
    assert send(owner, "khong-co", what, price="1000", left="1")[0] == 404
    assert send(owner, "khong-co", what)[0] == 404


def test_a_shop_with_many_goods_reads_them_page_by_page(owner: Client, honey: Product) -> None:
    for number in range(25):
        factories.product(honey.seller, f"Mật ong {number:02}", left=0)
    assert "trang=2" in owner.get("/ban-hang/mon").text
    assert owner.get("/ban-hang/mon?trang=2").status_code == 200


def test_a_shop_without_goods_says_so(stranger: Client) -> None:
    assert "Chưa có món hàng nào" in stranger.get("/ban-hang/mon").text


@pytest.mark.parametrize("words", ["tra+cam+lac", "TRÀ+cẩm", "lac", "tr%C3%A0"])
def test_goods_are_found_with_or_without_accents(owner: Client, honey: Product, words: str) -> None:
    factories.product(honey.seller, "Trà Cẩm Lạc Thủy", left=3)
    page = owner.get(f"/ban-hang/mon?q={words}").text
    assert "Trà Cẩm Lạc Thủy" in page
    assert "Mật ong Green Life" not in page


def test_each_part_of_the_list_holds_what_it_says(owner: Client, cast: Cast, honey: Product) -> None:
    sold_out = factories.product(honey.seller, "Món hết", left=0)
    off = factories.product(honey.seller, "Món ngừng", is_listed=False)
    away = factories.product(honey.seller, "Món cất")
    waiting = factories.product(honey.seller, "Món đợi")
    back = factories.product(honey.seller, "Món trả")
    catalogue.archive(away)
    set_price(waiting.variants[0], price_vnd=999_000, by=cast.owner_a)
    asked = set_price(back.variants[0], price_vnd=999_000, by=cast.owner_a)
    approvals.send_back(asked, by=cast.operator, to_mend=["price_vnd"], note="Giá cao.")
    db.session.commit()
    parts = {"het-hang": [sold_out], "ngung": [off], "da-cat": [away], "cho-duyet": [waiting], "tra-lai": [back]}
    parts |= {"dang-ban": [honey, waiting, back], "": [honey, sold_out, off, waiting, back]}
    for word, expected in parts.items():
        page = owner.get(f"/ban-hang/mon?xem={word}").text
        shown = {each.slug for each in (honey, sold_out, off, away, waiting, back) if f'id="{each.slug}"' in page}
        assert shown == {each.slug for each in expected}, word
    assert 'Đã cất <b class="num">1</b>' in owner.get("/ban-hang/mon").text


def test_a_family_narrows_the_list_and_sorting_orders_it(owner: Client, honey: Product) -> None:
    cheap = factories.product(honey.seller, "Chè", price_vnd=20_000, category="che")
    page = owner.get("/ban-hang/mon?xep=gia-tang").text
    assert page.index(f'id="{cheap.slug}"') < page.index(f'id="{honey.slug}"')
    page = owner.get("/ban-hang/mon?xep=gia-giam").text
    assert page.index(f'id="{honey.slug}"') < page.index(f'id="{cheap.slug}"')
    page = owner.get("/ban-hang/mon?nhom=che").text
    assert f'id="{honey.slug}"' not in page


def test_a_change_leads_back_to_the_list_as_it_was_narrowed(owner: Client, honey: Product) -> None:
    form = {"price": "170k", "next": "/ban-hang/mon?q=mat"}
    assert send(owner, honey.variants[0].ref, "price", **form) == (303, f"/ban-hang/mon?q=mat#{honey.slug}")
    assert send(owner, honey.slug, "delisting", next="/dang-xuat")[1] == f"/ban-hang/mon#{honey.slug}"


def test_a_list_that_finds_nothing_leads_back_to_everything(owner: Client, honey: Product) -> None:
    assert "Không thấy món nào" in owner.get("/ban-hang/mon?q=zzzz").text


@pytest.mark.parametrize("query", ["", "?q=mat+ong&xep=con-it&nhom=mat-ong", "?xem=cho-duyet"])
def test_the_list_asks_six_questions(owner: Client, honey: Product, query: str) -> None:
    for number in range(3):
        factories.product(honey.seller, f"Mật ong {number}")
    owner.get("/ban-hang/mon")  # the first page of a day reads the rules of fees
    with counted() as sent:
        owner.get(f"/ban-hang/mon{query}")
    assert len(sent) <= 6


def test_archived_goods_keep_their_orders_and_their_address_names_the_maker(
    owner: Client, honey: Product, order_in: Callable[..., Order]
) -> None:
    order = order_in(OrderState.DELIVERED)
    other = factories.product(honey.seller, "Mật ong hoa vải")
    factories.review(honey)
    db.session.commit()
    assert send(owner, honey.slug, "archive")[0] == 303
    answer = owner.get(f"/p/{honey.slug}")
    assert answer.status_code == 410
    assert "HTX Green Life không bán món này nữa." in answer.text
    assert f"/p/{other.slug}" in answer.text
    assert "Mật ong Green Life" in owner.get(f"/ban-hang/don/{order.number}").text
    assert owner.get(f"/p/{honey.slug}/danh-gia").status_code in (200, 404, 410)
    assert honey.slug not in owner.get("/ban-hang/mon").text.split("data-toast")[0]
    assert send(owner, honey.slug, "listing") == (303, "/ban-hang/mon")
    assert "Món này đã cất. Lấy lại trước rồi mới bán." in owner.get("/ban-hang/mon").text
    assert send(owner, honey.slug, "restoration")[0] == 303
    assert send(owner, honey.slug, "listing")[0] == 303
    assert owner.get(f"/p/{honey.slug}").status_code == 200
