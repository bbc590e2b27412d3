"""What people sign in by: one field takes a phone number or an e-mail address."""

from dataclasses import dataclass
from unicodedata import normalize

from email_validator import EmailNotValidError, validate_email

from marketplace.accounts.errors import IdentifierUnreadable, MailNeverArrives
from marketplace.accounts.phones import parse_phone
from marketplace.text import clean_line, unaccented


@dataclass(frozen=True)
class Identifier:
    """An e-mail address or a phone number (E.164), in the form in which it is stored; exactly one is set."""

    email: str | None = None
    phone: str | None = None


def parse_identifier(text: str) -> Identifier:
    """Read what was typed. Raises IdentifierUnreadable, or what `parse_phone` raises, with a sentence that helps."""
    if any(char == "@" or char.isalpha() for char in text):
        return Identifier(email=parse_email(text))
    return Identifier(phone=parse_phone(text))


def parse_known_identifier(text: str) -> Identifier:
    """Read what somebody signs in by who may have an account already: earlier versions took addresses with accents.

    Raises what `parse_identifier` raises, but MailNeverArrives.
    """
    try:
        return parse_identifier(text)
    except MailNeverArrives:
        return Identifier(email=_valid(clean_line(text, 254)))


def parse_email(text: str) -> str:
    """The address in lower case: no mail provider in use tells apart what differs only there.

    Letters of double width and their like are plain ones (NFKC). Raises IdentifierUnreadable, and MailNeverArrives for
    letters outside ASCII before the @, which next to no mailbox has. Whether mail arrives there, only a mail can tell.
    """
    typed = normalize("NFKC", clean_line(text, 254))
    name, at, domain = typed.rpartition("@")
    if at and not name.isascii():
        raise MailNeverArrives(plain=f"{unaccented(name)}@{domain}".lower())
    return _valid(typed)


def _valid(typed: str) -> str:
    try:
        return validate_email(typed, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError as error:
        raise IdentifierUnreadable() from error
