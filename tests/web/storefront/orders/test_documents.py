"""A buyer asks for an invoice at checkout or later, and reads what was handed out."""

import pytest

from marketplace import documents
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.documents import InvoiceDetails
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod
from tests import factories, people, refunding
from tests.client import Client, visitor_of
from tests.people import Cast
from tests.web.storefront.shopping import order, put, tracking_path

COMPANY = {
    "buyer_name": "Công ty Mẫu",
    "buyer_code": "0100 233 488",
    "buyer_address": "Số 1, Hà Nội",
    "buyer_email": "ketoan@example.test",
}
ASKED = InvoiceDetails("Công ty Mẫu", "0100233488", "Số 1, Hà Nội", "ketoan@example.test")


def only_purchase() -> Purchase:
    return db.session.scalars(db.select(Purchase)).one()


def test_an_invoice_is_asked_for_at_checkout(client: Client, honey: Product) -> None:
    put(client, honey)
    placed = order(client, **COMPANY)
    assert documents.find_request(only_purchase().id) == ASKED
    page = client.get(tracking_path(placed)).text
    assert "Đã yêu cầu hóa đơn." in page


def test_a_wrong_code_is_said_at_checkout_and_nothing_is_ordered(client: Client, honey: Product) -> None:
    put(client, honey)
    answer = order(client, **(COMPANY | {"buyer_code": "0100233489"}))
    assert answer.status_code == 422
    assert "gõ nhầm một chữ số" in answer.text
    assert "Công ty Mẫu" in answer.text
    assert db.session.scalars(db.select(Purchase)).all() == []


def test_an_e_mail_alone_asks_for_nothing(client: Client, honey: Product) -> None:
    put(client, honey)
    assert order(client, buyer_email="x@example.test").status_code == 303
    assert documents.find_request(only_purchase().id) is None


def test_it_is_asked_for_later_changed_and_taken_back(client: Client, honey: Product) -> None:
    put(client, honey)
    path = tracking_path(order(client))
    at = f"{path}/hoa-don"
    assert client.send(at, COMPANY, form_at=at).status_code == 303
    assert 'value="0100233488"' in client.get(at).text
    client.send(at, COMPANY | {"buyer_address": "Số 2"}, form_at=at)
    found = documents.find_request(only_purchase().id)
    assert found is not None
    assert found.address == "Số 2"
    assert client.send(f"{at}/bo", {}, form_at=at).status_code == 303
    assert documents.find_request(only_purchase().id) is None


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("buyer_name", "", "Ghi tên đơn vị"),
        ("buyer_code", "12", "Thiếu 8 chữ số"),
        ("buyer_code", "", "Ghi mã số thuế của đơn vị"),
        ("buyer_address", " ", "Ghi địa chỉ"),
        ("buyer_email", "x", "e-mail"),
        ("buyer_email", "", "Ghi e-mail để nhận hóa đơn"),
    ],
)
def test_what_no_invoice_can_be_made_of_is_said_beside_its_field(
    client: Client, honey: Product, name: str, value: str, sentence: str
) -> None:
    put(client, honey)
    at = f"{tracking_path(order(client))}/hoa-don"
    answer = client.send(at, COMPANY | {name: value}, form_at=at)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert documents.find_request(only_purchase().id) is None


def test_receipt_and_credit_note_are_pages_and_pdfs_of_their_own_order_alone(client: Client) -> None:
    sold = factories.delivered(quantity=2)
    purchase, other = sold.purchase, factories.order().purchase
    refund = refunding.confirmed(sold, 1)
    receipt, note = documents.issue_receipt(purchase.id), documents.issue_credit_note(refund.id)
    db.session.commit()
    assert receipt is not None
    assert note is not None
    page = client.get(f"/don/{purchase.token}").text
    assert "Biên nhận thanh toán" in page
    assert "Phiếu hoàn tiền" in page
    shown = client.get(f"/don/{purchase.token}/chung-tu/{receipt.ref}").text
    assert "không phải hóa đơn giá trị gia tăng" in shown
    assert f"BN-{receipt.year}-{receipt.number:06}" in shown
    assert "165.000\xa0₫" in client.get(f"/don/{purchase.token}/chung-tu/{note.ref}").text
    file = client.get(f"/don/{purchase.token}/chung-tu/{note.ref}.pdf")
    assert (file.content_type, file.data[:5]) == ("application/pdf", b"%PDF-")
    assert client.get(f"/don/{other.token}/chung-tu/{receipt.ref}").status_code == 404


def test_one_number_of_the_payment_is_read_out_by_all_and_found_by_it(
    client: Client, honey: Product, cast: Cast
) -> None:
    paid = factories.order(honey, paying=PaymentMethod.TRANSFER)
    path = f"/don/{paid.purchase.token}"
    said = f"{paid.number}-T1"
    assert said not in client.get(path).text, "nothing has come yet"
    factories.pay(paid.purchase.code)
    receipt = documents.issue_receipt(paid.purchase_id)
    assert receipt
    owner, operator = (people.signed_in(visitor_of(client.application), who) for who in (cast.owner_a, cast.operator))
    pages = [client.get(path), client.get(f"{path}/chung-tu/{receipt.ref}"), owner.get(f"/ban-hang/don/{paid.number}")]
    pages.append(operator.get(f"/van-hanh/don?xem=tat-ca&q={said.lower()}&don={paid.number}"))
    assert [said in page.text for page in pages] == [True] * 4
    assert paid.number in owner.get(f"/ban-hang/don?q={said}").text
