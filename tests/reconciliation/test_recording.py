"""The same money counts once, whoever tells of it, in whatever order."""

from datetime import timedelta
from itertools import permutations

import pytest

from marketplace import reconciliation
from marketplace.banking import statements
from marketplace.banking.statements import Bounds
from marketplace.database import db, transaction
from marketplace.payments.models import PaymentNotice
from marketplace.reconciliation import BankTransfer, Result
from marketplace.reconciliation.states import Source
from marketplace.reconciliation.telling import Told
from tests.bank_senders import ACCOUNT
from tests.people import Cast
from tests.reconciliation.money import EVENING, told

BOUNDS = Bounds(100_000, 100, (ACCOUNT,))
HEADING = "Ngày giao dịch;Số tham chiếu;Nội dung;Tiền ra;Tiền vào\n"


def take(one: Told) -> Result:
    with transaction():
        return reconciliation.take(one, [ACCOUNT]).result


def take_statement(text: str) -> list[Result]:
    rows = statements.read(text.encode(), BOUNDS).rows
    return [take(each) for each in reconciliation.of_rows(rows, ACCOUNT)]


def amounts() -> list[int]:
    return sorted(db.session.scalars(db.select(BankTransfer.amount_vnd)))


TELLINGS = {
    "SePay": told(535_500, "MBVCB.1.GUI2611VR8VM", bank_ref="AA1"),
    "statement": told(535_500, "GUI2611VR8VM NGUYEN MAU K", bank_ref="00AA1", source=Source.STATEMENT),
    "Casso": told(535_500, "MBVCB.1.GUI2611VR8VM", bank_ref="77", source=Source.CASSO),
}


@pytest.mark.parametrize("order", list(permutations(TELLINGS)))
def test_one_transfer_told_by_three_counts_once(cast: Cast, order: tuple[str, ...]) -> None:
    results = [take(TELLINGS[name]) for name in order]
    assert results == [Result.NEW, Result.KNOWN, Result.KNOWN]
    assert amounts() == [535_500]


def test_two_transfers_told_by_two_stay_two(cast: Cast) -> None:
    for source in (Source.SEPAY, Source.STATEMENT):
        for _twice in range(2):
            take(told(100_000, "ck", source=source, bank_ref=""))
    assert amounts() == [100_000, 100_000]


def test_what_a_bank_books_on_the_next_day_is_the_same(cast: Cast) -> None:
    take(told(100_000, "GUI2611VR8VM", bank_ref=""))
    later = told(100_000, "GUI2611VR8VM", bank_ref="", source=Source.STATEMENT, booked_at=EVENING + timedelta(hours=11))
    assert take(later) == Result.KNOWN


@pytest.mark.parametrize(
    "other",
    [
        told(100_001, "tien mat ong", source=Source.STATEMENT, bank_ref=""),
        told(100_000, "tien chuoi", source=Source.STATEMENT, bank_ref=""),
        told(100_000, "tien mat ong", source=Source.STATEMENT, bank_ref="", booked_at=EVENING + timedelta(days=3)),
    ],
)
def test_another_amount_memo_or_day_is_other_money(cast: Cast, other: Told) -> None:
    take(told(100_000, "tien mat ong", bank_ref=""))
    assert take(other) == Result.NEW


def test_the_same_statement_twice_changes_nothing(cast: Cast) -> None:
    text = (
        HEADING
        + "25/11/2026;0012;ck;;100.000\n25/11/2026;0013;ck;;100.000\n25/11/2026;;phi;11.000;\n25/11/2026;;0;;0\n"
    )
    assert take_statement(text) == [Result.NEW, Result.NEW, Result.NOT_OURS, Result.NOT_OURS]
    before = db.session.scalar(db.select(db.func.count(PaymentNotice.id)))
    assert take_statement(text)[:2] == [Result.KNOWN, Result.KNOWN]
    assert db.session.scalar(db.select(db.func.count(PaymentNotice.id))) == before
    assert amounts() == [100_000, 100_000]


def test_rows_that_are_alike_without_any_reference_are_told_apart_by_their_rank(cast: Cast) -> None:
    row = "25/11/2026;;ck;;100.000\n"
    take_statement(HEADING + row * 2)
    take_statement(HEADING + row * 3)
    assert amounts() == [100_000] * 3


def test_a_reference_that_lost_its_zeros_in_a_spreadsheet_is_the_same(cast: Cast) -> None:
    take_statement(HEADING + "25/11/2026;0012;ck;;100.000\n")
    take_statement(HEADING + "25/11/2026;12;ck mot;;100.000\n")
    assert amounts() == [100_000]


def test_outgoing_and_empty_rows_are_noted_and_count_nothing(cast: Cast) -> None:
    assert take(told(-5_000, "phi")) == Result.NOT_OURS
    assert take(told(0, "khong")) == Result.NOT_OURS
    assert take(told(5_000, "x", account="9999888877")) == Result.NOT_OURS
    assert amounts() == []
