"""Baskets, orders, vouchers, money, parcels, claims and the clock in any order: after every step all promises hold."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.carriers import carriers
from tests.state_machine.buying import Buying
from tests.state_machine.giving_back import GivingBack
from tests.state_machine.invariants import Invariants
from tests.state_machine.sending import Sending

QUICK = settings(max_examples=6, stateful_step_count=40, derandomize=True, phases=[Phase.generate])
"""Always the same steps, so that nobody's change fails by a dice."""
LONG = settings(max_examples=100, stateful_step_count=100, phases=[Phase.generate, Phase.shrink])
"""Ten thousand steps, other ones each time."""


class Life(Buying, Sending, GivingBack, Invariants):
    """All of it together."""


@pytest.mark.parametrize(
    "size", [pytest.param(QUICK, id="short"), pytest.param(LONG, id="long", marks=pytest.mark.long)]
)
def test_whatever_people_carriers_and_the_clock_do_all_promises_hold(app: Flask, size: settings) -> None:
    Life.app = app
    Life.told.clear()
    with carriers(app):
        run_state_machine_as_test(
            Life, settings=settings(size, database=None, deadline=None, suppress_health_check=list(HealthCheck))
        )
    assert "order" in Life.told
    assert len(Life.told) > 12, "many kinds of steps and refusals were met"
    if size is LONG:
        assert {"handed over", "claim", "refund: confirm", "keep once more", "called off"} <= Life.told.keys()
