"""What pack sizes cost and when, as the database itself wrote it down, and what is asked for them now."""

from marketplace.prices.limits import Limits, limits_on
from marketplace.prices.models import PriceChange
from marketplace.prices.promotion_models import Promotion, PromotionPack
from marketplace.prices.queries import history_of
from marketplace.prices.running import asked, sale_of, turns
from marketplace.prices.sale import Sale, asked_vnd

__all__ = [
    "Limits",
    "PriceChange",
    "Promotion",
    "PromotionPack",
    "Sale",
    "asked",
    "asked_vnd",
    "history_of",
    "limits_on",
    "sale_of",
    "turns",
]
