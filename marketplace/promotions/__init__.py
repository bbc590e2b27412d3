"""Promotions: lower prices for some days, planned by shops, and how many units were sold at them."""

from marketplace.prices import Promotion, PromotionPack
from marketplace.promotions.actions import give_back, own_packs, plan, stop, take
from marketplace.promotions.planning import Plan, Planned, parse_rate, parse_units, preview
from marketplace.promotions.queries import Within, all_promotions, get, offered_by, packs_of

__all__ = [
    "Plan",
    "Planned",
    "Promotion",
    "PromotionPack",
    "Within",
    "all_promotions",
    "get",
    "give_back",
    "offered_by",
    "own_packs",
    "packs_of",
    "parse_rate",
    "parse_units",
    "plan",
    "preview",
    "stop",
    "take",
]
