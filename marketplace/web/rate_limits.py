"""How often somebody may try: guessing passwords and flooding mailboxes must not pay (OWASP ASVS 5.0, 2.4.1, 6.3.1)."""

from collections.abc import Callable

from flask import Response, g, request
from flask_limiter import RequestLimit
from flask_login import current_user

from marketplace import accounts, traceability
from marketplace.accounts.phones import parse_phone
from marketplace.clock import today
from marketplace.errors import DomainError
from marketplace.extensions import limiter
from marketplace.web.networks import network_here
from marketplace.web.redirects import see_other
from marketplace.web.sign_in_places import device_known, place_known

# What counts by address counts by the network behind it (networks.py), so that IPv6 does not have tries without end.
TRIES_PER_ADDRESS = "30 per 5 minutes; 200 per day"  # whole villages share one address of their mobile network
TRIES_PER_ACCOUNT = "10 per 15 minutes"
ORDERS_PER_ADDRESS = "60 per hour"  # cash on delivery costs nothing to order, so nobody may empty the shelves with it
ORDERS_PER_PHONE = "20 per day"
CARD_PAGES_PER_ADDRESS = "120 per hour"  # each asks the provider, which would slow us down
LISTS_PER_ADDRESS = "60 per hour"  # each may cost a second of work
PHOTOS_PER_PERSON = "200 per hour"  # each costs seconds of work
TABLES_PER_PERSON = "60 per hour"  # each may cost a minute of work
MAILS_PER_ACCOUNT = "3 per 15 minutes; 5 per day"
REMINDERS_PER_MAILBOX = "10 per hour; 30 per day"


def account_in_form() -> str:
    """One key for all spellings of a phone number or address, known here or not."""
    return _key("account", request.form.get("identifier", "")[:254], _account)


def account_at_place() -> str:
    """The account as it is guessed at from a place that it knows, or from anywhere else: one shuts out no other."""
    return f"{account_in_form()}:{place_known() or 'elsewhere'}"


def sign_in_place() -> str:
    """A device that signed in to the account before counts by itself, everybody else by their network."""
    return device_known() or network_here()


def person_signed_in() -> str:
    """The person, wherever they sit."""
    return f"person:{current_user.id}"


def failed(response: Response) -> bool:
    """Only refused tries count; what works ends with a redirect."""
    return response.status_code != 303


def phone_in_form() -> str:
    """One key for all spellings of the recipient's phone number."""
    return _key("phone", request.form.get("phone", "")[:40], parse_phone)


def mailbox_in_form() -> str:
    """One key for all spellings of an e-mail address."""
    return _key("mailbox", request.form.get("email", "")[:254], accounts.parse_email)


def contact_in_form() -> str:
    """One key for all spellings of the number or address that gets a message, whatever the field is called."""
    typed = next((request.form[name] for name in ("identifier", "email", "phone") if name in request.form), "")
    return _key("contact", typed[:254], _contact)


def _key(kind: str, typed: str, read: Callable[[str], str]) -> str:
    """One key for all spellings that mean the same; what nobody can read counts as it was typed."""
    try:
        return f"{kind}:{read(typed)}"
    except DomainError:
        return f"{kind}:{typed.strip().lower()}"


def _account(typed: str) -> str:
    identifier = accounts.parse_known_identifier(typed)
    return str(identifier.email or identifier.phone)


def _contact(typed: str) -> str:
    identifier = accounts.parse_identifier(typed)
    return str(identifier.email or identifier.phone)


def stamp_in_request() -> str:
    """The stamp that was scanned (its code stands in the address) or typed, whatever its spelling."""
    arguments = request.view_args or {}
    return traceability.tidy(arguments.get("code") or request.form.get("code", ""))


def stamp_at_address() -> str:
    """One key for each stamp, address and day of Vietnam's calendar."""
    return f"stamp:{stamp_in_request()}:{network_here()}:{today()}"


def scanned_before(_limit: RequestLimit) -> Response:
    """Whoever looks or answers again is not refused: the page comes, nothing is counted."""
    return see_other("trace.show", code=stamp_in_request())


def household_at_address() -> str:
    """One key for each link that a household was sent."""
    return f"household:{(request.view_args or {}).get('token', '')}"


def refund_of_link() -> str:
    """One key for each link by which an account is named."""
    return f"refund:{(request.view_args or {}).get('token', '')}"


def succeeded(response: Response) -> bool:
    """Only what was really done counts."""
    return response.status_code == 303


def was_refused(response: Response) -> bool:
    """Only what was not to be had counts."""
    return response.status_code >= 400


def ordered_anew(_response: Response) -> bool:
    """Neither a form that is sent again and gives the same order, nor one whose basket is empty, counts."""
    return bool(g.get("is_placed", False))


def was_taken(_response: Response) -> bool:
    """Only what told that somebody has this number already."""
    return bool(g.get("is_taken", False))


def code_was_sent(_response: Response) -> bool:
    """Only what sent a message."""
    return bool(g.get("code_sent", False))


failed_tries = limiter.limit(TRIES_PER_ADDRESS, key_func=network_here, deduct_when=failed)
failed_sign_ins = limiter.limit(TRIES_PER_ADDRESS, key_func=sign_in_place, deduct_when=failed)
failed_sign_ins_at_account = limiter.limit(TRIES_PER_ACCOUNT, key_func=account_at_place, deduct_when=failed)
failed_tries_of_person = limiter.limit(TRIES_PER_ACCOUNT, key_func=person_signed_in, deduct_when=failed)
new_accounts = limiter.limit("20 per hour", key_func=network_here)
mails_to_account = limiter.limit(MAILS_PER_ACCOUNT, key_func=account_in_form)
proofs_for_contact = limiter.limit(MAILS_PER_ACCOUNT, key_func=contact_in_form, deduct_when=succeeded)
proofs_of_person = limiter.limit("10 per hour; 20 per day", key_func=person_signed_in, deduct_when=succeeded)
codes_of_person = limiter.limit("10 per hour; 20 per day", key_func=person_signed_in, deduct_when=code_was_sent)
codes_for_phone = limiter.limit(MAILS_PER_ACCOUNT, key_func=contact_in_form, deduct_when=code_was_sent)
codes_for_household = limiter.limit("5 per hour; 10 per day", key_func=household_at_address, deduct_when=code_was_sent)
mail_requests = limiter.limit(TRIES_PER_ADDRESS, key_func=network_here)
numbers_asked_for = limiter.limit("5 per hour; 20 per day", key_func=network_here, deduct_when=was_taken)
orders_sought = limiter.limit("10 per 5 minutes; 60 per day", key_func=network_here, deduct_when=failed)
orders_sought_of_phone = limiter.limit("10 per hour; 30 per day", key_func=phone_in_form, deduct_when=failed)
orders_from_address = limiter.limit(ORDERS_PER_ADDRESS, key_func=network_here, deduct_when=ordered_anew)
voucher_codes = limiter.limit("60 per hour", key_func=network_here, deduct_when=was_refused)
pickup_codes = limiter.limit("30 per hour", key_func=person_signed_in, deduct_when=was_refused)
rehearsals = limiter.limit(ORDERS_PER_ADDRESS, key_func=network_here)
tables_sent = limiter.limit(TABLES_PER_PERSON, key_func=person_signed_in)
receiver_lists = limiter.limit(LISTS_PER_ADDRESS, key_func=network_here)
photos_sent = limiter.limit(PHOTOS_PER_PERSON, key_func=person_signed_in)
card_pages = limiter.limit(CARD_PAGES_PER_ADDRESS, key_func=network_here)
orders_to_phone = limiter.limit(ORDERS_PER_PHONE, key_func=phone_in_form, deduct_when=ordered_anew)
reminders_to_mailbox = limiter.limit(REMINDERS_PER_MAILBOX, key_func=mailbox_in_form, deduct_when=succeeded)
reviews_from_address = limiter.limit("60 per hour", key_func=network_here, deduct_when=succeeded)
claims_from_address = limiter.limit("60 per hour", key_func=network_here)
votes_from_address = limiter.limit("120 per hour", key_func=network_here)
reports_from_address = limiter.limit("30 per hour", key_func=network_here)
scans_from_address = limiter.limit("600 per hour", key_func=network_here)
events_from_address = limiter.limit("1200 per hour", key_func=network_here)
scan_of_stamp = limiter.shared_limit(
    "1 per day", "scans", key_func=stamp_at_address, deduct_when=succeeded, on_breach=scanned_before
)
sighting_of_stamp = limiter.shared_limit(
    "1 per day", "sightings", key_func=stamp_at_address, deduct_when=succeeded, on_breach=scanned_before
)
questions_of_person = limiter.limit("10 per hour", key_func=person_signed_in, deduct_when=succeeded)
answers_of_person = limiter.limit("60 per hour", key_func=person_signed_in, deduct_when=succeeded)
suggestions_for_address = limiter.limit("600 per 5 minutes", key_func=network_here)
accounts_from_address = limiter.limit("30 per hour", key_func=network_here)
accounts_of_refund = limiter.limit("10 per hour; 20 per day", key_func=refund_of_link)
messages_from_address = limiter.limit("60 per hour", key_func=network_here, deduct_when=succeeded)
messages_of_person = limiter.limit("240 per hour", key_func=person_signed_in, deduct_when=succeeded)
