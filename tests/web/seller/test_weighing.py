"""Weights typed on the packing page, with and without scripts, and what follows on every page that tells a sum."""

import pytest
from sqlalchemy import select

from marketplace import audit, orders
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.jobs import Job
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from tests import factories
from tests.client import Client
from tests.people import Cast
from tests.web.seller.test_packing import SignIn, page_of, state_of

ALL = ["take-1", "close", "label"]


@pytest.fixture
def chicken(cast: Cast) -> Product:
    return factories.chicken(cast.seller_a)


@pytest.fixture
def birds(chicken: Product) -> Order:
    return factories.confirmed((chicken.variants[0], 2))


def lots(order: Order) -> str:
    return next(job.seen for job in orders.jobs_of(order) if job.key == "take-1")


def send(client: Client, order: Order, *grams: str, **more: object) -> tuple[int, str]:
    form = {"xong": ALL, "lo-take-1": lots(order), "can-weigh-1": list(grams), **more}
    answer = client.send(page_of(order), form)
    return answer.status_code, answer.location or answer.text


def mark(client: Client, order: Order, *grams: str, seen: str = "") -> tuple[int, dict[str, object]]:
    answer = client.send(f"{page_of(order)}/viec", {"viec": "weigh-1", "xong": "1", "lo": seen, "can": list(grams)})
    return answer.status_code, answer.json


def test_the_page_asks_for_one_weight_each_and_says_what_was_agreed_to(packer: Client, birds: Order) -> None:
    page = packer.get(page_of(birds)).text
    assert page.count('name="can-weigh-1"') == 2
    assert "Cân 2 × Gà đồi mẫu" in page
    assert "Cỡ này từ 1400\xa0g đến 1600\xa0g." in page
    assert "nhiều nhất 528.000\xa0₫ cả món" in page
    assert "Thu khoảng" in page


def test_weights_of_the_form_are_kept_and_close_the_parcel(packer: Client, birds: Order) -> None:
    status, page = send(packer, birds, "1420", "1.560 g")
    assert (status, "Chưa gói xong: còn 1 việc chưa tích." in page) == (400, True), "the label tells another sum now"
    assert send(packer, birds, "1420", "1560")[0] == 303
    assert state_of(birds) == OrderState.PACKED
    assert birds.lines[0].piece_grams == [1_420, 1_560]
    page = packer.get(f"/ban-hang/don/{birds.number}").text
    assert "Đặt khoảng 3\xa0kg, cân được 2,98\xa0kg." in page
    assert "Đã cân Gà đồi mẫu, con 1,4–1,6\xa0kg: 2,98\xa0kg, 476.800\xa0₫" in page
    assert audit.check(db.session()) == []


def test_without_weights_the_parcel_stays_open_and_the_ticks_are_kept(packer: Client, birds: Order) -> None:
    status, page = send(packer, birds, "", "")
    assert status == 400
    assert "Chưa gói xong: còn 1 việc chưa tích." in page
    quick = packer.send(f"/ban-hang/don/{birds.number}/packing")
    assert quick.status_code == 409
    assert "Còn món chưa cân" in quick.text
    assert state_of(birds) == OrderState.CONFIRMED
    assert [job.key for job in orders.jobs_of(birds) if job.tick] == ALL


@pytest.mark.parametrize(
    ("grams", "sentence"),
    [
        (("1420", ""), "gõ đủ 2 số cân"),
        (("1420", "1,56"), "Không đọc được số cân “1,56”"),
        (("1420", "156"), "Số 2: 156 g thì khác xa cỡ 1400–1600 g"),
        (("1420", "9" * 300), "Không đọc được số cân"),
    ],
)
def test_a_wrong_weight_is_told_and_what_was_typed_stays(
    packer: Client, birds: Order, grams: tuple[str, str], sentence: str
) -> None:
    status, page = send(packer, birds, *grams)
    assert status == 400
    assert sentence in page
    assert 'value="1420"' in page
    assert birds.lines[0].is_unweighed
    assert [job.key for job in orders.jobs_of(birds) if job.tick] == ALL


def test_the_script_sends_weights_and_gets_the_figures(packer: Client, birds: Order) -> None:
    status, told = mark(packer, birds, "1650", "1900")
    assert (status, told["said"]) == (200, "")
    figures = told["figures"]
    assert isinstance(figures, dict)
    assert (figures["weigh-1-1"], figures["weigh-1-weight"]) == ("Nặng hơn cỡ", "3,55\xa0kg")
    assert figures["weigh-1-price"] == "528.000\xa0₫"
    assert "anh chị chịu 40.000\xa0₫" in figures["weigh-1-over"]
    assert figures["cash"] == f"{birds.cash_vnd:,}".replace(",", ".") + "\xa0₫"
    assert mark(packer, birds, "1650", "1900")[0] == 200


def test_a_colleagues_weights_are_not_overwritten_unseen(
    packer: Client, birds: Order, client_for: SignIn, cast: Cast
) -> None:
    mark(packer, birds, "1420", "1560")
    owner = client_for(cast.owner_a)
    status, told = mark(owner, birds, "1500", "1500")
    assert status == 409
    assert "Người đóng gói vừa cân món này: 1420, 1560 g" in str(told["said"])
    assert mark(owner, birds, "1500", "1500", seen="1420,1560")[0] == 200
    assert birds.lines[0].piece_grams == [1_500, 1_500]


def test_another_shop_weighs_nothing(stranger: Client, birds: Order) -> None:
    assert mark(stranger, birds, "1420", "1560")[0] == 404
    assert send(stranger, birds, "1420", "1560")[0] == 404


def test_slips_and_labels_tell_no_sum_before_the_scale_does(packer: Client, birds: Order) -> None:
    slip = f"/ban-hang/don/{birds.number}/phieu"
    assert "Chưa cân" in packer.get(slip).text
    assert packer.get(f"/ban-hang/don/{birds.number}/nhan.pdf").status_code == 200
    mark(packer, birds, "1420", "1560")
    page = packer.get(slip).text
    assert "Chưa cân" not in page
    assert "2,98\xa0kg" in page
    assert f"{birds.cash_vnd:,}".replace(",", ".") in page


def test_the_buyer_reads_estimate_ceiling_and_weight(packer: Client, birds: Order, client: Client) -> None:
    track = f"/don/{birds.purchase.token}"
    page = client.get(track).text
    assert "Khoảng 3\xa0kg, tính theo cân thật, nhiều nhất 528.000\xa0₫." in page
    assert "trả khoảng" in page
    mark(packer, birds, "1420", "1560")
    page = client.get(track).text
    assert "cân được 2,98\xa0kg" in page
    assert "trả khoảng" not in page


def test_product_basket_and_checkout_say_what_the_buyer_agrees_to(client: Client, chicken: Product) -> None:
    page = client.get(f"/p/{chicken.slug}").text
    assert "khoảng 240.000\xa0₫" in page
    assert "160.000\xa0₫/kg, mỗi con, mỗi quả 1,4–1,6\xa0kg." in page
    assert "nhiều nhất 264.000\xa0₫" in page
    client.send("/gio/them", {"ref": chicken.variants[0].ref, "quantity": "2"})
    basket = client.get("/gio").text
    assert "khoảng 480.000\xa0₫" in basket
    assert "Khoảng 3\xa0kg, tính theo cân thật, nhiều nhất 528.000\xa0₫." in basket
    checkout = client.get("/dat-hang").text
    assert "Tổng này là ước tính." in checkout
    assert "nhiều nhất 528.000\xa0₫." in checkout


def test_the_mails_say_estimate_and_weight(packer: Client, birds: Order, cast: Cast) -> None:
    birds.purchase.email = "khach@example.test"
    db.session.flush()
    mark(packer, birds, "1420", "1560")
    send(packer, birds, "1420", "1560")
    packer.send(f"/ban-hang/don/{birds.number}/shipment", {"carrier": "Vietnam Post", "tracking_number": "VN2611773"})
    bodies = [job.payload["body"] for job in db.session.scalars(select(Job).where(Job.kind == "mail"))]
    assert any("đặt khoảng 3\xa0kg, cân được 2,98\xa0kg, tính 476.800\xa0₫" in body for body in bodies)


def test_an_english_reader_gets_the_weights_in_english(packer: Client, birds: Order, client: Client) -> None:
    mark(packer, birds, "1420", "1560")
    birds.purchase.locale = "en"
    page = client.get(f"/don/{birds.purchase.token}", headers={"Accept-Language": "en"}).text
    assert "weighed 2.98\xa0kg" in page
