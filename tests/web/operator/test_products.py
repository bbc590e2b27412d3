"""The goods of the market on the operators' side, without scripts."""

import pytest
from werkzeug.test import TestResponse

from marketplace import moderation
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.orders.states import OrderState
from tests import factories
from tests.client import Client
from tests.moderation.cases import demanded, taken_down
from tests.people import Cast
from tests.statements import counted

LIST = "/van-hanh/mon"


@pytest.fixture
def honey(cast: Cast) -> Product:
    return factories.product(cast.seller_a, "Mật ong rừng")


def at(product: Product, step: str = "") -> str:
    return f"{LIST}/{product.slug}{step}"


def filled_in(page: str, name: str) -> str:
    return page.split(f'name="{name}"')[1].split('value="')[1].split('"')[0]


def take_down(operator: Client, product: Product, **form: object) -> TestResponse:
    page = operator.get(at(product, "/ha")).text
    offered = {name: filled_in(page, name) for name in ("until", "received")}
    said = {"reasons": ["claims"], **offered} | form
    return operator.send(at(product, "/ha"), said)


def now(product: Product) -> Product:
    db.session.expire_all()
    return db.session.get_one(Product, product.id)


def test_goods_are_found_and_opened_beside_the_list(operator: Client, honey: Product) -> None:
    factories.product(factories.seller("HTX Suối Trong"), "Măng chua")
    page = operator.get(f"{LIST}?q=mat+ong&xem=tat-ca").text
    assert ("Mật ong rừng" in page, "Măng chua" in page) == (True, False)
    opened = operator.get(f"{at(honey)}?q=mat+ong&xem=tat-ca").text
    assert "Xem như khách" in opened
    assert f'href="/p/{honey.slug}"' in opened
    assert "Lịch sử" in opened


def test_taking_down_is_one_form_and_everybody_reads_why(operator: Client, honey: Product) -> None:
    answer = take_down(operator, honey, words="Câu thứ hai.")
    assert answer.location == at(honey)
    assert not now(honey).is_listed
    page = operator.get(at(honey)).text
    assert "Câu thứ hai." in page
    assert "Một người vận hành khác xem lại rồi mới cho bán lại." in page
    assert "Nghị định 15/2018/NĐ-CP" in page


def test_open_orders_are_asked_about_and_decided(operator: Client, honey: Product) -> None:
    order = factories.order(honey)
    db.session.commit()
    assert "1 đơn đang mở có món này" in operator.get(at(honey, "/ha")).text
    refused = take_down(operator, honey)
    assert refused.status_code == 409
    assert "Chọn giao tiếp hay hủy các đơn ấy." in refused.text
    assert 'id="orders-error"' in refused.text
    take_down(operator, honey, orders="cancel")
    db.session.refresh(order)
    assert (order.state, now(honey).is_listed) == (OrderState.CANCELLED, False)


def test_a_demand_is_noted_its_clock_shown_and_carried_out(operator: Client, honey: Product) -> None:
    demand = {"authority": "Sở Y tế", "document": "12/SYT", "only_note": "y"}
    noted = take_down(operator, honey, **demand)
    assert now(honey).is_listed
    assert "Món vẫn đang bán, phải hạ trước" in operator.get(noted.location).text
    page = operator.get(at(honey)).text
    assert "để hạ, trước" in page
    assert "Sở Y tế, 12/SYT." in page
    assert 'Món hàng<span class="k">1</span>' in page
    (case,) = moderation.cases_about(honey.id)
    answer = operator.send(at(honey, "/ha-theo-yeu-cau"), {"case": case.ref}, form_at=at(honey))
    assert (answer.location, now(honey).is_listed) == (at(honey), False)
    assert "Trong hạn 24 giờ." in operator.get(at(honey)).text
    assert "hạ trong 24 giờ 1 lần" in operator.get(f"{LIST}?xem=da-ha").text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"reasons": [], "words": ""}, "Chọn một lý do hoặc viết vài chữ."),
        ({"reasons": [], "words": "Vì thế."}, "Ghi căn cứ"),
        ({"until": "31/02/2026"}, "Ngày viết chưa đúng"),
        ({"until": "01/01/2020"}, "Hạn phải từ ngày mai"),
        ({"authority": "Sở Y tế", "document": ""}, "Ghi cơ quan yêu cầu, số văn bản"),
        ({"reasons": ["demand"]}, "Ghi cơ quan yêu cầu, số văn bản"),
        ({"only_note": "y"}, "Ghi cơ quan yêu cầu, số văn bản"),
        ({"authority": "Sở Y tế", "document": "1", "received": "hôm qua"}, "Viết ngày giờ"),
        ({"authority": "Sở Y tế", "document": "1", "received": "01/01/2099 08:00"}, "không thể ở tương lai"),
        ({"words": "x" * 1_001}, "Viết ngắn hơn"),
    ],
)
def test_bad_input_is_said_and_nothing_is_taken_down(
    operator: Client, honey: Product, form: dict[str, object], said: str
) -> None:
    answer = take_down(operator, honey, **form)
    assert (answer.status_code in (409, 400, 422), said in answer.text) == (True, True)
    assert now(honey).is_listed


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"reasons": [], "words": ""}, "reasons"),
        ({"reasons": [], "words": "Vì thế."}, "legal_ground"),
        ({"until": "01/01/2020"}, "until"),
        ({"only_note": "y"}, "authority"),
        ({"authority": "Sở Y tế", "document": ""}, "document"),
        ({"authority": "Sở Y tế", "document": "1", "received": "01/01/2099 08:00"}, "received"),
    ],
)
def test_what_is_refused_stands_beside_its_field(
    operator: Client, honey: Product, form: dict[str, object], field: str
) -> None:
    page = take_down(operator, honey, **form).text
    assert f'id="{field}-error"' in page
    assert f'href="#{field}"' in page


def test_another_operator_brings_it_back_and_the_first_cannot(operator: Client, cast: Cast, honey: Product) -> None:
    case = taken_down(honey, by=cast.operator)
    refused = operator.send(at(honey, "/xong"), {"case": case.ref}, form_at=LIST)
    assert (refused.status_code, now(honey).is_listed) == (409, False)
    case.taken_down_by = factories.user("Anh Mẫu Trực")
    db.session.commit()
    answer = operator.send(at(honey, "/xong"), {"case": case.ref, "note": "Cảm ơn."}, form_at=at(honey))
    assert (answer.location, now(honey).is_listed) == (at(honey), True)
    assert "Cảm ơn." in operator.get(at(honey)).text


def test_a_case_about_other_goods_is_none_here(operator: Client, honey: Product) -> None:
    other = taken_down(factories.product(name="Chè"))
    assert operator.send(at(honey, "/xong"), {"case": other.ref}, form_at=LIST).status_code == 404


def test_asking_for_a_change_ticks_what_is_known_and_leaves_it_on_sale(operator: Client, honey: Product) -> None:
    honey.summary_vi = "Uống vào chữa ho."
    db.session.commit()
    page = operator.get(at(honey, "/nho-sua")).text
    assert 'value="words" checked' in page
    assert "chữa ho" in operator.get(at(honey)).text
    until = filled_in(page, "until")
    answer = operator.send(at(honey, "/nho-sua"), {"reasons": ["words"], "until": until})
    assert (answer.location, now(honey).is_listed) == (at(honey), True)
    again = operator.send(at(honey, "/nho-sua"), {"reasons": ["label"], "until": until}, form_at=LIST)
    assert (again.status_code, "đang có một yêu cầu như thế" in again.text) == (409, True)


def test_twins_are_shown_beside_each_other(operator: Client, honey: Product) -> None:
    twin = factories.product(factories.seller("HTX Bãi Vàng"), "MẬT ONG RỪNG (500ml)")
    assert "Trùng hoặc gần trùng tên:" in operator.get(at(honey)).text
    page = operator.get(f"{LIST}?xem=trung").text
    assert honey.slug in page
    assert twin.slug in page


def test_the_list_costs_the_same_statements_however_long(operator: Client, honey: Product) -> None:
    demanded(honey, hours_ago=1)
    operator.get(LIST)
    sizes = []
    for more in (0, 12):
        for number in range(more):
            factories.product(factories.seller(f"HTX {number}"), f"Món {number}")
        db.session.commit()
        for path in (LIST, at(honey)):
            with counted() as sent:
                operator.get(path)
            sizes.append(len(sent))
    assert sizes[:2] == sizes[2:]
    assert sizes[0] <= 12
