"""Goods as operators watch over them: found, asked to be mended, taken down and brought back."""

from marketplace.moderation.actions import (
    Demand,
    Told,
    answer,
    ask_for_change,
    end,
    open_takedown,
    take_down,
    write_demand_down,
)
from marketplace.moderation.events import CaseEnded, CaseOpened
from marketplace.moderation.models import CaseKind, CaseState, OrdersDecision, ProductCase
from marketplace.moderation.product_queries import (
    ProductFilter,
    Sort,
    View,
    count_products,
    find_products,
    get_product,
    same_names,
    same_pictures,
)
from marketplace.moderation.queries import (
    Demands,
    ToldCase,
    cases_about,
    check_about,
    count_open_orders_with,
    demands_since,
    get_case,
    get_case_of,
    open_cases_of,
    waiting_cases,
)
from marketplace.moderation.reasons import Reason, reasons_for

__all__ = [
    "CaseEnded",
    "CaseKind",
    "CaseOpened",
    "CaseState",
    "Demand",
    "Demands",
    "OrdersDecision",
    "ProductCase",
    "ProductFilter",
    "Reason",
    "Sort",
    "Told",
    "ToldCase",
    "View",
    "answer",
    "ask_for_change",
    "cases_about",
    "check_about",
    "count_open_orders_with",
    "count_products",
    "demands_since",
    "end",
    "find_products",
    "get_case",
    "get_case_of",
    "get_product",
    "open_cases_of",
    "open_takedown",
    "reasons_for",
    "same_names",
    "same_pictures",
    "take_down",
    "waiting_cases",
    "write_demand_down",
]
