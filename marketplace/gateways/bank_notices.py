"""What the services have in common that tell the shop of transfers on its account: a signed call for each of them.

The call is believed for its signature alone. Without a secret nothing is taken: fail closed.
"""

import hmac
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Final

from marketplace.banking.statements.moments import Booked, MomentUnreadable, parse_moment
from marketplace.errors import DomainError
from marketplace.text import N_, clean_line

MOST_DONG: Final = 10**13
LONGEST_ID: Final = 80
KEPT: Final = 300
"""Characters of each text that are kept of a call."""


class NoticesOff(DomainError):
    """No secret is set for this service, so nobody could be believed."""

    status: ClassVar[int] = 503
    sentence = N_("Cổng báo tiền này chưa được bật.")


class NoticeForged(DomainError):
    """The signature is missing, wrong or too old."""

    sentence = N_("Chữ ký của tin báo tiền không đúng.")


class NoticeUnreadable(DomainError):
    """Rightly signed and still not what the service sends."""

    sentence = N_("Tin báo tiền này đọc không được.")


@dataclass(frozen=True)
class BankNotice:
    """One movement that a service tells of; `amount_vnd` is negative for money that left.

    `event_id` is the service's own number of it, the same in every repetition. `is_trial` marks the calls by which a
    service tries the address: they are answered and mean nothing. `body` is what is kept of the call, without numbers
    of other people's accounts.
    """

    provider: str
    event_id: str
    account: str
    amount_vnd: int
    memo: str
    bank_ref: str
    booked: Booked
    counterparty: str = ""
    is_trial: bool = False
    body: dict[str, Any] = field(default_factory=dict)


def is_signed(expected: str, given: str) -> bool:
    """Whether the two are the same, in a time that tells nothing; what is no text of ASCII is never right."""
    return hmac.compare_digest(expected.encode(), given.strip().lower().encode())


def parse_json(body: bytes) -> dict[str, Any]:
    """The call as an object. Raises NoticeUnreadable."""
    try:
        told = json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise NoticeUnreadable() from error
    if not isinstance(told, dict):
        raise NoticeUnreadable()
    return told


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def text_of(told: dict[str, Any], name: str, longest: int = KEPT) -> str:
    """A text or a number as text; nothing for everything else."""
    value = told.get(name)
    return clean_line(str(value), longest) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def dong_of(told: dict[str, Any], name: str) -> int:
    """A whole amount, as a number or its digits. Raises NoticeUnreadable."""
    value = told.get(name)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str) and value.lstrip("-").isascii() and value.lstrip("-").isdigit() and len(value) < 15:
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > MOST_DONG:
        raise NoticeUnreadable()
    return value


def moment_of(told: dict[str, Any], name: str) -> Booked:
    """The time of booking, on Vietnam's clock unless it has an offset. Raises NoticeUnreadable."""
    try:
        return parse_moment(text_of(told, name, 40))
    except MomentUnreadable as error:
        raise NoticeUnreadable() from error


def kept(told: dict[str, Any], *names: str) -> dict[str, Any]:
    """These fields, cut to what is worth keeping."""
    return {name: text_of(told, name) for name in names if told.get(name) is not None}


def check_age(sent_at: float, now: datetime, tolerance_seconds: float) -> None:
    """Raises NoticeForged for a call that was signed too long ago, or in the future."""
    if abs(now.timestamp() - sent_at) > tolerance_seconds:
        raise NoticeForged()


def number_of(text: str) -> int:
    """A time as its digits. Raises NoticeForged."""
    if not (text.isascii() and text.isdigit() and len(text) <= 16):
        raise NoticeForged()
    return int(text)
