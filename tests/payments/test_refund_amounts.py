"""What units cost that go back: pure arithmetic."""

import random

from marketplace.payments.refund_amounts import Units, capped, price_of_units

DICE = random.Random(11)


def test_the_last_unit_brings_a_line_to_exactly_nothing() -> None:
    for _ in range(2_000):
        quantity, total_vnd = DICE.randint(1, 40), DICE.randint(0, 900_000)
        before, given_vnd = 0, 0
        while before < quantity:
            wanted = DICE.randint(1, quantity - before)
            given_vnd += price_of_units(Units(quantity, total_vnd, before, wanted))
            before += wanted
        assert given_vnd == total_vnd


def test_no_unit_costs_a_dong_more_than_another_one_does() -> None:
    prices = [price_of_units(Units(7, 100, before, 1)) for before in range(7)]
    assert prices == [15, 15, 14, 14, 14, 14, 14]


def test_amounts_are_cut_from_the_end() -> None:
    assert capped([50, 30, 20], 100) == [50, 30, 20]
    assert capped([50, 30, 20], 60) == [50, 10, 0]
    assert capped([], 5) == []
