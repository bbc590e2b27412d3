"""Casso, webhook V2 (CassoHQ/casso-webhook-v2-verify-signature): one transaction, or in V1 a list of them.

`X-Casso-Signature: t=<ms>,v1=<hex>`: the HMAC-SHA512 of the time, a point and the body *written anew* with its keys
sorted. Casso's own samples write it in three ways, which differ in the letters beyond ASCII and in the slash; which of
them signs is told nowhere, so each is right. How often and when a call is sent again is not told either: the time
in the signature may be that of the first try, so a day is allowed, and that nothing counts twice is left to its number.
"""

import hmac
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha512
from typing import Any, Final

from marketplace.banking.statements.rows import counterparty_of
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

PROVIDER: Final = "casso"
TOLERANCE_SECONDS: Final = 24 * 3_600
MOST_AT_ONCE: Final = 100
KEPT: Final = ("id", "reference", "description", "amount", "transactionDateTime", "bankAbbreviation", "tid", "when")


def read(body: bytes, headers: Mapping[str, str], *, secret: str, now: datetime) -> list[BankNotice]:
    """The transactions that a call tells of; `headers` by their names in small letters.

    Raises NoticesOff, NoticeForged or NoticeUnreadable.

    The call by which the dashboard tries the address bears the number 0 and no valid signature: it is a trial.
    """
    if not secret:
        raise NoticesOff()
    told = parse_json(body)
    transactions = _transactions(told)
    if not _is_signed(told, headers.get("x-casso-signature", ""), secret, now):
        if not _is_trial(transactions):
            raise NoticeForged()
        return []
    return [_notice(transaction) for transaction in transactions if text_of(transaction, "id") != "0"]


def _transactions(told: dict[str, Any]) -> list[dict[str, Any]]:
    data = told.get("data")
    found: list[Any] = data if isinstance(data, list) else [data]
    if not 0 < len(found) <= MOST_AT_ONCE or not all(isinstance(each, dict) for each in found):
        raise NoticeUnreadable()
    return found


def _is_trial(transactions: list[dict[str, Any]]) -> bool:
    return all(transaction.get("id") in (0, "0") for transaction in transactions)


def _is_signed(told: dict[str, Any], header: str, secret: str, now: datetime) -> bool:
    parts = dict(part.strip().partition("=")[::2] for part in header.split(","))
    try:
        check_age(number_of(parts.get("t", "")) / 1_000, now, TOLERANCE_SECONDS)
    except NoticeForged:
        return False
    return any(is_signed(expected, parts.get("v1", "")) for expected in _signatures(told, parts["t"], secret))


def _signatures(told: dict[str, Any], at: str, secret: str) -> Iterator[str]:
    """As JavaScript writes it, as Python does, and as PHP does."""
    plain = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    ascii_only = json.dumps(told, sort_keys=True, separators=(",", ":"))
    for written in (plain, ascii_only, ascii_only.replace("/", "\\/")):
        message = f"{at}.{written}".encode(errors="surrogatepass")
        yield hmac.new(secret.encode(), message, sha512).hexdigest()


def _notice(told: dict[str, Any]) -> BankNotice:
    event_id = text_of(told, "id", LONGEST_ID)
    if not event_id:
        raise NoticeUnreadable()
    return BankNotice(
        provider=PROVIDER,
        event_id=event_id,
        account=text_of(told, "accountNumber", 40),
        amount_vnd=dong_of(told, "amount"),
        memo=text_of(told, "description"),
        bank_ref=text_of(told, "reference", 60) or text_of(told, "tid", 60),
        booked=moment_of(told, "transactionDateTime" if "transactionDateTime" in told else "when"),
        counterparty=counterparty_of(
            text_of(told, "counterAccountName", 80), text_of(told, "counterAccountNumber", 40)
        ),
        body=kept(told, *KEPT),
    )
