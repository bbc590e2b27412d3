"""The reconciliation desk: money beside the purchases that it may be of, and every decision about it."""

from dataclasses import replace
from io import BytesIO

import pytest
from flask import Flask

from marketplace import accounts, payouts
from marketplace.accounts import OperatorRole
from marketplace.database import db, transaction
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentState
from marketplace.payouts import PayoutState
from marketplace.reconciliation import BankStatement, BankTransfer
from marketplace.reconciliation.states import TransferState
from tests import factories, people
from tests.bank_senders import ACCOUNT
from tests.client import Client
from tests.payouts.steps import days_later, delivered, sent, shop_with_account
from tests.people import Cast
from tests.reconciliation.money import bought, came, memo_of
from tests.statements import counted
from tests.work import work

MOST_STATEMENTS = 6
"""Of a page, with whoever asks and what waits in the other desks."""
DESK = "/van-hanh/doi-soat"
HEADING = "Ngày giao dịch;Số tham chiếu;Nội dung;Tiền ra;Tiền vào\n"


@pytest.fixture(autouse=True)
def account(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "BANK_ACCOUNT", ACCOUNT)


@pytest.fixture
def purchase(cast: Cast) -> Purchase:
    return bought()


@pytest.fixture
def unknown(purchase: Purchase) -> BankTransfer:
    return came(purchase.total_vnd, "tra tien mat ong", booked_at=purchase.placed_at)


def state_of(transfer: BankTransfer) -> str:
    db.session.refresh(transfer)
    return transfer.state


def test_money_stands_beside_the_purchase_that_it_may_be_of(
    operator: Client, purchase: Purchase, unknown: BankTransfer
) -> None:
    page = operator.get(f"{DESK}/{unknown.ref}").text
    assert "tra tien mat ong" in page
    assert purchase.code in page
    assert "Đúng tiền" in page
    assert "Không có mã" in operator.get(DESK).text


def test_the_suggestion_is_booked_and_the_next_opens(
    operator: Client, purchase: Purchase, unknown: BankTransfer
) -> None:
    next_one = came(7_000, "ck")
    answer = operator.send(f"{DESK}/{unknown.ref}/khop", {"don": purchase.code}, form_at=f"{DESK}/{unknown.ref}")
    assert answer.location == f"{DESK}/{next_one.ref}"
    db.session.refresh(purchase)
    assert purchase.payment_state == PaymentState.PAID
    assert purchase.code in operator.get(f"{DESK}?xem=da-khop").text


def test_the_parts_are_typed_as_people_type_them(operator: Client, purchase: Purchase) -> None:
    other = bought()
    both = came(purchase.total_vnd + other.total_vnd, "hai don")
    typed = {
        "don": "khac",
        "ma": [purchase.code.lower().replace("-", " "), other.code, ""],
        "tien": [f"{purchase.total_vnd:,}".replace(",", "."), str(other.total_vnd), ""],
    }
    assert operator.send(f"{DESK}/{both.ref}/khop", typed).status_code == 303
    assert state_of(both) == TransferState.MATCHED


def test_a_difference_is_told_and_what_was_typed_stays(
    operator: Client, purchase: Purchase, unknown: BankTransfer
) -> None:
    typed = {"don": "khac", "ma": [purchase.code], "tien": ["1.000"]}
    answer = operator.send(f"{DESK}/{unknown.ref}/khop", typed)
    assert answer.status_code == 400
    assert "còn lệch" in answer.text
    assert 'value="1.000"' in answer.text
    assert state_of(unknown) == TransferState.WAITING


@pytest.mark.parametrize("amount", ["mười", "1.2.3", "-5"])
def test_an_amount_that_nobody_can_read_is_told_beside_its_field(
    operator: Client, purchase: Purchase, unknown: BankTransfer, amount: str
) -> None:
    typed = {"don": "khac", "ma": [purchase.code], "tien": [amount]}
    answer = operator.send(f"{DESK}/{unknown.ref}/khop", typed)
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in answer.text
    assert state_of(unknown) == TransferState.WAITING


def test_nothing_chosen_and_an_unknown_code_are_told(operator: Client, unknown: BankTransfer) -> None:
    assert operator.send(f"{DESK}/{unknown.ref}/khop").status_code == 400
    answer = operator.send(f"{DESK}/{unknown.ref}/khop", {"don": "khac", "ma": ["2611-ZZZZZ"], "tien": [""]})
    assert "Không có đơn nào mang mã 2611-ZZZZZ" in answer.text


def test_without_scripts_the_difference_is_counted_by_a_button(operator: Client, unknown: BankTransfer) -> None:
    typed = {"don": "khac", "ma": ["2611-AAAAA"] * 3, "tien": ["1.000"] * 3, "tinh": "1"}
    page = operator.send(f"{DESK}/{unknown.ref}/khop", typed).text
    assert page.count('name="ma"') == 4
    assert f"{unknown.amount_vnd - 3_000:,}".replace(",", ".") in page


def test_money_goes_back_with_the_number_of_its_way_back(operator: Client, unknown: BankTransfer) -> None:
    operator.send(f"{DESK}/{unknown.ref}/tra-lai")
    assert state_of(unknown) == TransferState.RETURNING
    assert operator.send(f"{DESK}/{unknown.ref}/da-tra", {"bank_ref": ""}).status_code == 400
    operator.send(f"{DESK}/{unknown.ref}/da-tra", {"bank_ref": "FT9"})
    assert state_of(unknown) == TransferState.RETURNED
    assert "FT9" in operator.get(f"{DESK}/{unknown.ref}").text


def test_what_is_no_order_is_left_out_with_a_reason(operator: Client, unknown: BankTransfer) -> None:
    assert operator.send(f"{DESK}/{unknown.ref}/bo-qua", {"reason": " "}).status_code == 400
    operator.send(f"{DESK}/{unknown.ref}/bo-qua", {"reason": "Lãi ngân hàng"})
    assert state_of(unknown) == TransferState.IGNORED
    assert "Lãi ngân hàng" in operator.get(f"{DESK}/{unknown.ref}").text


def test_what_the_shop_booked_by_itself_can_be_taken_out(operator: Client, purchase: Purchase) -> None:
    transfer = came(purchase.total_vnd, memo_of(purchase))
    assert "Vừa tự khớp" in operator.get(DESK).text
    assert operator.send(f"{DESK}/{transfer.ref}/go-ra").location == f"{DESK}/{transfer.ref}"
    assert state_of(transfer) == TransferState.WAITING


def test_a_colleague_who_was_quicker_is_told(operator: Client, purchase: Purchase, unknown: BankTransfer) -> None:
    operator.send(f"{DESK}/{unknown.ref}/khop", {"don": purchase.code})
    answer = operator.send(f"{DESK}/{unknown.ref}/khop", {"don": purchase.code})
    assert answer.status_code == 409
    assert "vừa được xử lý" in answer.text


def test_the_list_is_searched_and_saved(operator: Client, unknown: BankTransfer) -> None:
    came(7_000, "tien chuoi")
    assert "tien chuoi" not in operator.get(f"{DESK}?q=mat+ong").text
    assert "tien chuoi" in operator.get(f"{DESK}?q=7.000").text
    table = operator.get(f"{DESK}/bang.csv").text
    assert "tra tien mat ong" in table
    assert str(unknown.amount_vnd) in table


def test_the_desk_asks_few_questions(operator: Client, purchase: Purchase, unknown: BankTransfer) -> None:
    booked = came(purchase.total_vnd, memo_of(purchase))
    came(7_000, "GUI2611ABCDE")
    for path in (DESK, f"{DESK}?xem=da-khop", f"{DESK}/{unknown.ref}", f"{DESK}/{booked.ref}?xem=da-khop"):
        operator.get(path)
        db.session.expunge_all()
        with counted() as statements:
            assert operator.get(path).status_code == 200
        assert len(statements) <= MOST_STATEMENTS


def test_an_empty_desk_says_so(operator: Client) -> None:
    assert "Mọi khoản tiền đã khớp" in operator.get(DESK).text
    for view in ("da-khop", "tra-lai", "khong-phai-don", "gibberish"):
        assert operator.get(f"{DESK}?xem={view}").status_code == 200
    assert operator.get(f"{DESK}/nothing").status_code == 404


def test_who_only_reads_sees_the_money_and_no_buttons(client: Client, cast: Cast, unknown: BankTransfer) -> None:
    accounts.make_operator(cast.neighbour, [OperatorRole.READ_ONLY])
    reader = people.signed_in(client, cast.neighbour)
    page = reader.get(f"{DESK}/{unknown.ref}").text
    assert "tra tien mat ong" in page
    assert "/khop" not in page
    assert reader.send(f"{DESK}/{unknown.ref}/khop", {"don": "2611-AAAAA"}).status_code == 403
    assert reader.send(f"{DESK}/sao-ke").status_code == 403


def send_statement(operator: Client, text: str, name: str = "sao-ke.csv") -> str:
    answer = operator.send(f"{DESK}/sao-ke", {"statement": (BytesIO(text.encode()), name)})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def test_a_statement_is_counted_and_what_is_certain_is_booked(operator: Client, purchase: Purchase) -> None:
    text = (
        HEADING
        + f"25/11/2026;A1;{memo_of(purchase)};;{purchase.total_vnd}\n25/11/2026;A2;ck;;7.000\n25/11/2026;A3;phi;500;\n"
        + "25/11/2026;A4;x;;1,5\n"
    )
    page = send_statement(operator, text)
    assert "0 trên 3 dòng" in operator.get(page).text
    work("statement")
    done = operator.get(page).text
    assert "2 khoản tiền mới" in done
    assert "1 dòng không đọc được" in done
    db.session.refresh(purchase)
    assert purchase.payment_state == PaymentState.PAID
    again = send_statement(operator, text)
    work("statement")
    assert "0 khoản tiền mới" in operator.get(again).text
    told = db.session.scalars(db.select(BankStatement).order_by(BankStatement.id.desc())).first()
    assert told is not None
    assert (told.new, told.known, told.others) == (0, 2, 1)


def test_a_statement_says_which_transfers_of_a_run_arrived_and_which_nobody_can_be_sure_of(
    operator: Client, cast: Cast
) -> None:
    for _ in range(2):
        delivered(shop_with_account(cast.operator))
    with days_later(8):
        with transaction():
            total_vnd = payouts.total_of(payouts.open_run())
        run = sent(factories.user(), cast.operator, total_vnd)
        good, bad = run.payouts
        rows = [(good, good.amount_vnd), (bad, bad.amount_vnd - 1_000)]
        told = [f"25/11/2026;A{each.id};CT GUI{each.ref.upper()} TIEN HANG;{vnd};" for each, vnd in rows]
        page = send_statement(operator, HEADING + "\n".join(told) + "\n25/11/2026;A9;phi;500;\n")
        work("statement")
        shown = operator.get(page).text
        assert "Tiền chuyển của các kỳ, đã về nơi nhận" in shown
        assert f"Lần chuyển {bad.ref} của kỳ {run.code}" in shown
        assert (good.state, bad.state) == (PayoutState.PAID, PayoutState.SENT)
        assert f"mã ngân hàng A{good.id}" in operator.get(f"/van-hanh/chuyen-tien/{run.code}").text


@pytest.mark.parametrize(
    ("text", "said", "status"),
    [
        ("", "Chọn tệp sao kê", 400),
        ("Tên hàng,Giá\nMật ong,1\n", "Không thấy dòng tiêu đề", 400),
        ("Số tài khoản;9999888877\n" + HEADING + "25/11/2026;1;x;;1\n", "··· 8877", 400),
        (HEADING + "25/11/2026;1;x;;1\n" * 4_000, "Tệp nặng quá", 413),
    ],
)
def test_a_statement_that_cannot_be_read_is_refused_with_a_sentence(
    app: Flask, operator: Client, monkeypatch: pytest.MonkeyPatch, text: str, said: str, status: int
) -> None:
    monkeypatch.setitem(app.config, "LIMITS", replace(app.config["LIMITS"], statement_bytes=64 * 1024))
    answer = operator.send(f"{DESK}/sao-ke", {"statement": (BytesIO(text.encode()), "x.csv")})
    assert answer.status_code == status
    assert said in answer.text
    assert db.session.scalars(db.select(BankStatement)).all() == []


@pytest.mark.parametrize("path", ["", "/sao-ke", "/bang.csv"])
def test_nobody_else_sees_the_money(client: Client, cast: Cast, path: str) -> None:
    for person in (cast.buyer, cast.owner_a):
        browser = people.signed_in(client, person)
        assert browser.get(DESK + path).status_code == 404
        browser.send("/dang-xuat")
