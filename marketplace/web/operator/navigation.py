"""What the navigation rail counts."""

from marketplace import jobs, orders, reviews, sellers, traceability
from marketplace.sellers.models import SellerState
from marketplace.web.operator.links import capped


def rail_counts() -> dict[str, object]:
    """Work that waits, beside the links that lead to it; an empty text where none does."""
    return {
        "failed_jobs": _shown(jobs.count_troubled()[True]),
        "open_orders": _shown(orders.count_to_do()),
        "open_reports": _shown(reviews.count_reports()[None]),
        "open_stamp_reports": _shown(traceability.count_stamp_reports()[False]),
        "waiting_sellers": _shown(sellers.count_by_state()[SellerState.APPLIED]),
    }


def _shown(count: int) -> str:
    return capped(count) if count else ""
