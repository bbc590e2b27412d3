"""What Zalo tells of messages: that a telephone has one, that somebody has read it.

A call is JSON with `event_name`, `timestamp` (milliseconds), `app_id` and `message` with `msg_id`, `tracking_id` and
`delivery_time`, or `msg_ids`. It is signed: `X-ZEvent-Signature: mac=...`, the SHA-256 of app id, raw body, timestamp
and the OA secret key, one after the other; as public integrations have it in 2026, Zalo's own page was not at hand.
Whatever is not answered with 200 is sent again within the hour. What a person writes to the account comes the same way
and is not read here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

from marketplace.gateways.bank_notices import (
    NoticeForged,
    NoticesOff,
    NoticeUnreadable,
    is_signed,
    number_of,
    parse_json,
    text_of,
)

RECEIVED: Final = "user_received_message"
SEEN: Final = "user_seen_message"
LONGEST: Final = 60
MOST_NUMBERS: Final = 100


@dataclass(frozen=True)
class Told:
    """One event, and which messages it is about: by our `key`, or by Zalo's `numbers`."""

    event: str
    at: datetime
    key: str
    numbers: tuple[str, ...]


def read(body: bytes, headers: Mapping[str, str], *, app_id: str, secret: str) -> Told:
    """What a call tells; `headers` by their names in small letters.

    Raises NoticesOff, NoticeForged or NoticeUnreadable.
    """
    if not (app_id and secret):
        raise NoticesOff()
    told = parse_json(body)
    stamp = text_of(told, "timestamp", 20)
    signed = sha256(app_id.encode() + body + stamp.encode() + secret.encode()).hexdigest()
    given = headers.get("x-zevent-signature", "").strip().lower()
    if not stamp or not is_signed(signed, given.removeprefix("mac=")):
        raise NoticeForged()
    event, message = text_of(told, "event_name", LONGEST), told.get("message")
    if not event:
        raise NoticeUnreadable()
    about = message if isinstance(message, dict) else {}
    at = _moment(text_of(about, "delivery_time", 20) or stamp)
    return Told(event, at, text_of(about, "tracking_id", 40), _numbers(about))


def _numbers(message: Mapping[str, Any]) -> tuple[str, ...]:
    listed = message.get("msg_ids")
    found = [message.get("msg_id"), *(listed[:MOST_NUMBERS] if isinstance(listed, list) else [])]
    return tuple(text for each in found if (text := text_of({"id": each}, "id", LONGEST)))


def _moment(stamp: str) -> datetime:
    """Zalo counts milliseconds. Raises NoticeUnreadable."""
    try:
        return datetime.fromtimestamp(number_of(stamp) / 1000, UTC)
    except (NoticeForged, ValueError, OverflowError, OSError) as error:
        raise NoticeUnreadable() from error
