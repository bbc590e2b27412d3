"""A shop's lots on the web: the list, a new one, and mending it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from marketplace import stock, traceability
from marketplace.catalogue.models import Product
from marketplace.clock import today
from marketplace.database import db
from marketplace.orders.models import Order
from marketplace.stock.models import Lot
from marketplace.traceability import StepFacts
from tests import factories
from tests.client import Client
from tests.people import Cast
from tests.statements import counted

NEW = "/ban-hang/lo/moi"
ONCE = "0123456789ab"
MOST_STATEMENTS = (6, 13, 11)
"""Of the list, of one lot, and of the form for a new one."""


@pytest.fixture
def lot(honey: Product) -> Lot:
    """The lot of the 38 jars."""
    lot = stock.last_lot_of(honey.variants[0])
    assert lot is not None
    return lot


def log(client: Client, honey: Product, **typed: str) -> str:
    """Send the form and give what the person sees then."""
    form = {
        "mon": honey.variants[0].ref,
        "once": ONCE,
        "made": "hom-nay",
        "quantity": "80",
        "place": "Trại ong",
    } | typed
    answer = client.send(NEW, form)
    return client.get(answer.location).text if answer.status_code == 303 else answer.text


def lots_of(honey: Product) -> list[Lot]:
    """The newest first."""
    db.session.expire_all()
    seller_id = honey.seller_id
    return sorted(stock.lots_of_seller(seller_id, emptied=False, limit=99), key=lambda lot: -lot.id)


def test_four_answers_make_a_lot_with_the_beginning_of_its_story(owner: Client, honey: Product) -> None:
    honey.shelf_life_days = 730
    assert "Đã ghi lô" in log(owner, honey, made="hom-qua")
    lot = lots_of(honey)[0]
    yesterday = today() - timedelta(days=1)
    assert (lot.on_hand, lot.packed_on, lot.best_before_on) == (80, yesterday, yesterday + timedelta(days=730))
    step = traceability.steps_of(lot)[0]
    assert (step.title_vi, step.place_vi, step.happened_on) == ("Đóng gói", "Trại ong", yesterday)
    assert step.by is not None


def test_a_form_that_is_sent_twice_makes_one_lot(owner: Client, honey: Product) -> None:
    log(owner, honey), log(owner, honey)
    assert len(lots_of(honey)) == 2
    assert len(traceability.steps_of(lots_of(honey)[0])) == 1


def test_the_page_shows_what_will_be_filled_in(owner: Client, honey: Product, lot: Lot) -> None:
    honey.shelf_life_days = 730
    lot.code = "GL-1125"
    page = owner.get(NEW).text
    assert "GL-1126" in page
    assert "24 tháng sau ngày đóng gói" in page
    assert "lô trước GL-1125" in page


def test_what_is_typed_goes_before_what_is_proposed(owner: Client, honey: Product) -> None:
    log(owner, honey, code="X-1", best_before_on="2099-12-31")
    lot = lots_of(honey)[0]
    assert (lot.code, f"{lot.best_before_on:%d/%m/%Y}") == ("X-1", "31/12/2099")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"quantity": ""}, "Số lượng phải là số từ 1 đến 100.000"),
        ({"quantity": "tám mươi"}, "Số lượng phải là số từ 1 đến 100.000"),
        ({"place": ""}, "Ghi nơi làm"),
        ({"place": "gọi 0912 345 678"}, "Bỏ số điện thoại và e-mail"),
        ({"made": "khac"}, "Chọn ngày làm lô này."),
        ({"made": "khac", "made_on": "32/13/2026"}, "Ngày viết chưa đúng"),
        ({"made": "khac", "made_on": "2999-01-01"}, "Ngày 01/01/2999 chưa tới"),
        ({"made": "bao giờ cũng được"}, "Chọn một trong các mục có sẵn."),
        ({"code": "lô một"}, "Mã lô chỉ gồm chữ không dấu"),
        ({"best_before_on": "2001-01-01"}, "phải sau ngày đóng gói"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(
    owner: Client, honey: Product, typed: dict[str, str], sentence: str
) -> None:
    page = log(owner, honey, **{"quantity": "81", **typed})
    assert sentence in page
    assert f'value="{typed.get("quantity", "81")}"' in page
    assert len(lots_of(honey)) == 1


def test_a_code_that_is_taken_is_told_with_a_free_one(owner: Client, honey: Product, lot: Lot) -> None:
    assert f"{lot.code}-2" in log(owner, honey, code=lot.code)


def test_another_shops_goods_make_no_lot(stranger: Client, honey: Product) -> None:
    form = {"mon": honey.variants[0].ref, "made": "hom-nay", "quantity": "5", "place": "Kho"}
    assert stranger.send(NEW, form).status_code == 404
    assert stranger.get(f"{NEW}?mon={honey.variants[0].ref}").status_code == 404
    assert len(lots_of(honey)) == 1


def test_a_shop_without_goods_is_told_so(stranger: Client) -> None:
    assert "Chưa có món hàng nào" in stranger.get(NEW).text
    assert "Chưa có lô nào còn hàng" in stranger.get("/ban-hang/lo").text


def test_the_list_tells_what_ends_first_and_what_is_ordered_apart(
    owner: Client, honey: Product, order_in: Callable[..., Order]
) -> None:
    order_in(quantity=3)
    factories.lot(honey.variants[0], 5, code="SOON", best_before_in_days=2)
    page = owner.get("/ban-hang/lo").text
    assert page.index("SOON") < page.index("L-")
    assert "Sắp hết hạn" in page
    assert "bán được 35" in page
    assert "khách đã đặt, chưa gửi: 3" in page
    assert "Chưa lô nào hết" in owner.get("/ban-hang/lo?xem=het").text


def test_what_is_past_its_best_is_not_called_sellable(owner: Client, honey: Product) -> None:
    factories.lot(honey.variants[0], 5, code="OLD", best_before_in_days=-1)
    page = owner.get("/ban-hang/lo").text
    assert "Quá hạn" in page
    assert "còn 5, không bán được" in page


def test_a_mistake_is_mended_and_the_old_version_is_kept(owner: Client, lot: Lot) -> None:
    form = {"code": "GL-9", "received": "40", "packed_on": lot.packed_on.isoformat(), "best_before_on": "2099-01-01"}
    answer = owner.send(f"/ban-hang/lo/{lot.ref}/sua", form)
    page = owner.get(answer.location).text
    assert "Đã sửa lô" in page
    assert "Số đã nhập: 38 → 40" in page
    assert "→ 01/01/2099" in page
    db.session.refresh(lot)
    assert (lot.code, lot.on_hand) == ("GL-9", 40)


def test_what_was_sold_cannot_be_mended_away(owner: Client, lot: Lot, order_in: Callable[..., Order]) -> None:
    order_in(quantity=30)
    form = {"code": lot.code, "received": "20", "packed_on": lot.packed_on.isoformat()}
    answer = owner.send(f"/ban-hang/lo/{lot.ref}/sua", form)
    assert answer.status_code == 409
    assert "chỉ còn 8 chưa ai đặt" in answer.text


def test_a_packer_reads_lots_and_opens_none(packer: Client, lot: Lot) -> None:
    page = packer.get(f"/ban-hang/lo/{lot.ref}").text
    assert "Bớt hàng của lô này" in page
    for closed in ("Sửa mã, ngày", "Ghi việc, chụp ảnh", "Người góp hàng", "Chế biến sang lô khác", "₫"):
        assert closed not in page
    assert packer.get(NEW).status_code == 403


def test_another_shops_lot_is_not_there(stranger: Client, lot: Lot) -> None:
    for path in ("", "/sua", "/chep", "/gop", "/che-bien"):
        assert stranger.get(f"/ban-hang/lo/{lot.ref}{path}").status_code == 404


def test_today_warns_before_a_lot_ends(owner: Client, honey: Product, cast: Cast) -> None:
    honey.shelf_life_days = 25
    factories.lot(honey.variants[0], 5, code="SOON", best_before_in_days=7)
    factories.lot(honey.variants[0], 2, code="OVER", best_before_in_days=-1)
    factories.lot(honey.variants[0], 2, code="FRESH", best_before_in_days=20)
    page = owner.get("/ban-hang").text
    assert "Lô SOON còn 5, hạn" in page
    assert "Lô OVER còn 2, không bán được nữa" in page
    assert "FRESH" not in page


def test_the_number_of_statements_does_not_grow_with_the_lots(
    owner: Client, honey: Product, lot: Lot, order_in: Callable[..., Order], cast: Cast
) -> None:
    def asked(path: str) -> int:
        with counted() as statements:
            assert owner.get(path).status_code == 200
        return len(statements)

    pages = ("/ban-hang/lo", f"/ban-hang/lo/{lot.ref}", NEW)
    for title in ("Quay mật", "Lọc"):
        traceability.add_step(lot, StepFacts(title, today()), by_id=cast.owner_a.id)
    few = [asked(page) for page in pages]
    for number in range(12):
        order_in()
        factories.lot(honey.variants[0], 5)
        traceability.add_step(lot, StepFacts(f"Bước {number}", today()), by_id=cast.owner_a.id)
    many = [asked(page) for page in pages]
    assert many == few
    assert [asks <= most for asks, most in zip(many, MOST_STATEMENTS, strict=True)] == [True] * 3, many
