"""A shop says when it packs nothing; buyers read it before they order."""

from datetime import date, timedelta

import pytest

from marketplace import sellers
from marketplace.catalogue.models import Product
from marketplace.clock import today
from marketplace.database import db
from marketplace.sellers import DaysOff
from marketplace.sellers.errors import SellerResting
from marketplace.sellers.models import Seller
from tests import factories
from tests.client import Client
from tests.people import Cast

PAGE = "/ban-hang/them/ngay-nghi"


def written(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def periods(cast: Cast) -> tuple[DaysOff, ...]:
    db.session.rollback()
    return sellers.days_off_in(db.session.get_one(Seller, cast.seller_a.id, populate_existing=True).days_off)


def rest(owner: Client, first: date, last: date, *, refuses: bool = False) -> None:
    form = {"first_on": written(first), "last_on": written(last)} | ({"refuses": "y"} if refuses else {})
    assert owner.send(PAGE, form).status_code == 303


def test_days_off_are_noted_and_taken_back_and_noted_again(cast: Cast, owner: Client) -> None:
    first, last = today() + timedelta(days=40), today() + timedelta(days=42)
    rest(owner, first, last, refuses=True)
    assert periods(cast) == (DaysOff(first, last, takes_orders=False),)
    assert owner.send(f"{PAGE}/{first}/bo", form_at=PAGE).status_code == 303
    assert periods(cast) == ()
    assert "Ghi lại" in owner.get(PAGE).text
    assert owner.send(PAGE, {"first_on": f"{first}", "last_on": f"{last}", "refuses": "y"}).status_code == 303
    assert periods(cast) == (DaysOff(first, last, takes_orders=False),)


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("", "01/01/2030", "Viết ngày đầu"),
        ("32/13/2026", "01/01/2030", "Ngày viết chưa đúng."),
        ("02/02/2026", "01/02/2026", "Ngày cuối đứng trước ngày đầu."),
        ("01/02/2026", "02/02/2026", "Kỳ nghỉ này đã qua."),
    ],
)
def test_a_wrong_day_is_explained_and_kept(cast: Cast, owner: Client, first: str, last: str, sentence: str) -> None:
    answer = owner.send(PAGE, {"first_on": first, "last_on": last})
    assert answer.status_code in {400, 422}
    assert sentence in answer.text
    assert f'value="{last}"' in answer.text
    assert periods(cast) == ()


def test_public_holidays_need_not_be_noted(owner: Client) -> None:
    assert "Ngày lễ sắp tới" in owner.get(PAGE).text


def test_buyers_read_of_days_off_on_the_product_and_in_the_basket(cast: Cast, owner: Client, honey: Product) -> None:
    rest(owner, today(), today() + timedelta(days=3))
    back = today() + timedelta(days=4)
    sentence = f"gói hàng từ {back:%d/%m}."
    assert sentence in owner.get(f"/p/{honey.slug}").text
    owner.send("/gio/them", {"ref": honey.variants[0].ref, "quantity": "1"})
    assert sentence in owner.get("/gio").text
    owner.send("/noi-nhan", {"pick": "00004"}, form_at="/noi-nhan")
    page = owner.get("/gio").text
    assert sentence in page
    assert sentence in owner.get("/dat-hang").text


def test_a_shop_that_wants_no_orders_meanwhile_gets_none(cast: Cast, owner: Client, honey: Product) -> None:
    rest(owner, today(), today() + timedelta(days=3), refuses=True)
    page = owner.get(f"/p/{honey.slug}").text
    assert f"Đặt lại từ ngày {written(today() + timedelta(days=4))}." in page
    assert "Mua ngay" not in page
    owner.send("/gio/them", {"ref": honey.variants[0].ref, "quantity": "1"})
    assert "Nơi bán đang nghỉ, chưa nhận đơn." in owner.get("/gio").text
    with pytest.raises(SellerResting):
        factories.order(honey)
