"""SePay: one transaction for each call (developer.sepay.vn, webhooks).

Two of its ways to sign are taken. With a secret: `X-SePay-Signature: sha256=…`, the HMAC-SHA256 of the time in
`X-SePay-Timestamp`, a point and the raw body. With a key: `Authorization: Apikey …`. A call that is not answered with
2xx within 30 seconds is sent again up to eight times within 33 minutes.
"""

import hmac
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Final

from marketplace.gateways.bank_notices import (
    LONGEST_ID,
    BankNotice,
    NoticeForged,
    NoticesOff,
    NoticeUnreadable,
    check_age,
    dong_of,
    is_signed,
    kept,
    moment_of,
    number_of,
    parse_json,
    text_of,
)

PROVIDER: Final = "sepay"
TOLERANCE_SECONDS: Final = 300
"""How old a signed call may be, by SePay's documentation."""
KEPT: Final = ("id", "gateway", "transactionDate", "code", "content", "transferType", "transferAmount", "referenceCode")


def read(body: bytes, headers: Mapping[str, str], *, secret: str, key: str, now: datetime) -> list[BankNotice]:
    """The transaction that a call tells of; `headers` by their names in small letters.

    Raises NoticesOff, NoticeForged or NoticeUnreadable.
    """
    if not (secret or key):
        raise NoticesOff()
    if secret:
        _check_signature(body, headers, secret, now)
    elif not hmac.compare_digest(f"Apikey {key}".encode(), headers.get("authorization", "").encode()):
        raise NoticeForged()
    told = parse_json(body)
    event_id, way = text_of(told, "id", LONGEST_ID), told.get("transferType")
    if not event_id or way not in {"in", "out"}:
        raise NoticeUnreadable()
    amount_vnd = abs(dong_of(told, "transferAmount"))
    return [
        BankNotice(
            provider=PROVIDER,
            event_id=event_id,
            account=text_of(told, "accountNumber", 40),
            amount_vnd=amount_vnd if way == "in" else -amount_vnd,
            memo=text_of(told, "content"),
            bank_ref=text_of(told, "referenceCode", 60),
            booked=moment_of(told, "transactionDate"),
            body=kept(told, *KEPT),
        )
    ]


def _check_signature(body: bytes, headers: Mapping[str, str], secret: str, now: datetime) -> None:
    """Over the bytes that came: what was written anew by somebody in between is not what SePay signed."""
    at = headers.get("x-sepay-timestamp", "")
    check_age(number_of(at), now, TOLERANCE_SECONDS)
    expected = hmac.new(secret.encode(), f"{at}.".encode() + body, sha256).hexdigest()
    if not is_signed(f"sha256={expected}", headers.get("x-sepay-signature", "")):
        raise NoticeForged()
