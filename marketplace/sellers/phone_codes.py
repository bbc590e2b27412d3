"""Showing that the telephone of an application is at hand: by the code that is sent to it, as accounts have them.

The number of a shop is not what somebody signs in by, so no account changes by it.
"""

from typing import Final

from marketplace.accounts import proofs
from marketplace.accounts.errors import LinkEnded
from marketplace.sellers.application_models import SellerApplication
from marketplace.sellers.applications import answer_phone
from marketplace.sellers.errors import CodeEnded

PROOF: Final = "phone_proof"


def ask_code(application: SellerApplication, phone: str, *, locale: str | None) -> None:
    """Send a code to the number, which counts from when the code is typed. An earlier code counts no more."""
    application.phone, application.phone_confirmed_at = None, None
    token = proofs.ask_for_shop(phone, locale=locale)
    application.answers = {**application.answers, "asked_phone": phone, PROOF: token}


def count_try(application: SellerApplication, proof: str = PROOF) -> None:
    """Count a code before it is compared, in a transaction of its own. Raises CodeEnded once there were enough."""
    try:
        proofs.count_try(application.said(proof))
    except LinkEnded as error:
        raise CodeEnded() from error


def confirm(application: SellerApplication, code: str, proof: str = PROOF) -> None:
    """Take the number as the shop's; call `count_try` first. Raises WrongCode or CodeEnded."""
    try:
        phone = proofs.show_shop_phone(application.said(proof), code)
    except LinkEnded as error:
        raise CodeEnded() from error
    answer_phone(application, phone, is_confirmed=True)
