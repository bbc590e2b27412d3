"""Two people of one shop at the same listings in the same moment."""

from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace import approvals, catalogue, listings
from marketplace.accounts.models import User
from marketplace.approvals import ApprovalKind
from marketplace.approvals.listings import PRICE_JUMP_PERCENT, jumps, set_price
from marketplace.catalogue.models import Variant
from marketplace.database import db, transaction
from marketplace.errors import DomainError
from marketplace.listings import BulkChange, Change, ChangeKind, Outcome
from marketplace.listings import actions as listing_actions
from marketplace.sellers.models import Seller
from tests import factories
from tests.crowd import together

GOODS = 6
PRICE = 100_000
RAISED = Change(ChangeKind.PRICE_PERCENT, 1_000)


@pytest.fixture
def stall(committed_app: Flask) -> tuple[int, int, list[str]]:
    """A seller, somebody who works there, and six pack sizes at 100,000 dong."""
    with transaction():
        seller, person = factories.seller(), factories.user()
        refs = [factories.product(seller, f"Món {n}", price_vnd=PRICE).variants[0].ref for n in range(GOODS)]
        return seller.id, person.id, refs


def in_bulk(stall: tuple[int, int, list[str]], change: Change, ref: str) -> str:
    """Confirm a change of all lines that were seen at 100,000 dong."""
    seller_id, person_id, refs = stall
    try:
        with transaction():
            seller, by = db.session.get_one(Seller, seller_id), db.session.get_one(User, person_id)
            bulk = listings.apply(seller, change, [f"{each}:{PRICE}" for each in refs], ref=ref, by=by)
            return f"{sum(line.outcome == Outcome.DONE for line in bulk.lines)} done"
    except DomainError as error:
        return str(error)


def alone(stall: tuple[int, int, list[str]], place: int, price_vnd: int) -> str:
    """Set the price of one line."""
    seller_id, person_id, refs = stall
    with transaction():
        variant = catalogue.get_variant_of(seller_id, refs[place])
        asked = set_price(variant, price_vnd=price_vnd, by=db.session.get_one(User, person_id))
    return "asked" if asked else "set"


def taken_back(stall: tuple[int, int, list[str]], ref: str) -> str:
    seller_id, person_id, _ = stall
    try:
        with transaction():
            bulk = listings.get_bulk_change(seller_id, ref, lock=True)
            listings.undo(bulk, by=db.session.get_one(User, person_id))
    except DomainError as error:
        return type(error).__name__
    return "undone"


def prices() -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(db.select(Variant.price_vnd).order_by(Variant.id)))


def test_of_two_changes_of_what_both_saw_each_line_gets_one(
    committed_app: Flask, stall: tuple[int, int, list[str]]
) -> None:
    lower = Change(ChangeKind.PRICE_PERCENT, -1_000)
    told = together(
        committed_app, [partial(in_bulk, stall, RAISED, "a" * 12), partial(in_bulk, stall, lower, "b" * 12)]
    )
    assert sorted(told) == [f"{GOODS} done", "0 done"][::-1]
    assert prices() in ([110_000] * GOODS, [90_000] * GOODS)


def test_a_form_sent_five_times_at_once_changes_each_line_once(
    committed_app: Flask, stall: tuple[int, int, list[str]]
) -> None:
    told = together(committed_app, [partial(in_bulk, stall, RAISED, "a" * 12)] * 5)
    assert told == [f"{GOODS} done"] * 5
    assert prices() == [110_000] * GOODS
    assert db.session.scalar(db.select(db.func.count()).select_from(BulkChange)) == 1


def test_single_changes_beside_a_bulk_change_are_neither_lost_nor_wait_in_a_circle(
    committed_app: Flask, stall: tuple[int, int, list[str]]
) -> None:
    singles: list[Callable[[], str]] = [partial(alone, stall, place, 105_000) for place in reversed(range(GOODS))]
    together(committed_app, [partial(in_bulk, stall, RAISED, "a" * 12), *singles])
    assert prices() == [105_000] * GOODS, "whichever came first, the single price was set after or instead"


def test_of_many_undos_one_counts(committed_app: Flask, stall: tuple[int, int, list[str]]) -> None:
    in_bulk(stall, RAISED, "a" * 12)
    told = together(committed_app, [partial(taken_back, stall, "a" * 12)] * 4)
    assert sorted(told) == ["AlreadyUndone"] * 3 + ["undone"]
    assert prices() == [PRICE] * GOODS


def test_an_approval_beside_a_bulk_change_ends_in_one_of_two_ways(
    committed_app: Flask, stall: tuple[int, int, list[str]]
) -> None:
    assert alone(stall, 0, 150_000) == "asked"
    with transaction():
        operator_id = factories.user().id
    ref = stall[2][0]

    def approve() -> str:
        try:
            with transaction():
                asked = approvals.find_waiting(ApprovalKind.PRICE, ref, lock=True)
                if asked is None:
                    return "gone"
                approvals.approve(asked, by=db.session.get_one(User, operator_id))
        except DomainError:
            return "gone"
        return "approved"

    told = together(committed_app, [approve, partial(in_bulk, stall, RAISED, "a" * 12)])
    assert (told[0], prices()[0]) in {("approved", 150_000), ("gone", 110_000)}
    assert prices()[1:] == [110_000] * (GOODS - 1)


def test_without_comparing_with_what_was_seen_the_second_change_runs_over_the_first(
    committed_app: Flask, stall: tuple[int, int, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: whatever the form saw counts as what is there now."""
    done = listing_actions._done
    monkeypatch.setattr(
        listing_actions,
        "_done",
        lambda line, seen, change, by: done(line, dict([line.key.rsplit(":", 1)]), change, by),
    )
    told = [in_bulk(stall, RAISED, "a" * 12), in_bulk(stall, RAISED, "b" * 12)]
    assert told == [f"{GOODS} done"] * 2
    assert prices() == [121_000] * GOODS


STEPS = st.lists(st.integers(1_000, 400_000), max_size=12)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_no_series_of_steps_passes_what_was_looked_at_by_more_than_the_share(app: Flask, wanted: list[int]) -> None:
    variant, person = factories.product(price_vnd=PRICE, left=0).variants[0], factories.user()
    for price_vnd in wanted:
        expected = jumps(variant, price_vnd)
        assert (set_price(variant, price_vnd=price_vnd, by=person) is not None) == expected
        assert variant.price_vnd * 100 <= PRICE * (100 + PRICE_JUMP_PERCENT)
    if approvals.find_waiting(ApprovalKind.PRICE, variant.ref) is None:
        assert set_price(variant, price_vnd=PRICE, by=person) is None, "what was looked at may come back"
