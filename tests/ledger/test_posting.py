from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from marketplace import ledger
from marketplace.clock import now, pretending
from marketplace.database import db, transaction
from marketplace.ledger import BANK, FEES, Kind, Posting, accounts
from marketplace.ledger.errors import HoldExceeded, HoldOver, KeyTaken, NotCovered, RevertedAlready
from marketplace.ledger.models import LedgerPosting, LedgerTransaction
from tests.statements import counted

LAN = accounts.seller(7)
SALE = [Posting(accounts.buyer(1), LAN, 100_000), Posting(LAN, FEES, 5_000)]


def booked(number: int) -> LedgerTransaction:
    return db.session.get_one(LedgerTransaction, number)


def test_what_is_booked_moves_the_balances_of_both_accounts(app: Flask) -> None:
    with transaction():
        ledger.post(Kind.PAYMENT, "payment:1", [Posting(BANK, accounts.buyer(1), 100_000)])
        ledger.post(Kind.SALE, "sale:1", SALE)
    found = ledger.balances_of([BANK, accounts.buyer(1), LAN, FEES, accounts.seller(8)])
    assert [balance.posted_vnd for balance in found.values()] == [100_000, 0, 95_000, 5_000, 0]


def test_a_repeat_books_nothing(app: Flask) -> None:
    with transaction():
        first = ledger.post(Kind.SALE, "sale:1", SALE)
    with transaction():
        assert ledger.post(Kind.SALE, "sale:1", SALE[::-1]) == first
    assert db.session.scalar(select(func.count()).select_from(LedgerPosting)) == 2


def test_a_key_that_means_something_else_is_refused(app: Flask) -> None:
    with transaction():
        ledger.post(Kind.SALE, "sale:1", SALE)
    with pytest.raises(KeyTaken), transaction():
        ledger.post(Kind.SALE, "sale:1", SALE[:1])
    assert ledger.balances(LAN).posted_vnd == 95_000


def test_nothing_and_less_than_nothing_are_not_booked(app: Flask) -> None:
    with pytest.raises(ValueError, match="moves nothing"), transaction():
        ledger.post(Kind.SALE, "sale:1", [Posting(LAN, FEES, 0)])
    with pytest.raises(ValueError, match="-1 dong"):
        Posting(LAN, FEES, -1)
    assert ledger.balances(LAN) == ledger.Balances(0, 0, 0)


def test_booking_takes_two_statements_however_much_it_is(app: Flask) -> None:
    drafts = [ledger.Draft(kind=Kind.SALE, key=f"sale:{number}", postings=SALE) for number in range(40)]
    with transaction(), counted() as statements:
        ledger.post_all(drafts)
    assert len(statements) == 2


def test_what_is_taken_back_leaves_both_rows(app: Flask) -> None:
    with transaction():
        number = ledger.post(Kind.SALE, "sale:1", SALE)
    with transaction():
        back = ledger.reverse(booked(number), note="giao nhầm")
        assert ledger.reverse(booked(number), note="giao nhầm") == back
    assert ledger.balances(LAN).posted_vnd == 0
    assert booked(back).reverts_id == number
    with pytest.raises(RevertedAlready), transaction():
        ledger.reverse(booked(back), note="")


def test_balances_of_the_past_can_be_asked_for(app: Flask) -> None:
    yesterday = now() - timedelta(days=1)
    with transaction():
        ledger.post(Kind.SALE, "sale:1", SALE, at=yesterday)
        ledger.post(Kind.SALE, "sale:2", SALE)
    assert ledger.balances(LAN, at=yesterday - timedelta(seconds=1)).posted_vnd == 0
    assert ledger.balances(LAN, at=yesterday).posted_vnd == 95_000
    assert ledger.balances(LAN).posted_vnd == 190_000


def test_what_is_held_can_be_disposed_of_no_more(app: Flask) -> None:
    with transaction():
        ledger.post(Kind.SALE, "sale:1", SALE)
        held = ledger.hold("payout:a", Posting(LAN, BANK, 60_000), "payout", is_covered=True)
        assert ledger.hold("payout:a", Posting(LAN, BANK, 60_000), "payout", is_covered=True) is held
    assert ledger.balances(LAN) == ledger.Balances(95_000, 35_000, 35_000)
    with pytest.raises(NotCovered), transaction():
        ledger.hold("payout:b", Posting(LAN, BANK, 35_001), "payout", is_covered=True)
    with transaction():
        ledger.post_hold(held, Kind.PAYOUT, "payout:a", amount_vnd=50_000)
    assert ledger.balances(LAN) == ledger.Balances(45_000, 45_000, 45_000)
    assert ledger.holds_on(LAN.code) == []


def test_a_hold_ends_once(app: Flask) -> None:
    with transaction():
        held = ledger.hold("complaint:1", Posting(LAN, BANK, 60_000), "complaint")
    with pytest.raises(HoldExceeded), transaction():
        ledger.post_hold(held, Kind.PAYOUT, "payout:a", amount_vnd=60_001)
    with transaction():
        ledger.void_hold(held)
    for end in (lambda: ledger.void_hold(held), lambda: ledger.post_hold(held, Kind.PAYOUT, "payout:a")):
        with pytest.raises(HoldOver), transaction():
            end()
    assert ledger.balances(LAN) == ledger.Balances(0, 0, 0)


def test_a_hold_whose_time_is_over_holds_nothing(app: Flask) -> None:
    soon = now() + timedelta(hours=1)
    with transaction():
        held = ledger.hold("card:1", Posting(LAN, BANK, 60_000), "card", expires_at=soon)
    assert ledger.balances(LAN).available_vnd == -60_000
    with pretending(soon):
        assert ledger.balances(LAN).available_vnd == 0
        with pytest.raises(HoldOver), transaction():
            ledger.post_hold(held, Kind.PAYOUT, "payout:a")


def test_what_happened_before_midnight_in_vietnam_counts_for_the_month_before(app: Flask) -> None:
    with pretending(datetime(2026, 11, 3, tzinfo=UTC)), transaction():
        early = ledger.post(Kind.SALE, "sale:1", SALE, at=datetime(2026, 10, 31, 16, 59, tzinfo=UTC))
        late = ledger.post(Kind.SALE, "sale:2", SALE, at=datetime(2026, 10, 31, 17, 0, tzinfo=UTC))
    assert (booked(early).month, booked(late).month) == ("2026-10", "2026-11")
