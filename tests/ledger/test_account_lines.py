"""Closing balances and open months come to the sum of all, and every line of an account follows from it."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from flask import Flask
from sqlalchemy import insert

from marketplace import ledger
from marketplace.clock import pretending
from marketplace.database import db, transaction
from marketplace.ledger import BANK, FEES, SUSPENSE, Account, Kind, Posting, accounts
from marketplace.ledger.models import LedgerClosing

SHOWN = (BANK, FEES, accounts.seller(1), accounts.seller(2), accounts.cash("Bưu điện"))
BEGINNING = datetime(2026, 7, 1, tzinfo=UTC)


def book(dice: Random, number: int, at: datetime) -> None:
    """A few postings between any accounts, some of them of a month that may be sealed."""
    postings = []
    for _ in range(dice.randint(1, 3)):
        source, destination = dice.sample(SHOWN, 2)
        postings.append(Posting(source, destination, dice.randint(1, 900_000)))
    with transaction():
        happened = at - timedelta(days=dice.choice([0, 0, 0, 20]))
        ledger.post(Kind.ADJUSTMENT, f"any:{number}", postings, at=happened)


def check(account: Account) -> None:
    summed, standing = ledger.balances(account), ledger.standing_of(account)
    assert standing.balances == summed
    lines = ledger.lines_of(account, summed.posted_vnd, limit=100)
    assert len(lines) == standing.lines
    left = summed.posted_vnd
    for line in lines:
        assert line.balance_vnd == left
        left -= line.amount_vnd
    assert left == 0
    in_pages = [each for start in range(0, len(lines), 7) for each in page(account, summed.posted_vnd, start)]
    assert in_pages == lines


def page(account: Account, posted_vnd: int, start: int) -> list[ledger.Line]:
    return ledger.lines_of(account, posted_vnd, limit=7, offset=start)


@pytest.mark.parametrize("seed", [1, 2])
def test_closing_balances_and_open_months_come_to_the_sum_of_all(app: Flask, seed: int) -> None:
    dice = Random(seed)
    for number in range(30):
        at = BEGINNING + timedelta(days=4 * number)
        with pretending(at):
            book(dice, number, at)
            if number in (12, 20):
                for month in ledger.open_months():
                    with transaction():
                        ledger.seal(month)
                for account in SHOWN:
                    check(account)
    with transaction():
        ledger.hold("held", Posting(accounts.seller(1), BANK, 5_000), "payout")
    for account in SHOWN:
        check(account)
    assert [each.month for each in ledger.sealed_months()] == ["2026-08", "2026-07", "2026-06"]
    check(SUSPENSE)  # to which nothing was booked


def test_what_was_booked_before_the_seal_is_not_added_up_again(app: Flask) -> None:
    """The closing balance is what counts: one that nothing was booked for shows."""
    with pretending(BEGINNING), transaction():
        ledger.post(Kind.ADJUSTMENT, "one", [Posting(BANK, FEES, 1_000)])
    with transaction():
        ledger.seal("2026-07")
        db.session.execute(insert(LedgerClosing).values(month="2026-07", account=SUSPENSE.code, balance_vnd=7))
    assert ledger.standing_of(FEES).balances.posted_vnd == 1_000
    assert ledger.standing_of(SUSPENSE).balances.posted_vnd == 7
    assert ledger.balances(SUSPENSE).posted_vnd == 0


def test_the_months_of_the_books_reach_from_the_first_booking_to_the_last(app: Flask) -> None:
    assert ledger.months() == []
    for at in (datetime(2025, 11, 5, tzinfo=UTC), datetime(2026, 2, 5, tzinfo=UTC)):
        with transaction():
            ledger.post(Kind.ADJUSTMENT, f"{at}", [Posting(BANK, FEES, 1_000)], at=at)
    assert ledger.months() == ["2026-02", "2026-01", "2025-12", "2025-11"]
