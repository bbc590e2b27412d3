"""Showing that the telephone of an application is at hand: by the code that is sent to it.

The number of a shop is not what somebody signs in by, so no account changes by it.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import update

from marketplace.accounts.tokens import digest
from marketplace.clock import now
from marketplace.database import announce, db
from marketplace.sellers.application_models import SellerApplication
from marketplace.sellers.applications import answer_phone
from marketplace.sellers.errors import CodeEnded, CodeWrong

VALID: Final = timedelta(minutes=15)
MOST_TRIES: Final = 5


@dataclass(frozen=True)
class ShopPhoneAsked:
    """A code is to be sent to this number."""

    phone: str
    code: str
    locale: str | None


def ask_code(application: SellerApplication, phone: str, *, locale: str | None) -> None:
    """Send a code to the number, which counts from when the code is typed. An earlier code counts no more."""
    code = f"{secrets.randbelow(1_000_000):06d}"
    application.phone, application.phone_confirmed_at = None, None
    application.answers = {**application.answers, "asked_phone": phone}
    application.phone_code_digest = _digest(application, code)
    application.phone_code_ends_at, application.phone_code_tries = now() + VALID, 0
    db.session.flush()
    announce(ShopPhoneAsked(phone, code, locale))


def count_try(application_id: int) -> None:
    """Count a code before it is compared, in a transaction of its own. Raises CodeEnded once there were enough."""
    counted = update(SellerApplication).where(
        SellerApplication.id == application_id,
        SellerApplication.phone_code_digest.is_not(None),
        SellerApplication.phone_code_ends_at > now(),
        SellerApplication.phone_code_tries < MOST_TRIES,
    )
    tried = counted.values(phone_code_tries=SellerApplication.phone_code_tries + 1)
    if db.session.scalar(tried.returning(SellerApplication.id)) is None:
        raise CodeEnded()


def confirm(application: SellerApplication, code: str) -> None:
    """Take the number as the shop's; call `count_try` first. Raises CodeWrong or CodeEnded."""
    ends_at = application.phone_code_ends_at
    if application.phone_code_digest is None or ends_at is None or ends_at <= now():
        raise CodeEnded()
    if not secrets.compare_digest(application.phone_code_digest, _digest(application, code)):
        raise CodeWrong()
    answer_phone(application, application.said("asked_phone"), is_confirmed=True)


def _digest(application: SellerApplication, code: str) -> str:
    digits = "".join(char for char in code if char.isdecimal())
    return digest(f"{application.ref} {application.said('asked_phone')} {digits}")
