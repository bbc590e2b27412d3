"""Documents are numbered without gaps, never edited, and say what happened."""

from datetime import timedelta
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from marketplace import documents, guards
from marketplace.accounts.errors import IdentifierUnreadable
from marketplace.clock import now, pretending, today
from marketplace.database import db, transaction
from marketplace.documents import Document, DocumentKind
from marketplace.documents.errors import AddressMissing, BuyerNameMissing, DocumentNotFound
from marketplace.documents.models import InvoiceRequest
from marketplace.documents.numbering import issue
from marketplace.documents.sales_lists import count_wanted
from marketplace.documents.statements import issue_statement
from marketplace.earnings.models import month_of
from marketplace.sellers.models import SellerKind
from marketplace.sellers.tax_codes import WrongNumber
from tests import factories, refunding
from tests.crowd import meeting

KIND = DocumentKind.RECEIPT
COMPANY = {"name": "Công ty Mẫu", "tax_code": "0100233488", "address": "Số 1, Hà Nội", "email": "ketoan@example.test"}


def numbers(kind: DocumentKind = KIND) -> list[tuple[int, int, int]]:
    rows = select(Document.year, Document.number, Document.version).where(Document.kind == kind).order_by(Document.id)
    return [tuple(row) for row in db.session.execute(rows)]


def test_numbers_count_up_without_gaps_and_begin_anew_each_year(app: Flask) -> None:
    year = today().year
    for subject in "ab":
        issue(KIND, subject, {})
    issue(DocumentKind.CREDIT_NOTE, "a", {})
    with pretending(now() + timedelta(days=366)):
        issue(KIND, "c", {})
    assert numbers() == [(year, 1, 1), (year, 2, 1), (year + 1, 1, 1)]
    assert numbers(DocumentKind.CREDIT_NOTE) == [(year, 1, 1)]


def test_a_number_that_was_given_up_is_given_again(app: Flask) -> None:
    issue(KIND, "a", {})
    with pytest.raises(RuntimeError), db.session.begin_nested():
        issue(KIND, "b", {})
        raise RuntimeError
    issue(KIND, "c", {})
    assert [number for _, number, _ in numbers()] == [1, 2]


def test_the_same_again_is_the_same_and_other_contents_another_version(app: Flask) -> None:
    first = issue(KIND, "a", {"paid_vnd": 1})
    assert issue(KIND, "a", {"paid_vnd": 1}).id == first.id
    second = issue(KIND, "a", {"paid_vnd": 2}, reason="Sửa số tiền")
    assert (second.number, second.version, first.content) == (first.number, 2, {"paid_vnd": 1})
    assert [number for _, number, _ in numbers()] == [1, 1]


@pytest.mark.parametrize("table", ["documents", "invoice_requests"])
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id + 1", "DELETE FROM {}"])
def test_no_row_is_ever_changed(app: Flask, table: str, change: str) -> None:
    purchase = factories.order().purchase
    issue(KIND, "a", {})
    documents.request_invoice(purchase, **COMPANY)
    with pytest.raises(DBAPIError, match=guards.SAYS), db.session.begin_nested():
        db.session.execute(db.text(change.format(table)))


def test_many_at_once_get_different_numbers_without_gaps(committed_app: Flask) -> None:
    begin = meeting(4)

    def work(name: int) -> None:
        with committed_app.app_context():
            begin.wait()
            for count in range(5):
                with transaction():
                    issue(KIND, f"{name}-{count}", {})
            db.session.remove()

    threads = [Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(number for _, number, _ in numbers()) == list(range(1, 21))


def test_a_receipt_says_what_was_paid_for(app: Flask) -> None:
    order = factories.delivered(quantity=2)
    receipt = documents.issue_receipt(order.purchase_id)
    assert receipt is not None
    assert receipt.content["paid_vnd"] == order.total_vnd
    assert receipt.content["parcels"][0]["lines"] == [
        {"title": "Mật ong rừng, Hũ 500 ml", "quantity": 2, "unit_vnd": 165_000, "total_vnd": 330_000}
    ]
    assert documents.issue_receipt(order.purchase_id) == receipt
    assert [each.id for each in documents.documents_of_purchase(order.purchase_id)] == [receipt.id]
    other = factories.order()
    assert documents.issue_receipt(other.purchase_id) is None
    with pytest.raises(DocumentNotFound):
        documents.get_document_of_purchase(other.purchase_id, receipt.ref)


def test_statements_of_the_last_month_are_made_out_once_for_each_seller(app: Flask) -> None:
    household = factories.seller(kind=SellerKind.HOUSEHOLD_BUSINESS)
    sold = factories.delivered(factories.product(household), quantity=2)
    factories.delivered()
    refunding.confirmed(sold, 1)
    assert documents.issue_statements() == 0
    with pretending(now() + timedelta(days=31)):
        assert documents.issue_statements() == 2
        assert documents.issue_statements() == 0
    (statement,) = documents.statements_of(household.id)
    told = statement.content
    assert (statement.month, told["goods_vnd"], told["commission_vnd"]) == (month_of(now()), 165_000, 8_250)
    assert told["net_vnd"] == 165_000 - 8_250 - 1_650 - 825
    assert [order["number"] for order in told["orders"]] == [sold.number]
    assert issue_statement(household.id, statement.month or "").id == statement.id


def test_an_invoice_request_is_sealed_and_the_newest_counts(app: Flask) -> None:
    purchase = factories.order().purchase
    documents.request_invoice(purchase, **COMPANY)
    documents.request_invoice(purchase, **COMPANY)
    (row,) = db.session.scalars(select(InvoiceRequest)).all()
    assert "Công ty" not in (row.details_sealed or "")
    documents.request_invoice(purchase, **(COMPANY | {"tax_code": "0314409058-002"}))
    found = documents.find_request(purchase.id)
    assert found is not None
    assert (found.tax_code, found.name) == ("0314409058-002", "Công ty Mẫu")
    documents.take_back_request(purchase)
    assert documents.find_request(purchase.id) is None
    assert len(db.session.scalars(select(InvoiceRequest)).all()) == 3


@pytest.mark.parametrize(
    ("error", "values"),
    [
        (BuyerNameMissing, {"name": " "}),
        (WrongNumber, {"tax_code": "0100233489"}),
        (WrongNumber, {"tax_code": ""}),
        (WrongNumber, {"tax_code": "abc"}),
        (AddressMissing, {"address": ""}),
        (IdentifierUnreadable, {"email": "a@b@c"}),
    ],
)
def test_a_request_that_no_invoice_can_be_made_of_is_refused(
    app: Flask, error: type[Exception], values: dict[str, str]
) -> None:
    purchase = factories.order().purchase
    with pytest.raises(error):
        documents.request_invoice(purchase, **(COMPANY | values))
    assert documents.find_request(purchase.id) is None


def test_sellers_get_deliveries_with_what_buyers_want_on_the_invoice(app: Flask) -> None:
    product = factories.product(left=20)
    plain, wanted = factories.delivered(product), factories.delivered(product, quantity=3)
    documents.request_invoice(wanted.purchase, **COMPANY)
    factories.delivered()  # another seller's
    factories.order(product)  # not delivered
    month = month_of(now())
    rows = list(documents.invoice_rows(product.seller_id, month))
    assert [(row.order.id, row.earning.quantity, row.wanted is not None) for row in rows] == [
        (plain.id, 1, False),
        (wanted.id, 3, True),
    ]
    assert rows[1].delivered_at == wanted.events[-1].at
    assert rows[1].confirmed_by == "seller"
    assert count_wanted(product.seller_id, month) == 1
    assert list(documents.invoice_rows(product.seller_id, "2020-01")) == []
