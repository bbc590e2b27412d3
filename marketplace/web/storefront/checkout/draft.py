"""What was typed at checkout stays with the browser until the order is placed: in a signed cookie of these pages."""

from typing import Any, Final

from flask import Response, current_app, request
from flask_login import current_user
from itsdangerous import BadSignature

from marketplace.web.signing import Signer, signer
from marketplace.web.storefront.checkout.forms import CheckoutForm

COOKIE: Final = "draft"
PATH: Final = "/dat-hang"
FIELDS: Final = ("phone", "name", "email", "province_code", "commune_code", "street", "old_address", "note")
GIFT: Final = ("gift", "gift_asked", "hides_prices", "sender_name", "buyer_phone", "card_text", "wished_on", "box")
"""The fields of a gift, of which `box` may be there several times."""
MOST_BYTES: Final = 3_800
"""A browser throws larger cookies away, and with them the one that was there before."""


def typed_before() -> dict[str, str]:
    """The fields as they were typed by this person, or before signing in; empty when nothing was."""
    try:
        person, typed = _signer().loads(request.cookies.get(COOKIE, ""))
    except BadSignature:
        return {}
    known = (name for name in (*FIELDS, *GIFT) if name in typed)
    return {name: typed[name] for name in known} if person in (None, current_user.id) else {}


def keep(answer: Response, form: CheckoutForm) -> Response:
    """Let the browser keep what stands in the form for as long as it is open."""
    typed = {name: form[name].data for name in FIELDS if form[name].data} | _typed_of_gift()
    signed = _signer().dumps([current_user.id, typed])
    if len(signed) <= MOST_BYTES:
        answer.set_cookie(COOKIE, str(signed), path=PATH, **_flags())
    return answer


def forget(answer: Response) -> Response:
    """What was typed is ordered."""
    answer.delete_cookie(COOKIE, path=PATH, **_flags())
    return answer


def _typed_of_gift() -> dict[str, str]:
    """Kept whether it is one or not: whoever takes the tick away may set it again."""
    return {name: text for name in GIFT if (text := " ".join(request.form.getlist(name)))}


def _flags() -> dict[str, Any]:
    return {"secure": current_app.config["SESSION_COOKIE_SECURE"], "httponly": True, "samesite": "Lax"}


def _signer() -> Signer:
    return signer(current_app.config, "checkout-draft")
