"""payOS (payOSHQ/payos-lib-python 1.1): one transfer that came in for each call.

`signature` is the HMAC-SHA256 of `data` as `key=value&key=value`, sorted by key, with nothing for null; of lists and
objects the JSON with sorted keys. The trial call of `POST /confirm-webhook` is signed like any other and
tells of 3,000 dong of the order 123.
"""

import hmac
import json
from hashlib import sha256
from typing import Any, Final

from marketplace.banking.statements.rows import counterparty_of
from marketplace.gateways.bank_notices import (
    LONGEST_ID,
    BankNotice,
    NoticeForged,
    NoticesOff,
    NoticeUnreadable,
    dong_of,
    is_signed,
    kept,
    moment_of,
    parse_json,
    text_of,
)

PROVIDER: Final = "payos"
DONE: Final = "00"
TRIAL: Final = (123, "VQRIO123")
KEPT: Final = ("orderCode", "amount", "description", "reference", "transactionDateTime", "currency", "paymentLinkId")


def read(body: bytes, *, secret: str) -> list[BankNotice]:
    """The transfer that a call tells of; none where it tells that one failed.

    Raises NoticesOff, NoticeForged or NoticeUnreadable. payOS signs no time of sending: that nothing counts twice is
    left to the number of the transfer.
    """
    if not secret:
        raise NoticesOff()
    told = parse_json(body)
    data, signature = told.get("data"), told.get("signature")
    if not isinstance(data, dict) or not isinstance(signature, str):
        raise NoticeForged()
    expected = hmac.new(secret.encode(), signed_text(data).encode(errors="surrogatepass"), sha256).hexdigest()
    if not is_signed(expected, signature):
        raise NoticeForged()
    is_done = told.get("code", DONE) == DONE and data.get("code", DONE) == DONE
    return [_notice(data)] if is_done else []


def signed_text(data: dict[str, Any]) -> str:
    """What payOS signs."""
    return "&".join(f"{name}={_written(data[name])}" for name in sorted(data))


def _written(value: Any) -> str:
    match value:
        case None | "undefined" | "null":
            return ""
        case bool():
            return "true" if value else "false"
        case dict() | list():
            return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return str(value)


def _notice(data: dict[str, Any]) -> BankNotice:
    event_id = f"{text_of(data, 'paymentLinkId', 40)}:{text_of(data, 'reference', 38)}"[:LONGEST_ID]
    if event_id.startswith(":") or event_id.endswith(":") or text_of(data, "currency") not in {"", "VND"}:
        raise NoticeUnreadable()
    return BankNotice(
        provider=PROVIDER,
        event_id=event_id,
        account=text_of(data, "accountNumber", 40),
        amount_vnd=dong_of(data, "amount"),
        memo=text_of(data, "description"),
        bank_ref=text_of(data, "reference", 60),
        booked=moment_of(data, "transactionDateTime"),
        counterparty=counterparty_of(
            text_of(data, "counterAccountName", 80), text_of(data, "counterAccountNumber", 40)
        ),
        is_trial=(data.get("orderCode"), data.get("description")) == TRIAL,
        body=kept(data, *KEPT),
    )
