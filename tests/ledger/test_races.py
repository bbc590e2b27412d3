"""The books under many hands at once: nothing is booked twice, and no more is held than there is."""

from functools import partial
from importlib import import_module
from typing import Any

import pytest
from flask import Flask

from marketplace import ledger
from marketplace.database import db, transaction
from marketplace.ledger import BANK, SUSPENSE, Kind, Posting, holds
from tests.crowd import all_at_once, meeting, tried_at_once

TIMES = 4
LAN = ledger.accounts.seller(7)


def fill(amount_vnd: int) -> None:
    with transaction():
        ledger.post(Kind.ADJUSTMENT, "begin", [Posting(SUSPENSE, LAN, amount_vnd)])


def hold(number: int) -> None:
    ledger.hold(f"payout:{number}", Posting(LAN, BANK, 60_000), "payout", is_covered=True)


def test_the_same_thing_told_at_once_is_booked_once(committed_app: Flask) -> None:
    told = partial(ledger.post, Kind.PAYMENT, "payment:1", [Posting(BANK, LAN, 5_000)])
    all_at_once(committed_app, [told] * TIMES)
    assert ledger.balances(LAN).posted_vnd == 5_000


def test_two_payouts_do_not_hold_the_same_money(committed_app: Flask) -> None:
    fill(100_000)
    came = tried_at_once(committed_app, [partial(hold, number) for number in range(TIMES)])
    assert came == ["NotCovered"] * (TIMES - 1) + ["done"]
    assert ledger.balances(LAN).available_vnd == 40_000


def test_without_the_lock_more_is_held_than_there_is(committed_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: all of them read the balance before anybody holds."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("on SQLite the whole transaction is the lock")
    fill(100_000)
    balances = import_module("marketplace.ledger.balances")  # the package gives its name to the question
    monkeypatch.setattr(holds, "lock", lambda _name: None)
    monkeypatch.setattr(balances, "lock_account", lambda _account: None)
    together = meeting(TIMES)
    read = balances.balances_of

    def slowly(*said: Any, **how: Any) -> object:
        found = read(*said, **how)
        together.wait()
        return found

    monkeypatch.setattr(balances, "balances_of", slowly)
    came = tried_at_once(committed_app, [partial(hold, number) for number in range(TIMES)])
    monkeypatch.undo()
    assert came == ["done"] * TIMES
    assert ledger.balances(LAN).available_vnd < 0


def test_a_hold_that_two_end_at_once_ends_once(committed_app: Flask) -> None:
    fill(100_000)
    with transaction():
        hold(1)
    held = holds.find_hold("payout:1")
    assert held is not None
    posting = [partial(ledger.post_hold, held, Kind.PAYOUT, "payout:1")] * 2
    assert tried_at_once(committed_app, [*posting, partial(ledger.void_hold, held)]) == ["HoldOver"] * 2 + ["done"]
    assert ledger.balances(LAN).posted_vnd in (40_000, 100_000)


def test_the_chain_is_linked_once_by_several_workers(committed_app: Flask) -> None:
    for number in range(30):
        with transaction():
            ledger.post(Kind.ADJUSTMENT, f"n:{number}", [Posting(BANK, LAN, 1)])
    all_at_once(committed_app, [ledger.link_some] * TIMES)
    report = ledger.verify()
    assert (report.faults, report.transactions, report.unlinked) == ([], 30, 0)
