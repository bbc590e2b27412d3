"""Cards, through Stripe's hosted page; off where no key is set. The only module that knows Stripe's library.

The buyer types the card's number, and proves who it is (3-D Secure), on Stripe's page and never here. What is asked for
carries a key that comes from our row and its number of tries: asked again with the same key, Stripe gives its first
answer again, also when that was a fault of its own (docs.stripe.com/api/idempotent_requests).
"""

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import stripe
from flask import current_app

CURRENCY: Final = "vnd"
"""Stripe counts it in whole dong."""
LEAST_VND: Final = 15_000
"""About half a US dollar, the least that Stripe takes; a little above, because its rate moves."""
OPEN_AT_LEAST_SECONDS: Final = 30 * 60
"""The shortest time for which Stripe keeps a page open."""
IN_USE: Final = 409
"""The status of an answer to a key under which something is still at work; the library has no error of its own."""
TOLERANCE_SECONDS: Final = 300
"""How old a signed notice may be when it arrives."""

stripe.enable_telemetry = False
logging.getLogger("stripe").setLevel(logging.WARNING)  # it would log every request with its address


class NoAnswer(Exception):
    """Nobody knows whether it was done: ask again with the same key."""


class Fault(Exception):
    """Stripe's own fault, which it gives again for the same key: look whether it was done, then use another key.

    `is_over` when Stripe says that it gave this answer before. Until then what was asked may still be at work, on the
    other side of a server that lost patience, and another key would have it done twice.
    """

    def __init__(self, name: str, *, is_over: bool) -> None:
        super().__init__(name)
        self.is_over = is_over


class Refused(Exception):
    """It was not done and will not be; `code` is Stripe's word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Forged(Exception):
    """Stripe did not send this notice, or long ago."""


class Unconfigured(Exception):
    """Without a secret nobody can tell a notice from a forgery."""


@dataclass(frozen=True)
class Session:
    """A page on which a card can be charged once: "open", "complete" or "expired". `ref` is our attempt's name."""

    id: str
    url: str
    status: str
    is_paid: bool
    amount_vnd: int
    currency: str
    ref: str
    charge: str
    is_live: bool


@dataclass(frozen=True)
class Failure:
    """A card was declined on the page of attempt `ref`; the page stays open for another one."""

    ref: str
    code: str


@dataclass(frozen=True)
class CardRefund:
    """Money on its way back: "pending", "requires_action", "succeeded", "failed" or "canceled". `tries` counts ours."""

    id: str
    status: str
    amount_vnd: int
    currency: str
    ref: str
    tries: int
    failure: str


@dataclass(frozen=True)
class Charge:
    """A payment of which something went back or is disputed."""

    id: str
    amount_vnd: int


@dataclass(frozen=True)
class Notice:
    """What Stripe tells by itself. `subject` is None where we need not know; `body` is fit to be kept."""

    id: str
    kind: str
    is_live: bool
    subject: Session | Failure | CardRefund | Charge | None
    body: dict[str, Any]


def is_on() -> bool:
    """Whether cards can be taken."""
    return bool(current_app.config["STRIPE_SECRET_KEY"])


def is_live() -> bool:
    """Whether real money moves."""
    return "_live_" in current_app.config["STRIPE_SECRET_KEY"]


def open_session(
    *, ref: str, key: str, amount_vnd: int, title: str, ends_at: int, locale: str, back_url: str, cancel_url: str
) -> Session:
    """A page for one payment, until `ends_at` (seconds since 1970). Raises NoAnswer, Fault or Refused."""
    price = {"currency": CURRENCY, "unit_amount": amount_vnd, "product_data": {"name": title}}
    wanted: Any = {
        "mode": "payment",
        "payment_method_types": ["card"],
        "line_items": [{"price_data": price, "quantity": 1}],
        "client_reference_id": ref,
        "metadata": {"attempt": ref},
        "payment_intent_data": {"metadata": {"attempt": ref}},
        "expires_at": ends_at,
        "locale": locale,
        "success_url": back_url,
        "cancel_url": cancel_url,
    }
    with _speaking():
        return _session(_client().v1.checkout.sessions.create(wanted, {"idempotency_key": key}).to_dict())


def find_session(session: str) -> Session:
    """How it stands with a page. Raises NoAnswer, Fault or Refused."""
    with _speaking():
        return _session(_client().v1.checkout.sessions.retrieve(session).to_dict())


def close_session(session: str) -> Session:
    """Let nobody pay on this page any more. Raises Refused when it was paid or has ended, NoAnswer or Fault."""
    with _speaking():
        return _session(_client().v1.checkout.sessions.expire(session).to_dict())


def give_back(*, charge: str, amount_vnd: int, ref: str, tries: int) -> CardRefund:
    """Give a part of a payment or all of it back to its card. Raises NoAnswer, Fault or Refused."""
    told = {"refund": ref, "tries": str(tries)}
    wanted: Any = {"payment_intent": charge, "amount": amount_vnd, "metadata": told}
    with _speaking():
        made = _client().v1.refunds.create(wanted, {"idempotency_key": f"refund-{ref}-{tries}"})
        return _refund(made.to_dict())


def refunds_of(charge: str) -> list[CardRefund]:
    """What went back of a payment, the newest hundred. Raises NoAnswer, Fault or Refused."""
    with _speaking():
        found = _client().v1.refunds.list({"payment_intent": charge, "limit": 100}).to_dict()
        return [_refund(one) for one in found["data"]]


def read_notice(payload: bytes, signature: str) -> Notice:
    """A notice that Stripe has signed, read from its raw bytes. Raises Unconfigured or Forged."""
    secret = current_app.config["STRIPE_WEBHOOK_SECRET"]
    if not secret:
        raise Unconfigured()
    try:
        stripe.WebhookSignature.verify_header(payload, signature, secret, TOLERANCE_SECONDS)
        event = json.loads(payload)
        about = event["data"]["object"]
        return Notice(event["id"], event["type"], event["livemode"], _subject(event["type"], about), _fit(about))
    except (stripe.SignatureVerificationError, ValueError, KeyError, TypeError) as error:
        raise Forged(type(error).__name__) from error


def _subject(kind: str, about: Mapping[str, Any]) -> Session | Failure | CardRefund | Charge | None:
    if kind.startswith("checkout.session."):
        return _session(about)
    if kind == "payment_intent.payment_failed":
        error = about.get("last_payment_error") or {}
        code = error.get("decline_code") or error.get("code") or "card_declined"
        return Failure((about.get("metadata") or {}).get("attempt", ""), code)
    if about.get("object") == "refund":
        return _refund(about)
    if kind.startswith("charge.dispute.") or kind == "charge.refunded":
        return Charge(about.get("payment_intent") or "", about["amount"])
    return None


def _session(found: Mapping[str, Any]) -> Session:
    return Session(
        id=found["id"],
        url=found.get("url") or "",
        status=found["status"],
        is_paid=found["payment_status"] == "paid",
        amount_vnd=found["amount_total"],
        currency=found["currency"],
        ref=found.get("client_reference_id") or "",
        charge=found.get("payment_intent") or "",
        is_live=found["livemode"],
    )


def _refund(found: Mapping[str, Any]) -> CardRefund:
    told = found.get("metadata") or {}
    return CardRefund(
        id=found["id"],
        status=found["status"],
        amount_vnd=found["amount"],
        currency=found["currency"],
        ref=told.get("refund", ""),
        tries=int(told.get("tries", "0")),
        failure=found.get("failure_reason") or "",
    )


FIT: Final = (
    "id",
    "object",
    "status",
    "payment_status",
    "amount",
    "amount_total",
    "amount_refunded",
    "currency",
    "reason",
)
"""What of a notice may be kept: nothing about the card or the person."""


def _fit(about: Mapping[str, Any]) -> dict[str, Any]:
    return {name: about[name] for name in FIT if about.get(name) is not None}


@contextmanager
def _speaking() -> Iterator[None]:
    try:
        yield
    except (stripe.APIConnectionError, stripe.RateLimitError, stripe.AuthenticationError) as error:
        raise NoAnswer(type(error).__name__) from error
    except stripe.InvalidRequestError as error:
        raise Refused(error.code or "invalid_request") from error
    except stripe.CardError as error:
        raise Refused(error.code or "card_error") from error
    except stripe.StripeError as error:
        if error.http_status == IN_USE:
            raise NoAnswer("the same is being asked") from error
        raise Fault(type(error).__name__, is_over=(error.headers or {}).get("Idempotent-Replayed") == "true") from error


def _client() -> stripe.StripeClient:
    settings = current_app.config
    return _made(settings["STRIPE_SECRET_KEY"], settings["STRIPE_API_URL"], settings["LIMITS"].gateway_seconds)


@lru_cache(maxsize=4)
def _made(key: str, url: str, seconds: int) -> stripe.StripeClient:
    http = stripe.RequestsClient(timeout=seconds)
    return stripe.StripeClient(key, base_addresses={"api": url}, max_network_retries=0, http_client=http)
