"""What a letter is about: the purchase and the order, found in the facts it is written from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marketplace.clock import to_local
from marketplace.money import format_vnd
from marketplace.notifications import noticing
from marketplace.notifications.letters import sender
from marketplace.notifications.table import line_of
from marketplace.orders.models import Order, Purchase
from marketplace.refs import new_ref

HOLDERS = ("order", "shortage", "claim", "change", "step", "refund")
"""Facts that are an order or belong to one."""


@dataclass(frozen=True)
class Subject:
    """The purchase and the order that a letter is about, where it is about any."""

    purchase: Purchase | None = None
    order: Order | None = None

    @property
    def code(self) -> str:
        """What is read out on the phone."""
        return self.order.number if self.order else self.purchase.code if self.purchase else ""


def subject_of(facts: Mapping[str, object]) -> Subject:
    """What these facts are about."""
    order = next((found for name in HOLDERS if (found := _order_in(facts.get(name)))), None)
    purchase = order.purchase if order else facts.get("purchase") or getattr(facts.get("refund"), "purchase", None)
    return Subject(purchase if isinstance(purchase, Purchase) else None, order)


def label_of(name: str, reached: str, facts: Mapping[str, object], to: noticing.Reader = None) -> dict[str, Any]:
    """What the job that sends a message carries, so that it can be written down what was sent to whom about what."""
    about, line = subject_of(facts), line_of(name)
    user_id, seller_id = noticing.ids_of(to)
    return {
        "key": new_ref(),
        "name": name[:40],
        "kind": line.kind,
        "party": line.party,
        "reached": reached,
        "purchase_id": about.purchase.id if about.purchase else None,
        "order_id": about.order.id if about.order else None,
        "user_id": user_id,
        "seller_id": seller_id,
    }


def zalo_facts(name: str, path: str, facts: Mapping[str, object]) -> dict[str, str]:
    """What the Zalo template of this letter is filled in with."""
    about = subject_of(facts)
    words = {
        "code": about.code,
        "name": about.purchase.buyer_name if about.purchase else "",
        "shop": _shop_in(facts, about),
        "amount": format_vnd(_amount_in(facts, about), "vi"),
        "product": getattr(facts.get("product"), "name_vi", ""),
        "until": _moment(facts.get("until")),
        "link": f"{sender.base_url}{path}",
    }
    return {each: words[each] for each in line_of(name).zalo}


def _moment(at: object) -> str:
    return f"{to_local(at):%H:%M %d/%m}" if isinstance(at, datetime) else ""


def _order_in(fact: object) -> Order | None:
    found = fact if isinstance(fact, Order) else getattr(fact, "order", None)
    return found if isinstance(found, Order) else None


def _shop_in(facts: Mapping[str, object], about: Subject) -> str:
    seller = about.order.seller if about.order else getattr(facts.get("payout"), "seller", None)
    return seller.name_vi if seller else ""


def _amount_in(facts: Mapping[str, object], about: Subject) -> int:
    paid = facts.get("payout") or facts.get("refund") or about.order or about.purchase
    return int(getattr(paid, "amount_vnd", 0) or getattr(paid, "total_vnd", 0))
