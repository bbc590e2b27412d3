"""What the double remembers: pages, payments, refunds, and which key was answered how. As strict as Stripe, unless told
to be lenient: then it pays back more than was paid and forgets keys, as public doubles do.
"""

import json
import secrets
import time
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

LEAST = 15_000
CARDS = {
    "4242424242424242": "",
    "4000000000000002": "generic_decline",
    "4000000000009995": "insufficient_funds",
    "4000000000000069": "expired_card",
    "4000000000000127": "incorrect_cvc",
    "4000000000000119": "processing_error",
    "4000002760003184": "authenticate",
}
"""Stripe's own numbers for trying things out (docs.stripe.com/testing), and what becomes of each."""
KINDS = {"generic_decline": "card_declined", "insufficient_funds": "card_declined"}


class Refusal(Exception):
    """An answer of the kind that Stripe gives for a request that makes no sense."""

    def __init__(self, code: str, message: str, status: int = 400, kind: str = "invalid_request_error") -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": {"type": kind, "code": code, "message": message}}


@dataclass
class Books:
    """Everything, in memory; one lock for all of it."""

    lenient: bool = False
    lock: RLock = field(default_factory=RLock)
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    intents: dict[str, dict[str, Any]] = field(default_factory=dict)
    refunds: dict[str, dict[str, Any]] = field(default_factory=dict)
    answers: dict[str, tuple[str, int, dict[str, Any]]] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)

    def open_session(self, wanted: dict[str, Any], base: str) -> dict[str, Any]:
        """A page on which to pay."""
        line = wanted["line_items"][0]
        amount = int(line["price_data"]["unit_amount"]) * int(line["quantity"])
        if line["price_data"]["currency"] != "vnd" or amount < LEAST:
            raise Refusal("amount_too_small", "The amount must convert to at least 50 cents.")
        ends_at = int(wanted.get("expires_at", time.time() + 86_400))
        if not 30 * 60 - 60 <= ends_at - time.time() <= 86_400 + 60:
            raise Refusal("parameter_invalid_integer", "expires_at must be between 30 minutes and 24 hours from now.")
        name = f"cs_test_{secrets.token_hex(12)}"
        session = {
            "id": name,
            "object": "checkout.session",
            "url": f"{base}/pay/{name}",
            "status": "open",
            "payment_status": "unpaid",
            "amount_total": amount,
            "currency": "vnd",
            "client_reference_id": wanted.get("client_reference_id"),
            "metadata": wanted.get("metadata", {}),
            "payment_intent": None,
            "livemode": False,
            "expires_at": ends_at,
            "success_url": wanted["success_url"],
            "cancel_url": wanted["cancel_url"],
            "title": line["price_data"]["product_data"]["name"],
            "intent_metadata": wanted.get("payment_intent_data", {}).get("metadata", {}),
        }
        self.sessions[name] = session
        return session

    def find_session(self, name: str) -> dict[str, Any]:
        """A page; one whose time is over has expired."""
        session = self._found(self.sessions, name)
        if session["status"] == "open" and session["expires_at"] <= time.time():
            session["status"] = "expired"
            self.tell("checkout.session.expired", session)
        return session

    def close_session(self, name: str) -> dict[str, Any]:
        """Nobody can pay on it any more."""
        session = self.find_session(name)
        if session["status"] != "open":
            raise Refusal("checkout_session_not_open", "Only Checkout Sessions with a status of open can be expired.")
        session["status"], session["url"] = "expired", None
        self.tell("checkout.session.expired", session)
        return session

    def charge(self, name: str, number: str, *, is_proven: bool = False) -> str:
        """Charge a card on a page: "" when it was, "authenticate" to ask the person first, else why not."""
        session = self.find_session(name)
        if session["status"] != "open":
            return "session_over"
        fate = CARDS.get(number, "incorrect_number")
        if fate == "authenticate" and not is_proven:
            return fate
        intent = self._intent_of(session)
        if fate not in ("", "authenticate"):
            return self.decline(intent, fate)
        intent["status"], intent["amount_received"] = "succeeded", intent["amount"]
        session["status"], session["payment_status"], session["url"] = "complete", "paid", None
        self.tell("payment_intent.succeeded", intent)
        self.tell("checkout.session.completed", session)
        return ""

    def refuse_person(self, name: str) -> None:
        """Whoever holds the card did not prove to be its owner."""
        self.decline(self._intent_of(self.find_session(name)), "payment_intent_authentication_failure")

    def decline(self, intent: dict[str, Any], why: str) -> str:
        """The card's bank said no."""
        error = {"code": KINDS.get(why, why), "decline_code": why if why in KINDS else None}
        intent["last_payment_error"] = error
        self.tell("payment_intent.payment_failed", intent)
        return why

    def give_back(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """A refund; never more than was paid, unless lenient."""
        intent = self._found(self.intents, wanted["payment_intent"])
        before = sum(
            one["amount"]
            for one in self.refunds.values()
            if one["payment_intent"] == intent["id"] and one["status"] not in ("failed", "canceled")
        )
        amount = int(wanted.get("amount", intent["amount_received"] - before))
        if amount < 1 or (before + amount > intent["amount_received"] and not self.lenient):
            code = "charge_already_refunded" if before == intent["amount_received"] else "amount_too_large"
            raise Refusal(code, "Refund amount is greater than unrefunded amount on charge.")
        if intent.get("disputed"):
            raise Refusal("charge_disputed", "The charge is disputed and cannot be refunded.")
        name = f"re_{secrets.token_hex(12)}"
        self.refunds[name] = refund = {
            "id": name,
            "object": "refund",
            "status": "succeeded",
            "amount": amount,
            "currency": "vnd",
            "payment_intent": intent["id"],
            "metadata": wanted.get("metadata", {}),
            "failure_reason": None,
        }
        self.tell("refund.created", refund)
        charge = {"id": f"ch_{intent['id'][3:]}", "object": "charge", "payment_intent": intent["id"]}
        self.tell("charge.refunded", {**charge, "amount": intent["amount"], "amount_refunded": before + amount})
        return refund

    def return_refund(self, name: str) -> None:
        """The card's bank sends a refund back, days after it had succeeded."""
        refund = self._found(self.refunds, name)
        refund["status"], refund["failure_reason"] = "failed", "expired_or_canceled_card"
        self.tell("refund.failed", refund)

    def dispute(self, intent_name: str) -> None:
        """The card's owner says at their bank that it was not them."""
        intent = self._found(self.intents, intent_name)
        intent["disputed"] = True
        dispute = {"id": f"dp_{secrets.token_hex(8)}", "object": "dispute", "payment_intent": intent_name}
        self.tell(
            "charge.dispute.created",
            {**dispute, "amount": intent["amount"], "reason": "fraudulent", "status": "needs_response"},
        )

    def refunds_of(self, intent: str) -> dict[str, Any]:
        """A list, newest first."""
        found = [one for one in self.refunds.values() if one["payment_intent"] == intent]
        return {"object": "list", "data": found[::-1], "has_more": False, "url": "/v1/refunds"}

    def tell(self, kind: str, about: dict[str, Any]) -> None:
        """Write down an event, as things stand now."""
        event = {
            "id": f"evt_{secrets.token_hex(12)}",
            "object": "event",
            "type": kind,
            "livemode": False,
            "created": int(time.time()),
            "data": {"object": json.loads(json.dumps(about))},
        }
        self.events.append(event)

    def _intent_of(self, session: dict[str, Any]) -> dict[str, Any]:
        if session["payment_intent"] is None:
            name = f"pi_{secrets.token_hex(12)}"
            session["payment_intent"] = name
            self.intents[name] = {
                "id": name,
                "object": "payment_intent",
                "status": "requires_payment_method",
                "amount": session["amount_total"],
                "amount_received": 0,
                "currency": "vnd",
                "metadata": session["intent_metadata"],
                "livemode": False,
            }
        return self.intents[session["payment_intent"]]

    @staticmethod
    def _found(among: dict[str, dict[str, Any]], name: str) -> dict[str, Any]:
        if name not in among:
            raise Refusal("resource_missing", f"No such object: '{name}'", 404)
        return among[name]
