"""Operators look into the books: found by what it is about, line by line of an account, and what is booked by hand."""

import pytest
from flask import Flask

from marketplace import ledger, orders
from marketplace.accounts import make_operator
from marketplace.database import db, transaction
from marketplace.ledger import LedgerFilter, accounts
from marketplace.ledger.models import LedgerTransaction
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole
from tests import factories, people
from tests.client import Client
from tests.people import Cast
from tests.statements import counted

LIST, ADJUSTMENTS = "/van-hanh/so-cai", "/van-hanh/dieu-chinh"
MOST_STATEMENTS = 6
"""Of a page, with whoever asks and what waits in the other desks."""
TYPED = {"seller": "HTX Green Life", "way": "cong", "amount": "250.000", "note": "Đền hũ vỡ"}


@pytest.fixture
def order(cast: Cast) -> Order:
    """A parcel that arrived, paid at the door."""
    made = factories.order(factories.product(cast.seller_a, price_vnd=165_000), quantity=1)
    with transaction():
        orders.confirm(made, by=None)
        orders.pack(made, by=None)
        orders.ship(made, by=None, carrier="Bưu điện", tracking_number="VN-1")
        orders.deliver(made, by=None, role=ActorRole.SELLER)
    return made


@pytest.fixture
def second(app: Flask, cast: Cast) -> Client:
    """The browser of another operator who works with money."""
    hashed = cast.operator.password_hash
    colleague = factories.user("Chị Kế Toán")
    colleague.password_hash = hashed
    make_operator(colleague)
    return people.signed_in(another_browser(app), colleague)


def another_browser(app: Flask) -> Client:
    client = app.test_client()
    assert isinstance(client, Client)
    return client


def newest() -> LedgerTransaction:
    return ledger.transactions(LedgerFilter(), limit=1)[0]


def posted(cast: Cast) -> int:
    return ledger.balances(accounts.seller(cast.seller_a.id)).posted_vnd


@pytest.mark.parametrize("words", ["number", "code", "name", "amount"])
def test_a_sale_is_found_by_what_people_know_of_it(operator: Client, order: Order, words: str) -> None:
    asked = {"number": order.number, "code": order.purchase.code, "name": "green life", "amount": "165k"}[words]
    page = operator.get(LIST, query_string={"q": asked}).text
    assert f'href="{LIST}/{newest().id}?' in page
    assert order.number in page
    assert "Không có bút toán nào ở đây." in operator.get(LIST, query_string={"q": "2611-ZZZZZ-1"}).text


def test_the_list_is_narrowed_by_kind_month_and_seller(operator: Client, cast: Cast, order: Order) -> None:
    number, month = f">{newest().id}</a>", newest().month
    for narrowed in ("xem=ban-hang", f"thang={month}", f"noi-ban={cast.seller_a.slug}"):
        assert number in operator.get(f"{LIST}?{narrowed}").text
    for narrowed in ("xem=dieu-chinh", "thang=2020-01", f"noi-ban={cast.seller_b.slug}"):
        assert number not in operator.get(f"{LIST}?{narrowed}").text


def test_a_transaction_shows_its_postings_and_leads_to_its_order_and_accounts(operator: Client, order: Order) -> None:
    page = operator.get(f"{LIST}/{newest().id}").text
    assert f"don={order.number}" in page
    for account in (f"seller:{order.seller_id}", "fees", "delivery"):
        assert f"{LIST}/tai-khoan/{account}" in page
    assert "Phải trả nơi bán: HTX Green Life" in page
    assert operator.get(f"{LIST}/999999").status_code == 404


def test_an_account_shows_what_it_came_to_after_each_line(operator: Client, cast: Cast, order: Order) -> None:
    code = f"seller:{order.seller_id}"
    with transaction():
        ledger.adjust("a", cast.seller_a.id, -10_000, note="Trừ tem in hỏng", by=cast.operator)
    owner = accounts.seller(order.seller_id)
    lines = ledger.lines_of(owner, ledger.balances(owner).posted_vnd, limit=50)
    assert lines[0].balance_vnd == order.net_vnd - 10_000
    assert (lines[-1].amount_vnd, lines[-1].balance_vnd) == (165_000, 165_000)
    page = operator.get(f"{LIST}/tai-khoan/{code}").text
    assert "Phải trả nơi bán: HTX Green Life" in page
    assert "Số dư" in page
    assert operator.get(f"{LIST}/tai-khoan/nobody:1").status_code == 404


def test_cash_that_lies_with_a_carrier_is_shown_above_zero(operator: Client, order: Order) -> None:
    assert ledger.standing_of(accounts.cash("Bưu điện")).balances.posted_vnd == order.total_vnd
    assert operator.get(f"{LIST}/tai-khoan/cash:Bưu điện").status_code == 200


def test_the_pages_ask_few_questions(operator: Client, order: Order) -> None:
    for path in (LIST, f"{LIST}?q={order.number}", f"{LIST}/{newest().id}", f"{LIST}/tai-khoan/fees"):
        operator.get(path)
        db.session.expunge_all()
        with counted() as statements:
            operator.get(path)
        assert len(statements) <= MOST_STATEMENTS


def test_the_list_is_saved_with_one_row_for_each_posting(operator: Client, order: Order) -> None:
    rows = operator.get(f"{LIST}/xuat.csv?q={order.number}").text.splitlines()
    assert len(rows) == 1 + len(newest().postings)
    assert "165000" in rows[2]


def test_a_small_adjustment_is_booked_at_once_and_counts_once(operator: Client, cast: Cast) -> None:
    token, ref = operator.token(f"{ADJUSTMENTS}/moi"), "a" * 12
    for _again in range(2):
        answer = operator.post(ADJUSTMENTS, data={**TYPED, "ref": ref, "csrf_token": token})
        assert answer.location == ADJUSTMENTS
    assert posted(cast) == 250_000
    assert (newest().note, newest().by_id) == ("Đền hũ vỡ", cast.operator.id)


def test_a_large_one_waits_for_another_operator(operator: Client, cast: Cast, second: Client) -> None:
    token = operator.token(f"{ADJUSTMENTS}/moi")
    large = {**TYPED, "amount": "1.000.001", "way": "tru", "ref": "b" * 12, "csrf_token": token}
    assert operator.post(ADJUSTMENTS, data=large).status_code == 303
    assert (posted(cast), len(ledger.awaited_adjustments())) == (0, 1)
    page = operator.get(ADJUSTMENTS).text
    assert "Đền hũ vỡ" in page
    assert f"{ADJUSTMENTS}/{'b' * 12}/duyet" not in page
    assert operator.post(f"{ADJUSTMENTS}/{'b' * 12}/duyet", data={"csrf_token": token}).status_code == 409
    assert f"{ADJUSTMENTS}/{'b' * 12}/duyet" in second.get(ADJUSTMENTS).text
    assert second.send(f"{ADJUSTMENTS}/{'b' * 12}/duyet", form_at=ADJUSTMENTS).location == ADJUSTMENTS
    assert posted(cast) == -1_000_001
    assert second.post(f"{ADJUSTMENTS}/{'b' * 12}/bo", data={"csrf_token": second.token(LIST)}).status_code == 409


def test_a_dropped_one_books_nothing(operator: Client, cast: Cast) -> None:
    with transaction():
        ledger.adjust("c", cast.seller_a.id, 5_000_000, note="Nhầm", by=cast.operator)
    assert operator.send(f"{ADJUSTMENTS}/c/bo", form_at=ADJUSTMENTS).location == ADJUSTMENTS
    assert (posted(cast), ledger.awaited_adjustments()) == (0, [])


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"seller": "khong ai ca"}, "Không thấy nơi bán này."),
        ({"seller": "HTX"}, "Không thấy nơi bán này."),
        ({"amount": "0"}, "Số tiền phải lớn hơn 0"),
        ({"amount": "2 tỷ"}, "Không đọc được số tiền"),
        ({"amount": "2.000.000.000"}, "không quá 1 tỷ đồng"),
        ({"note": " "}, "Ghi lý do"),
    ],
    ids=str,
)
def test_what_is_typed_wrongly_stays_and_is_told(
    operator: Client, cast: Cast, wrong: dict[str, str], sentence: str
) -> None:
    data = {**TYPED, **wrong, "ref": "d" * 12, "csrf_token": operator.token(f"{ADJUSTMENTS}/moi")}
    answer = operator.post(ADJUSTMENTS, data=data)
    assert 400 <= answer.status_code < 500
    assert sentence in answer.text
    assert data["amount"] in answer.text
    assert (posted(cast), ledger.awaited_adjustments()) == (0, [])


def test_nobody_else_looks_or_books(client: Client, cast: Cast, order: Order) -> None:
    owner = people.signed_in(client, cast.owner_a)
    assert [owner.get(path).status_code for path in (LIST, ADJUSTMENTS, f"{LIST}/tai-khoan/fees")] == [404] * 3
    assert owner.send(ADJUSTMENTS, data=TYPED).status_code == 404
    assert db.session.query(LedgerTransaction).count() == 1
