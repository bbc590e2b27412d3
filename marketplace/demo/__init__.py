"""The demo shop: real cooperatives and goods from published articles, sample prices, stock, orders and reviews."""

from marketplace.demo.accounts import ACCOUNTS, PASSWORD, DemoAccount, accounts_here
from marketplace.demo.cash import add_remittances
from marketplace.demo.large import count_goods, fill_up_to
from marketplace.demo.many_orders import add_orders
from marketplace.demo.marking import is_marked, mark
from marketplace.demo.notices import forget_old_notices
from marketplace.demo.payouts import add_bird_cash, add_payouts
from marketplace.demo.refunds import add_refunds
from marketplace.demo.shop import fill, is_filled, steps

__all__ = [
    "ACCOUNTS",
    "PASSWORD",
    "DemoAccount",
    "accounts_here",
    "add_bird_cash",
    "add_orders",
    "add_payouts",
    "add_refunds",
    "add_remittances",
    "count_goods",
    "fill",
    "fill_up_to",
    "forget_old_notices",
    "is_filled",
    "is_marked",
    "mark",
    "steps",
]
