"""What a shop reads of fees and taxes, and what it makes its invoices of."""

from datetime import timedelta

import pypdfium2
import pytest
from flask import Flask

from marketplace import documents
from marketplace.clock import now, pretending
from marketplace.database import db
from marketplace.earnings.models import month_of
from marketplace.orders.models import Order
from marketplace.sellers.models import SellerKind
from marketplace.web.pdf import MARGIN
from tests import factories, refunding
from tests.client import Client
from tests.people import Cast

COMPANY = {"name": "Công ty Mẫu", "tax_code": "0100233488", "address": "Số 1, Hà Nội", "email": "ketoan@example.test"}


@pytest.fixture
def sold(cast: Cast) -> Order:
    """Two jars of a household, of which one went back."""
    cast.seller_a.kind = SellerKind.HOUSEHOLD_BUSINESS
    order = factories.delivered(factories.product(cast.seller_a, price_vnd=100_000), quantity=2)
    documents.request_invoice(order.purchase, **COMPANY)
    db.session.commit()
    refunding.confirmed(order, 1)
    return order


def test_a_household_sees_its_taxes_and_what_is_left_below_the_threshold(owner: Client, sold: Order) -> None:
    page = owner.get("/ban-hang/thue").text
    assert "1.500\xa0₫" in page
    assert "Còn 999.900.000\xa0₫ nữa mới tới mức" in page
    assert "Nghị định 252/2026/NĐ-CP" in page
    certificate = owner.get(f"/ban-hang/thue/{now().year}/chung-tu.pdf")
    assert (certificate.content_type, certificate.data[:5]) == ("application/pdf", b"%PDF-")
    table = owner.get(f"/ban-hang/thue/{now().year}/chung-tu.csv").text
    assert table.splitlines()[1] == f"{month_of(now())},1,200000,100000,1000,500"
    assert owner.get("/ban-hang/thue/2019").status_code == 404


def test_a_cooperative_reads_that_nothing_is_held_back(owner: Client, cast: Cast) -> None:
    assert "tự khai và nộp thuế" in owner.get("/ban-hang/thue").text


def test_a_statement_is_a_page_a_pdf_and_a_table(owner: Client, sold: Order, cast: Cast) -> None:
    with pretending(now() + timedelta(days=31)):
        documents.issue_statements()
    db.session.commit()
    (statement,) = documents.statements_of(cast.seller_a.id)
    assert "PC-" in owner.get("/ban-hang/bang-ke").text
    page = owner.get(f"/ban-hang/bang-ke/{statement.ref}").text
    assert sold.number in page
    assert "93.500\xa0₫" in page
    assert owner.get(f"/ban-hang/bang-ke/{statement.ref}.pdf").data[:5] == b"%PDF-"
    assert "100000,5000,370,1000,500,93500" in owner.get(f"/ban-hang/bang-ke/{statement.ref}.csv").text
    assert owner.get("/ban-hang/bang-ke/0123456789abcdef").status_code == 404


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("vi", ["Bảng kê phí và thuế", "chưa khai với chợ", "Thuế giữ lại", "Cửa hàng trình diễn", "93.500"]),
        ("en", ["Statement of fees and taxes", "not told to the market", "VAT in it", "Demo shop", "93,500"]),
    ],
)
def test_the_paper_speaks_one_language_and_stays_within_its_margins(
    app: Flask, owner: Client, sold: Order, cast: Cast, monkeypatch: pytest.MonkeyPatch, locale: str, said: list[str]
) -> None:
    monkeypatch.setitem(app.config, "DEMO", True)
    with pretending(now() + timedelta(days=31)):
        documents.issue_statements()
    db.session.commit()
    (statement,) = documents.statements_of(cast.seller_a.id)
    owner.post("/ngon-ngu", data={"locale": locale})
    paper = pypdfium2.PdfDocument(owner.get(f"/ban-hang/bang-ke/{statement.ref}.pdf").data)
    text = paper[0].get_textpage()
    written = " ".join(text.get_text_bounded().split())
    assert [words for words in said if words not in written] == []
    edges = [text.get_rect(place) for place in range(text.count_rects())]
    points, width = MARGIN * 72 / 25.4, paper[0].get_width()
    assert min(left for left, *_ in edges) >= points
    assert width - points - 8 < max(right for _, _, right, _ in edges) <= width - points


def test_who_wants_an_invoice_stands_on_top_and_in_the_file(owner: Client, sold: Order, cast: Cast) -> None:
    page = owner.get("/ban-hang/hoa-don").text
    assert "Công ty Mẫu" in page
    assert "Đơn khách cần hóa đơn: 1" in page
    table = owner.get(f"/ban-hang/hoa-don/{month_of(now())}/csv").text.splitlines()
    assert len(table) == 3
    assert "Công ty Mẫu" in table[1]
    assert "0100233488" in table[1]
    assert table[1].split(",")[-5:-2] == ["2", "100000", "200000"]
    assert table[2].split(",")[-5:-2] == ["-1", "100000", "-100000"]
    assert owner.get(f"/ban-hang/hoa-don/{month_of(now())}/xlsx").data[:2] == b"PK"
    assert owner.get("/ban-hang/hoa-don/nothing").status_code == 404
