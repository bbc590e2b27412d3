"""Purchases are ranked by what speaks for them."""

from datetime import timedelta

import pytest

from marketplace import reconciliation
from marketplace.database import db
from marketplace.orders.models import Purchase
from marketplace.reconciliation import BankTransfer, Ground
from tests.people import Cast
from tests.reconciliation.money import bought, came, memo_of


@pytest.fixture
def purchase(cast: Cast) -> Purchase:
    return bought()


def grounds(transfer: BankTransfer) -> dict[str, set[Ground]]:
    found = reconciliation.suggest(reconciliation.get_transfer(transfer.ref))
    return {each.purchase.code: {said.ground for said in each.grounds} for each in found}


def after(purchase: Purchase, minutes: int) -> dict[str, object]:
    return {"booked_at": purchase.placed_at + timedelta(minutes=minutes)}


def test_one_wrong_letter_and_the_right_amount_lead(purchase: Purchase) -> None:
    bought(units=3)
    code = purchase.code
    wrong = ("3" if code[-1] != "3" else "4").join(["GUI" + code.replace("-", "")[:-1], ""])
    transfer = came(purchase.total_vnd, wrong, **after(purchase, 6))
    found = grounds(transfer)
    assert next(iter(found)) == code
    assert found[code] == {Ground.NEAR_CODE, Ground.SAME_AMOUNT, Ground.SOON_AFTER}
    said = reconciliation.suggest(transfer)[0].grounds
    assert [each.number for each in said if each.ground == Ground.SOON_AFTER] == [6]
    assert [each.letters for each in said if each.ground == Ground.NEAR_CODE] == [(wrong[-1], code[-1])]


def test_a_cut_memo_finds_its_purchase_by_its_beginning(purchase: Purchase) -> None:
    transfer = came(purchase.total_vnd, memo_of(purchase)[:10], **after(purchase, 6))
    assert Ground.CUT_CODE in grounds(transfer)[purchase.code]


def test_the_amount_alone_is_enough_for_what_is_awaited(purchase: Purchase) -> None:
    assert grounds(came(purchase.total_vnd, "ck", **after(purchase, 6)))[purchase.code] >= {Ground.SAME_AMOUNT}


def test_the_name_of_the_buyer_counts_without_its_accents(purchase: Purchase) -> None:
    named = came(purchase.total_vnd, "NGUYEN THI MAU chuyen tien", **after(purchase, 6))
    assert Ground.SAME_NAME in grounds(named)[purchase.code]


def test_money_before_the_purchase_speaks_against_it(purchase: Purchase) -> None:
    early = came(purchase.total_vnd, "ck", **after(purchase, -60))
    assert purchase.code not in grounds(early)


def test_what_is_paid_is_told_so(purchase: Purchase) -> None:
    came(purchase.total_vnd, memo_of(purchase))
    again = came(purchase.total_vnd, f"{memo_of(purchase)} lan 2", **after(purchase, 30))
    assert {Ground.SAME_CODE, Ground.SAME_AMOUNT, Ground.PAID} <= grounds(again)[purchase.code]


def test_nothing_is_suggested_for_what_nothing_speaks_for(purchase: Purchase) -> None:
    assert grounds(came(777, "ck")) == {}
    db.session.rollback()
