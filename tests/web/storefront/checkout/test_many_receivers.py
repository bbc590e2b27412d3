"""The same gift to many people: a file names them, each row is shown, one payment is for all, and a parcel for each."""

from collections.abc import Callable, Sequence
from html import unescape
from io import BytesIO

from marketplace import audit, orders, spreadsheets, stock
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.database import db, transaction
from marketplace.imports.receivers import HEADING
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import OrderState
from marketplace.spreadsheets import Told
from tests import factories
from tests.client import Client
from tests.people import Cast
from tests.web.storefront.shopping import put
from tests.work import queued_mails

PAGE = "/dat-hang/nhieu-nguoi"
GIVER = {
    "sender_name": "Công ty Mẫu",
    "buyer_phone": "0987 654 321",
    "email": "mau@example.test",
    "card_text": "Chúc năm mới an khang!",
    "hides_prices": "y",
    "payment": "transfer",
}
Rows = Sequence[Sequence[Told]]
GOOD: Rows = [
    ["Nguyễn Thị Một", 912345601, "Hà Nội", "Phường Ba Đình", "Số 1", "", "Chúc chị Một khỏe!"],
    ["Bùi Văn Hai", "0912 345 602", "Phú Thọ", "Mường Động", "Xóm Đồi", "Gọi trước", ""],
    ["Lê Thị Ba", "0912345603", "TP. Hồ Chí Minh", "Phường Sài Gòn", "Số 3", "", ""],
]
BAD: dict[int, Sequence[Told]] = {
    5: ["", "0912 345 604", "Hà Nội", "Ba Đình", "Số 4", "", ""],
    6: ["Năm", "12", "Hà Nội", "Ba Đình", "Số 5", "", ""],
    7: ["Sáu", "0912 345 606", "Hà Nộii", "Ba Đình", "Số 6", "", ""],
    8: ["Bảy", "0912 345 607", "Hà Nội", "Xã Không Có", "Số 7", "", ""],
    9: ["Tám", "0912 345 608", "Hà Nội", "Ba Đình", "", "", ""],
    10: ["Chín", "0912 345 609", "Hà Nội", "Ba Đình", "Số 9", "", "á" * 161],
    11: ["Nguyễn Thị Một", "0912 345 601", "Hà Nội", "Ba Đình", "Số 1", "", ""],
}
SAID = {
    5: "Ô này còn trống",
    6: "0912 345 678",
    7: "Không có tỉnh, thành nào tên “Hà Nộii”",
    8: "Hà Nội không có phường, xã nào tên “Xã Không Có”",
    9: "Ô này còn trống",
    10: "160",
    11: "Trùng với dòng 2",
}


def workbook(rows: Rows) -> bytes:
    return spreadsheets.write_xlsx([("Người nhận", HEADING, rows)])


def checked(client: Client, rows: Rows, **more: str) -> str:
    file = {"receivers": (BytesIO(workbook(rows)), "nguoi-nhan.xlsx")}
    answer = client.send(f"{PAGE}/soat", {**GIVER, **more, **file}, form_at=PAGE)
    assert answer.status_code == 200
    return unescape(answer.text)


def fields(page: str) -> dict[str, object]:
    """What the page of the rows would send as it stands."""
    found: dict[str, object] = dict(GIVER)
    numbers = []
    for tag in page.split("<input ")[1:]:
        values = dict(part.split('="', 1) for part in tag.split(">", 1)[0].split('" ') if '="' in part)
        name, value = values.get("name", ""), values.get("value", "").rstrip('"')
        if name == "dong":
            numbers.append(value)
        elif name.startswith("o-") or name in ("checkout_token", "shown_total", "csrf_token"):
            found[name] = value
    return found | {"dong": numbers}


def test_a_company_gives_to_three_people_by_one_file_and_one_payment(
    client: Client, honey: Product, cast: Cast, client_for: Callable[[User], Client]
) -> None:
    before = stock.left_of([honey.variants[0].id])[honey.variants[0].id]
    put(client, honey)
    bad = checked(client, [*GOOD, *BAD.values()])
    assert "7 dòng cần sửa" in bad
    for number, sentence in SAID.items():
        row = bad.split(f"Dòng {number}</span>", 1)[1].split("</li>", 1)[0]
        assert sentence in row, (number, row)
        assert f"dòng {number}" in row
    assert "Đặt " not in bad.split('id="summary"', 1)[1].split("Soát", 1)[0], "nothing can be ordered yet"
    mended = fields(bad) | {"o-8-commune": "Phường Ba Đình", "bo": ["5", "6", "7", "9", "10", "11"]}
    page = unescape(client.send(f"{PAGE}/soat", mended, form_at=PAGE).text)
    assert "Mọi dòng đều đúng" in page
    assert "4 người nhận" in page
    assert page.count("phí gửi ") == 4
    sent = fields(page)
    total_vnd = int(str(sent["shown_total"]))
    answer = client.send(PAGE, sent, form_at=PAGE)
    assert answer.status_code == 303, answer.text
    again = client.post(PAGE, data=sent)
    assert again.location == answer.location, "sent again, it is the same purchase"
    bought = db.session.query(Purchase).one()
    assert (len(bought.orders), bought.total_vnd) == (4, total_vnd)
    assert sum(order.total_vnd for order in bought.orders) == total_vnd
    assert stock.left_of([honey.variants[0].id])[honey.variants[0].id] == before - 4
    one, two = bought.orders[:2]
    assert (one.recipient.recipient_name, one.recipient.phone) == ("Nguyễn Thị Một", "+84912345601")
    assert two.shipping_vnd != one.shipping_vnd, "each has the fee of their own place"
    with transaction():
        factories.pay(bought.code)
    letter = next(each for each in queued_mails() if "Đã nhận đơn" in each.subject)
    assert "Gửi Bùi Văn Hai" in letter.body
    assert "Chào Công ty Mẫu," in letter.body
    db.session.expire_all()
    assert {order.state for order in bought.orders} == {OrderState.PLACED}
    _who_sees_what(client, client_for(cast.owner_a), bought, one, two)
    assert audit.check(db.session()) == []


def _who_sees_what(client: Client, owner: Client, bought: Purchase, one: Order, two: Order) -> None:
    mine = client.get(f"/don/{bought.token}").text
    assert "Quà gửi 4 người" in mine
    theirs = client.get(f"/qua/{one.gift_token}").text
    assert "Chúc chị Một khỏe!" in theirs
    assert one.number in theirs
    for secret in (two.number, "Bùi Văn Hai", "₫", "0987", bought.token):
        assert secret not in theirs
    assert "Chúc năm mới an khang!" in client.get(f"/qua/{two.gift_token}").text, "who has no words of their own"
    found = client.send("/don", {"phone": "0912 345 602", "code": bought.code})
    assert found.location == f"/qua/{two.gift_token}"
    assert client.send("/don", {"phone": GIVER["buyer_phone"], "code": bought.code}).location == f"/don/{bought.token}"
    shown = owner.get(f"/ban-hang/don/{two.number}").text
    assert "Bùi Văn Hai" in shown
    assert "Mường Động" in shown
    assert "Gọi trước" in shown
    assert owner.get(f"/ban-hang/don/{two.number}/phieu").text.count("Bùi Văn Hai") == 1
    orders.cancel(two, by=None, role=orders.states.ActorRole.SYSTEM, reason="Hết hàng")
    db.session.commit()
    assert "không được gửi nữa" in client.get(f"/qua/{two.gift_token}").text
    assert "không được gửi nữa" not in client.get(f"/qua/{one.gift_token}").text


def test_what_cannot_be_is_refused_in_words_and_nothing_is_ordered(client: Client, honey: Product) -> None:
    assert client.get(PAGE).status_code == 303, "an empty basket gives nothing"
    put(client, honey)
    left = stock.left_of([honey.variants[0].id])[honey.variants[0].id]
    crowd = [["Nguyễn Thị Mẫu", f"09123{at:05}", "Hà Nội", "Ba Đình", f"Số {at}", "", ""] for at in range(left + 1)]
    page = checked(client, crowd)
    assert f"còn {left}, cần {left + 1}" in page
    assert client.send(PAGE, fields(page), form_at=PAGE).status_code == 409
    for data, sentence in (
        (b"", "Tệp chưa có người nhận nào"),
        (b"%PDF-1.7", "Tệp này không phải bảng"),
        (b"Ten,Tuoi\nA,1\n", "Tệp thiếu cột"),
        (("Họ tên,Điện thoại,Tỉnh,Xã,Địa chỉ\n" + "A,0912345678,Hà Nội,Ba Đình,1\n" * 101).encode(), "hơn 100 dòng"),
    ):
        file = {"receivers": (BytesIO(data), "x.csv")}
        answer = client.send(f"{PAGE}/soat", {**GIVER, **file}, form_at=PAGE)
        assert answer.status_code == 400, (data, answer.status_code)
        assert sentence in answer.text, data
        assert GIVER["card_text"] in answer.text, "what was typed is kept"
    assert "Chưa chọn tệp nào" in client.send(f"{PAGE}/soat", GIVER, form_at=PAGE).text
    good = fields(checked(client, GOOD))
    refused = client.send(PAGE, good | {"sender_name": "", "payment": "cod"}, form_at=PAGE)
    assert refused.status_code == 422
    assert "Ghi tên người tặng" in refused.text
    assert client.send(PAGE, good | {"shown_total": "1"}, form_at=PAGE).status_code == 409
    assert db.session.query(Purchase).count() == 0


def test_the_templates_are_read_back_and_their_examples_are_no_people(client: Client, honey: Product) -> None:
    put(client, honey)
    saved = client.get(f"{PAGE}/mau.csv").data
    file = {"receivers": (BytesIO(saved), "mau.csv")}
    answer = client.send(f"{PAGE}/soat", {**GIVER, **file}, form_at=PAGE)
    assert answer.text.count("Đây là dòng ví dụ") == 2
    assert client.get(f"{PAGE}/mau.xlsx").data.startswith(b"PK")
