"""Tables of delivery fees for tests."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from marketplace.clock import today
from marketplace.shipping import FeeBearer, NewTariff


def new(**changed: Any) -> NewTariff:
    """A table from tomorrow on, a little dearer than the first one, with what carriers ask for cash and insurance."""
    plain = NewTariff(
        first_day=today() + timedelta(days=1),
        last_day=None,
        first_grams=2_000,
        further_grams=500,
        cm3_per_kg=6_000,
        province_first_vnd=24_000,
        province_further_vnd=3_000,
        region_first_vnd=32_000,
        region_further_vnd=4_000,
        nation_first_vnd=40_000,
        nation_further_vnd=6_000,
        remote_vnd=12_000,
        remote_communes=(),
        cash_free_to_vnd=1_000_000,
        cash_bp=80,
        cash_least_vnd=5_000,
        insurance_free_to_vnd=1_000_000,
        insurance_bp=50,
        free_from_vnd=600_000,
        free_paid_by=FeeBearer.SELLER,
    )
    return replace(plain, **changed)
