"""What a shop reads about its sales."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db
from marketplace.orders import Sold
from marketplace.orders.models import Order
from marketplace.sellers.permissions import SellerRole
from marketplace.web.seller.sales import CHART_HEIGHT, bars
from tests import factories
from tests.client import Client
from tests.people import Cast
from tests.statements import counted

SALES = "/ban-hang/ban-duoc"
MOST_STATEMENTS = 6


def test_one_sentence_tells_the_week(owner: Client, order_in: Callable[..., Order]) -> None:
    order_in(quantity=2)
    page = owner.get(SALES).text
    assert "Tuần này bán được 1 đơn, 330.000\u00a0₫, hơn cùng lúc tuần trước 1 đơn." in page
    assert "Thành phố Hà Nội" in page or "Tỉnh" in page
    assert "Mật ong Green Life" in page


def test_a_worse_week_and_an_equal_one_are_told_as_they_are(owner: Client, order_in: Callable[..., Order]) -> None:
    for _ in range(2):
        order_in().placed_at = now() - timedelta(days=7, minutes=5)
    order_in().placed_at = now()
    db.session.commit()
    assert "kém cùng lúc tuần trước 1 đơn" in owner.get(SALES).text
    order_in()
    assert "bằng cùng lúc tuần trước" in owner.get(SALES).text


def test_a_shop_without_orders_is_shown_what_to_do(owner: Client) -> None:
    page = owner.get(SALES).text
    assert "Tuần này chưa bán được đơn nào; cùng lúc tuần trước: 0 đơn." in page
    assert "/ban-hang/lien-ket" in page


def test_a_packer_sees_no_money_and_an_accountant_does(
    packer: Client, cast: Cast, client_for: Callable[[User], Client]
) -> None:
    factories.member(cast.seller_a, cast.neighbour, SellerRole.ACCOUNTANT)
    db.session.commit()
    accountant = client_for(cast.neighbour)
    for path in (SALES, f"{SALES}/tuan.csv"):
        assert (packer.get(path).status_code, accountant.get(path).status_code) == (403, 200)


@pytest.mark.parametrize(("table", "said"), [("tuan", "165000"), ("mon", "Mật ong Green Life"), ("tinh", "165000")])
def test_each_table_can_be_saved(owner: Client, order_in: Callable[..., Order], table: str, said: str) -> None:
    order_in(quantity=1)
    answer = owner.get(f"{SALES}/{table}.csv?tuan=4")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert said in answer.text
    assert owner.get(f"{SALES}/luong.csv").status_code == 404


def test_a_time_that_cannot_be_chosen_is_the_usual_one(owner: Client) -> None:
    for wanted in ("0", "9999999999999999999999", "x", "-4"):
        assert "13 tuần qua" in owner.get(f"{SALES}?tuan={wanted}").text or owner.get(SALES).status_code == 200


def test_the_page_asks_few_questions_however_much_was_sold(
    owner: Client, order_in: Callable[..., Order], honey: Product, cast: Cast
) -> None:
    def asked() -> int:
        with counted() as statements:
            assert owner.get(f"{SALES}?tuan=52").status_code == 200
        return len(statements)

    order_in()
    few = asked()
    for number in range(6):
        factories.order(factories.product(cast.seller_a, f"Món {number}", left=5))
    assert asked() == few
    assert few <= MOST_STATEMENTS


def test_the_highest_bar_fills_the_picture_and_none_vanishes() -> None:
    drawn = bars([Sold(1, 100_000), Sold(), Sold(2, 50_000)])
    assert [bar.height for bar in drawn] == [CHART_HEIGHT, 1, CHART_HEIGHT // 2]
    assert [bar.is_open for bar in drawn] == [False, False, True]
    assert bars([Sold(), Sold()])[0].height == 1
