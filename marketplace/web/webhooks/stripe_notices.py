"""Notices of the card provider, signed over their raw bytes. What is told twice changes nothing."""

import logging

from flask import Blueprint, request
from werkzeug.exceptions import RequestEntityTooLarge

from marketplace import payments
from marketplace.database import transaction
from marketplace.extensions import csrf
from marketplace.gateways import stripe_cards
from marketplace.web.permissions import public

log = logging.getLogger(__name__)
blueprint = Blueprint("stripe_notices", __name__, url_prefix="/webhooks")

MOST_BYTES = 512 * 1024
"""The largest notices have some tens of kilobytes."""


@blueprint.post("/stripe")
@public
@csrf.exempt  # type: ignore[untyped-decorator]  # signed instead
def take() -> tuple[str, int]:
    """2xx once it is written down for good; anything else is sent again, for days."""
    request.max_content_length = MOST_BYTES
    try:
        notice = stripe_cards.read_notice(request.get_data(cache=False), request.headers.get("Stripe-Signature", ""))
    except RequestEntityTooLarge:
        return "", 413
    except stripe_cards.Unconfigured:
        log.error("a card notice came, and STRIPE_WEBHOOK_SECRET is not set")
        return "", 503
    except stripe_cards.Forged as error:
        log.warning("a card notice was refused: %s", error)
        return "", 400
    with transaction():
        payments.take_notice(notice)
    return "", 200
