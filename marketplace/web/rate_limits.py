"""How often somebody may try: guessing passwords and flooding mailboxes must not pay (OWASP ASVS 5.0, 2.4.1, 6.3.1)."""

from flask import Response, request
from flask_limiter import RequestLimit
from flask_limiter.util import get_remote_address
from flask_login import current_user

from marketplace import accounts, traceability
from marketplace.accounts.phones import parse_phone
from marketplace.clock import today
from marketplace.errors import DomainError
from marketplace.extensions import limiter
from marketplace.web.redirects import see_other

TRIES_PER_ADDRESS = "30 per 5 minutes; 200 per day"  # whole villages share one address of their mobile network
TRIES_PER_ACCOUNT = "10 per 15 minutes"
ORDERS_PER_ADDRESS = "60 per hour"  # cash on delivery costs nothing to order, so nobody may empty the shelves with it
ORDERS_PER_PHONE = "20 per day"
PHOTOS_PER_PERSON = "200 per hour"  # each costs seconds of work
MAILS_PER_ACCOUNT = "3 per 15 minutes; 10 per day"
REMINDERS_PER_MAILBOX = "10 per hour; 30 per day"


def account_in_form() -> str:
    """One key for all spellings of a phone number or address, known here or not."""
    typed = request.form.get("identifier", "")[:254]
    try:
        identifier = accounts.parse_identifier(typed)
    except DomainError:
        return f"account:{typed.strip().lower()}"
    return f"account:{identifier.email or identifier.phone}"


def person_signed_in() -> str:
    """The person, wherever they sit."""
    return f"person:{current_user.id}"


def failed(response: Response) -> bool:
    """Only refused tries count; what works ends with a redirect."""
    return response.status_code != 303


def phone_in_form() -> str:
    """One key for all spellings of the recipient's phone number."""
    typed = request.form.get("phone", "")[:40]
    try:
        return f"phone:{parse_phone(typed)}"
    except DomainError:
        return f"phone:{typed}"


def mailbox_in_form() -> str:
    """One key for all spellings of an e-mail address."""
    typed = request.form.get("email", "")[:254]
    try:
        return f"mailbox:{accounts.parse_email(typed)}"
    except DomainError:
        return f"mailbox:{typed}"


def stamp_in_request() -> str:
    """The stamp that was scanned (its code stands in the address) or typed, whatever its spelling."""
    arguments = request.view_args or {}
    return traceability.tidy(arguments.get("code") or request.form.get("code", ""))


def stamp_at_address() -> str:
    """One key for each stamp, address and day of Vietnam's calendar."""
    return f"stamp:{stamp_in_request()}:{get_remote_address()}:{today()}"


def scanned_before(_limit: RequestLimit) -> Response:
    """Whoever looks again is not refused: the page comes, the scan is not counted."""
    return see_other("trace.show", code=stamp_in_request())


def succeeded(response: Response) -> bool:
    """Only what was really ordered counts."""
    return response.status_code == 303


failed_tries = limiter.limit(TRIES_PER_ADDRESS, key_func=get_remote_address, deduct_when=failed)
failed_tries_at_account = limiter.limit(TRIES_PER_ACCOUNT, key_func=account_in_form, deduct_when=failed)
failed_tries_of_person = limiter.limit(TRIES_PER_ACCOUNT, key_func=person_signed_in, deduct_when=failed)
new_accounts = limiter.limit("20 per hour", key_func=get_remote_address)
mails_to_account = limiter.limit(MAILS_PER_ACCOUNT, key_func=account_in_form)
mail_requests = limiter.limit(TRIES_PER_ADDRESS, key_func=get_remote_address)
orders_from_address = limiter.limit(ORDERS_PER_ADDRESS, key_func=get_remote_address, deduct_when=succeeded)
photos_sent = limiter.limit(PHOTOS_PER_PERSON, key_func=person_signed_in)
orders_to_phone = limiter.limit(ORDERS_PER_PHONE, key_func=phone_in_form, deduct_when=succeeded)
reminders_to_mailbox = limiter.limit(REMINDERS_PER_MAILBOX, key_func=mailbox_in_form, deduct_when=succeeded)
reviews_from_address = limiter.limit("60 per hour", key_func=get_remote_address, deduct_when=succeeded)
votes_from_address = limiter.limit("120 per hour", key_func=get_remote_address)
reports_from_address = limiter.limit("30 per hour", key_func=get_remote_address)
scans_from_address = limiter.limit("600 per hour", key_func=get_remote_address)
scan_of_stamp = limiter.shared_limit(
    "1 per day", "scans", key_func=stamp_at_address, deduct_when=succeeded, on_breach=scanned_before
)
questions_of_person = limiter.limit("10 per hour", key_func=person_signed_in, deduct_when=succeeded)
answers_of_person = limiter.limit("60 per hour", key_func=person_signed_in, deduct_when=succeeded)
suggestions_for_address = limiter.limit("600 per 5 minutes", key_func=get_remote_address)
