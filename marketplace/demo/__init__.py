"""The demo shop: real cooperatives and goods from published articles, sample prices, stock, orders and reviews."""

from marketplace.demo.accounts import ACCOUNTS, PASSWORD, DemoAccount
from marketplace.demo.large import fill_up_to
from marketplace.demo.marking import is_marked, mark
from marketplace.demo.shop import fill, is_filled, steps

__all__ = ["ACCOUNTS", "PASSWORD", "DemoAccount", "fill", "fill_up_to", "is_filled", "is_marked", "mark", "steps"]
