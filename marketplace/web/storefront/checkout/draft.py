"""What was typed at checkout stays with the browser until the order is placed: in a signed cookie of these pages."""

from typing import Any, Final

from flask import Response, current_app, request
from flask_login import current_user
from itsdangerous import BadSignature

from marketplace.web.signing import Signer, signer
from marketplace.web.storefront.checkout import gift
from marketplace.web.storefront.checkout.forms import CheckoutForm

COOKIE: Final = "draft"
PATH: Final = "/dat-hang"
FIELDS: Final = ("phone", "name", "email", "province_code", "commune_code", "street", "old_address", "note")
MOST_BYTES: Final = 3_800
"""A browser throws larger cookies away, and with them the one that was there before."""


def typed_before() -> dict[str, str]:
    """The fields as they were typed by this person, or before signing in; empty when nothing was."""
    try:
        person, typed = _signer().loads(request.cookies.get(COOKIE, ""))
    except BadSignature:
        return {}
    known = (name for name in (*FIELDS, *gift.TYPED) if name in typed)
    return {name: typed[name] for name in known} if person in (None, current_user.id) else {}


def keep(answer: Response, form: CheckoutForm) -> Response:
    """Let the browser keep what stands in the form for as long as it is open."""
    typed = {name: form[name].data for name in FIELDS if form[name].data} | gift.typed()
    signed = _signer().dumps([current_user.id, typed])
    if len(signed) <= MOST_BYTES:
        answer.set_cookie(COOKIE, str(signed), path=PATH, **_flags())
    return answer


def forget(answer: Response) -> Response:
    """What was typed is ordered."""
    answer.delete_cookie(COOKIE, path=PATH, **_flags())
    return answer


def _flags() -> dict[str, Any]:
    return {"secure": current_app.config["SESSION_COOKIE_SECURE"], "httponly": True, "samesite": "Lax"}


def _signer() -> Signer:
    return signer(current_app.config, "checkout-draft")
