"""The steps of paying by card, as tests take them."""

import json
from typing import Any

from marketplace import payments
from marketplace.orders.models import Purchase
from marketplace.payments import flows
from marketplace.payments.models import PaymentAttempt
from tests.cards.double import Double, signature
from tests.client import Client

PATH = "/webhooks/stripe"


def open_page(bought: Purchase) -> str:
    """The address of the page on which it is paid."""
    back = "http://127.0.0.1:5000/back"
    return flows.start(bought.code, locale="vi", title="Đơn", back_url=lambda ref: f"{back}/{ref}", cancel_url=back)


def attempt_of(bought: Purchase) -> PaymentAttempt:
    """The newest attempt to pay it."""
    return payments.attempts_of(bought)[-1]


def send(client: Client, event: dict[str, Any], **signed: Any) -> int:
    """Let the shop hear of it; the status of its answer."""
    body = json.dumps(event).encode()
    return client.post(PATH, data=body, headers={"Stripe-Signature": signature(body, **signed)}).status_code


def told_of(double: Double, kind: str, name: str) -> dict[str, Any]:
    """The newest event of this kind about an object that names `name` somewhere."""
    return next(event for event in reversed(double.events(kind)) if name in json.dumps(event))
