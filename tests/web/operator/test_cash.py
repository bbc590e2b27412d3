"""Who has the cash, carriers' tables and their differences, at the operators' desk."""

from io import BytesIO

import pytest

from marketplace import accounts, cash
from marketplace.accounts import OperatorRole
from marketplace.cash.models import RemittanceLine
from marketplace.clock import today
from marketplace.database import db
from marketplace.orders.models import Order
from tests import factories, people
from tests.cash.tables import delivered, sent, table, take_in
from tests.client import Client
from tests.people import Cast
from tests.statements import counted

HERE = "/van-hanh/tien-mat"
MOST_STATEMENTS = 6
"""Of a page, with whoever asks and what waits in the other desks."""


@pytest.fixture
def order(cast: Cast) -> Order:
    return delivered(cast.seller_a)


@pytest.fixture
def short(order: Order) -> RemittanceLine:
    return take_in(f"GHN001;;{order.total_vnd - 30_000};;").lines[0]


def upload(client: Client, content: bytes, carrier: str = "GHN") -> tuple[int, str]:
    form = {"carrier": carrier, "table": (BytesIO(content), "doi-soat.csv")}
    answer = client.send(f"{HERE}/bang", form)
    return answer.status_code, answer.location if answer.status_code == 303 else answer.text


def test_the_first_page_tells_who_has_how_much_and_what_is_late(operator: Client, order: Order) -> None:
    custody = cash.custody_of(order.id)
    assert custody
    custody.due_on = today().replace(day=1, month=1)
    db.session.flush()
    page = operator.get(HERE).text
    assert "GHN quá hạn gửi tiền." in page
    assert order.number in operator.get(f"{HERE}/giu?hang=GHN&tre=1").text
    assert order.number in operator.get(f"{HERE}/giu.csv?hang=GHN").text


def test_the_pages_ask_few_questions(operator: Client, short: RemittanceLine) -> None:
    pages = ("", "/giu?hang=GHN", "/lech", f"/lech/{short.ref}", "/bang", f"/bang/{short.remittance.ref}")
    for page in pages:
        operator.get(f"{HERE}{page}")
        db.session.expunge_all()
        with counted() as statements:
            assert operator.get(f"{HERE}{page}").status_code == 200
        assert len(statements) <= MOST_STATEMENTS, page


def test_a_table_is_taken_in_line_by_line(operator: Client, order: Order) -> None:
    status, place = upload(operator, table(f"GHN001;;{order.total_vnd};;", "GHN999;;1000;;"))
    assert status == 303
    page = operator.get(place).text
    assert "Đúng tiền" in page
    assert "Không rõ đơn nào" in page
    assert upload(operator, table(f"GHN001;;{order.total_vnd};;", "GHN999;;1000;;")) == (303, place)
    assert db.session.query(RemittanceLine).count() == 2


@pytest.mark.parametrize(
    ("content", "carrier", "sentence"),
    [
        (b"", "GHN", "Không thấy cột"),
        (b"%PDF-1.7", "GHN", "không phải bảng"),
        ("Vận đơn;Thu hộ\nA;mười nghìn".encode(), "GHN", "không đọc được số tiền"),
        ("Vận đơn;Thu hộ\nA;1000".encode(), "", "Chọn đơn vị chuyển đã gửi bảng này."),
        ("Vận đơn;Thu hộ\nA;1000".encode(), "bịa", "Chọn đơn vị chuyển đã gửi bảng này."),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_whole(
    operator: Client, content: bytes, carrier: str, sentence: str
) -> None:
    status, page = upload(operator, content, carrier)
    assert (status, sentence in page) == (400, True)
    assert db.session.query(RemittanceLine).count() == 0


def test_no_file_is_asked_for(operator: Client, order: Order) -> None:
    answer = operator.send(f"{HERE}/bang", {"carrier": "GHN"})
    assert (answer.status_code, "Chọn bảng của đơn vị chuyển." in answer.text) == (400, True)


def test_a_difference_is_decided_and_taken_back(operator: Client, short: RemittanceLine) -> None:
    place = f"{HERE}/lech/{short.ref}"
    page = operator.get(place).text
    assert "Nơi bán chịu 30.000" in page
    answer = operator.send(f"{place}/chap-nhan", {"reason": ""}, form_at=place)
    assert (answer.status_code, "Viết lý do" in answer.text) == (400, True)
    assert operator.send(f"{place}/chap-nhan", {"reason": "Bỏ qua"}, form_at=place).location == place
    assert "Chợ chịu phần thiếu" in operator.get(place).text
    answer = operator.send(f"{place}/noi-ban", {"reason": "Nữa"}, form_at=place)
    assert answer.status_code == 409
    assert operator.send(f"{place}/go", {}, form_at=place).status_code == 303
    assert operator.send(f"{place}/doi", {}, form_at=place).status_code == 303
    assert short.order
    assert short.order.number in operator.get(f"{HERE}/lech?xem=dang-doi").text
    assert operator.send(f"{place}/noi-ban", {"reason": "Ghi sai tiền"}, form_at=place).status_code == 303


def test_a_wrong_order_number_is_refused_beside_its_field(operator: Client, order: Order) -> None:
    line = take_in("GHN999;;1000;;").lines[0]
    place = f"{HERE}/lech/{line.ref}"
    answer = operator.send(f"{place}/ghep", {"number": "2611-KHONG-1"}, form_at=place)
    assert (answer.status_code, 'id="number-error"' in answer.text) == (400, True)
    assert operator.send(f"{place}/ghep", {"number": order.number.lower()}, form_at=place).status_code == 303
    db.session.refresh(line)
    assert (line.verdict, line.order_id) == ("short", order.id)


def test_a_seller_hands_cash_over(operator: Client, cast: Cast) -> None:
    order = delivered(cast.seller_a, "0912 345 678", carrier="Nhà xe Hải Vân")
    assert f"Đã nhận {order.total_vnd:,}".replace(",", ".") in operator.get(f"{HERE}/giu?hang=noi-ban").text
    answer = operator.send(f"{HERE}/giu/{order.number}/da-nhan", {}, form_at=f"{HERE}/giu?hang=noi-ban")
    assert answer.status_code == 303
    custody = cash.custody_of(order.id)
    assert custody
    assert custody.open_vnd == 0


@pytest.mark.parametrize("path", [HERE, f"{HERE}/giu?hang=GHN", f"{HERE}/lech", f"{HERE}/bang"])
def test_only_operators_of_money_see_it(client: Client, cast: Cast, path: str) -> None:
    accounts.make_operator(cast.neighbour, {OperatorRole.CATALOGUE})
    db.session.flush()
    assert people.signed_in(client, cast.neighbour).get(path).status_code == 403


def test_an_operator_notes_that_a_parcel_is_lost(operator: Client, cast: Cast) -> None:
    order = sent(cast.seller_a)
    place = f"/van-hanh/don/{order.number}/khong-giao-duoc"
    assert "Kiện này bị sao?" in operator.get(place).text
    assert operator.send(place, {"reason": ""}, form_at=place).status_code == 422
    assert operator.send(place, {"reason": "lost"}, form_at=place).status_code == 303
    db.session.refresh(order)
    assert order.state == "lost"
    assert "không còn trên đường" in operator.get(place).text
    assert operator.send(place, {"reason": "refused"}, form_at="/van-hanh/tien-mat/bang").status_code in (409, 422)


def test_an_operator_notes_that_a_parcel_comes_back(operator: Client, cast: Cast) -> None:
    order = sent(cast.seller_a)
    place = f"/van-hanh/don/{order.number}/khong-giao-duoc"
    assert operator.send(place, {"reason": "wrong_address"}, form_at=place).status_code == 303
    db.session.refresh(order)
    assert (order.state, order.undelivered) == ("returning", "wrong_address")
    assert order.number in operator.get("/van-hanh/don?xem=dang-hoan").text


def test_an_operator_calls_in_the_shops_place(operator: Client, cast: Cast) -> None:
    order = factories.order(factories.product(cast.seller_a))
    order.call_reason = "first_time"
    db.session.flush()
    place = f"/van-hanh/don?xem=tat-ca&don={order.number}"
    assert "Gọi xác nhận trước khi nơi bán nhận đơn." in operator.get(place).text
    answer = operator.send(f"/van-hanh/don/{order.number}/xac-nhan-mua", {"result": "agreed"}, form_at=place)
    assert answer.status_code == 303
    db.session.refresh(order)
    assert not order.awaits_call
