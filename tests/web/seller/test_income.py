"""A shop shows a loan fund what it earned, and the fund sees for itself that the paper is genuine."""

from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from flask import Flask

from marketplace import documents, ledger
from marketplace.clock import today
from marketplace.database import db, transaction
from marketplace.documents import Document, DocumentKind
from marketplace.documents.numbering import issue
from marketplace.ledger import BANK, Kind, Posting, accounts
from marketplace.orders.models import Order
from marketplace.sellers.models import SellerKind
from tests import factories, refunding
from tests.client import Client
from tests.people import Cast

INCOME = "/ban-hang/xac-nhan-thu-nhap"


@pytest.fixture
def sold(cast: Cast) -> Order:
    """Two jars of a household for 100,000 each, of which one went back."""
    cast.seller_a.kind, cast.seller_a.tax_code = SellerKind.HOUSEHOLD_BUSINESS, "9900000016"
    order = factories.delivered(factories.product(cast.seller_a, price_vnd=100_000), quantity=2)
    db.session.commit()
    refunding.confirmed(order, 1)
    return order


@pytest.fixture
def paper(owner: Client, sold: Order, cast: Cast) -> Document:
    assert owner.send(f"{INCOME}/lap/{today().year}").status_code == 303
    (statement,) = documents.income_statements_of(cast.seller_a.id)
    return statement


@pytest.fixture
def fund(app: Flask) -> Client:
    browser = app.test_client()
    assert isinstance(browser, Client)
    return browser


def address_of(paper: Document) -> str:
    link = documents.find_link(paper)
    assert link is not None
    return f"/kiem-thu-nhap/{link.token}"


def test_the_statement_says_what_was_sold_returned_kept_and_earned(owner: Client, paper: Document) -> None:
    told = paper.content
    assert (told["sold_vnd"], told["returned_vnd"], told["goods_vnd"]) == (200_000, 100_000, 100_000)
    assert told["goods_vnd"] == told["commission_vnd"] + told["withheld_vnd"] + told["net_vnd"]
    page = owner.get(f"{INCOME}/{paper.ref}").text
    assert "93.500\xa0₫" in page
    assert "93.500\xa0₫" in owner.get(INCOME).text


def test_the_paper_has_vietnamese_letters_and_a_code_that_leads_to_the_check(owner: Client, paper: Document) -> None:
    file = pypdfium2.PdfDocument(BytesIO(owner.get(f"{INCOME}/{paper.ref}.pdf").data))
    written = " ".join(file[0].get_textpage().get_text_bounded().split())
    assert "Xác nhận thu nhập bán hàng" in written
    assert "Thu nhập từ bán hàng" in written
    (code,) = zxingcpp.read_barcodes(file[0].render(scale=3).to_pil())
    assert code.text.endswith(address_of(paper))


def test_the_paper_is_in_vietnamese_and_the_page_around_it_in_the_language_of_the_reader(
    owner: Client, paper: Document
) -> None:
    owner.post("/ngon-ngu", data={"locale": "en"})
    file = pypdfium2.PdfDocument(BytesIO(owner.get(f"{INCOME}/{paper.ref}.pdf").data))
    written = file[0].get_textpage().get_text_bounded()
    assert ("Gian hàng" in written, "93.500" in written) == (True, True)
    assert "Income from sales" in owner.get(f"{INCOME}/{paper.ref}").text


def test_a_paper_of_a_demo_shop_says_that_it_is_one(
    owner: Client, paper: Document, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []
    for is_demo in (False, True):
        monkeypatch.setitem(app.config, "DEMO", is_demo)
        file = pypdfium2.PdfDocument(BytesIO(owner.get(f"{INCOME}/{paper.ref}.pdf").data))
        said.append("Cửa hàng trình diễn" in file[0].get_textpage().get_text_bounded())
    assert said == [False, True]


def test_a_fund_sees_the_figures_and_nothing_else_of_the_shop(fund: Client, paper: Document, sold: Order) -> None:
    answer = fund.get(address_of(paper))
    assert "Giấy này là thật" in answer.text
    assert "93.500\xa0₫" in answer.text
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert [secret for secret in ("9900000016", sold.number, "Chủ Green Life") if secret in answer.text] == []
    assert fund.get("/kiem-thu-nhap/doan-bua").status_code == 404


def test_a_withdrawn_link_says_so_and_a_new_one_has_another_address(
    fund: Client, owner: Client, paper: Document
) -> None:
    before = address_of(paper)
    owner.send(f"{INCOME}/{paper.ref}/duong-kiem/rut")
    gone = fund.get(before)
    assert (gone.status_code, "đã rút đường kiểm này" in gone.text) == (410, True)
    assert "93.500" not in gone.text
    owner.send(f"{INCOME}/{paper.ref}/duong-kiem")
    assert address_of(paper) != before
    assert fund.get(before).status_code == 410
    assert fund.get(address_of(paper)).status_code == 200


def test_figures_that_the_shop_never_signed_are_not_called_genuine(fund: Client, cast: Cast, paper: Document) -> None:
    with transaction():
        forged = issue(
            DocumentKind.INCOME, paper.subject, paper.content | {"net_vnd": 900_000_000}, seller_id=paper.seller_id
        )
        address = f"/kiem-thu-nhap/{documents.open_link(forged, by=cast.owner_a).token}"
    answer = fund.get(address)
    assert (answer.status_code, "đừng tin giấy này" in answer.text) == (409, True)
    assert "900.000.000" not in answer.text


def test_later_sales_make_a_new_version_and_the_older_paper_says_that_there_is_one(
    owner: Client, fund: Client, paper: Document, cast: Cast
) -> None:
    first = address_of(paper)
    assert "bản mới hơn" not in fund.get(first).text
    owner.send(f"{INCOME}/lap/{today().year}")
    assert [each.ref for each in documents.income_statements_of(cast.seller_a.id)] == [paper.ref]
    factories.delivered(factories.product(cast.seller_a, price_vnd=50_000))
    owner.send(f"{INCOME}/lap/{today().year}")
    (newer,) = documents.income_statements_of(cast.seller_a.id)
    assert (newer.number, newer.version) == (paper.number, 2)
    assert "bản mới hơn" in fund.get(first).text


def test_what_went_to_the_bank_and_came_back_is_not_counted_as_paid_out(sold: Order, cast: Cast) -> None:
    account = accounts.seller(cast.seller_a.id)
    with transaction():
        about = {"seller_id": cast.seller_a.id}
        ledger.post(Kind.PAYOUT, "out", [Posting(account, BANK, 80_000)], **about)
        ledger.post(Kind.PAYOUT, "out again", [Posting(account, BANK, 5_000)], **about)
        ledger.reverse(ledger.get("out again"), note="Tài khoản đã đóng")
        statement = documents.issue_income_statement(cast.seller_a, today().year)
    assert statement.content["paid_out_vnd"] == 80_000


def test_only_the_owner_makes_a_paper_and_a_year_without_sales_has_none(
    owner: Client, packer: Client, sold: Order
) -> None:
    assert packer.get(INCOME).status_code == 403
    assert packer.send(f"{INCOME}/lap/{today().year}").status_code == 403
    assert owner.send(f"{INCOME}/lap/2019").status_code == 404
