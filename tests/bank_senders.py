"""SePay, Casso and payOS as they call the shop: each signs in its own way, and sends again what was not taken."""

import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256, sha512
from time import time
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

SEPAY_SECRET, CASSO_SECRET, PAYOS_SECRET = "sepay-" + "a" * 20, "casso-" + "b" * 20, "payos-" + "c" * 20
ACCOUNT = "0011001932418"
SETTINGS = {
    "SEPAY_SECRET": SEPAY_SECRET,
    "SEPAY_API_KEY": "",
    "CASSO_SECRET": CASSO_SECRET,
    "PAYOS_SECRET": PAYOS_SECRET,
    "BANK_ACCOUNT": ACCOUNT,
}
TRIES = 8
"""How often SePay sends a call that is not answered with 2xx."""


@dataclass(frozen=True)
class Call:
    """A call as it goes over the wire."""

    path: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


def sepay(number: int, amount_vnd: int, memo: str, *, secret: str = SEPAY_SECRET, **more: Any) -> Call:
    """One transaction; the time of signing is `at`, in seconds."""
    at = str(int(more.pop("at", time())))
    told = {
        "id": number,
        "gateway": "Vietcombank",
        "transactionDate": "2026-11-25 21:30:00",
        "accountNumber": ACCOUNT,
        "subAccount": None,
        "code": None,
        "content": memo,
        "transferType": "in",
        "transferAmount": amount_vnd,
        "accumulated": 19_077_000,
        "referenceCode": f"MBVCB.{number}",
        "description": "",
    } | more
    body = json.dumps(told).encode()
    signature = hmac.new(secret.encode(), f"{at}.".encode() + body, sha256).hexdigest()
    return Call("/webhooks/sepay", body, {"X-SePay-Signature": f"sha256={signature}", "X-SePay-Timestamp": at})


def as_javascript(told: Any) -> str:
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def as_python(told: Any) -> str:
    return json.dumps(told, sort_keys=True, separators=(",", ":"))


def as_php(told: Any) -> str:
    return as_python(told).replace("/", "\\/")


def casso(
    number: int,
    amount_vnd: int,
    memo: str,
    *,
    secret: str = CASSO_SECRET,
    written: Callable[[Any], str] = as_javascript,
    **more: Any,
) -> Call:
    """One transaction of V2, signed over what `written` makes of it and sent in another order."""
    at = str(int(more.pop("at", time()) * 1_000))
    data = {
        "id": number,
        "reference": f"BANK{number}",
        "description": memo,
        "amount": amount_vnd,
        "runningBalance": 25_000_000,
        "transactionDateTime": "2026-11-25 21:30:00",
        "accountNumber": ACCOUNT,
        "bankName": "VPBank",
        "bankAbbreviation": "VPB",
        "counterAccountName": "NGUYEN MAU KHANH",
        "counterAccountNumber": "19012345671234",
    } | more
    told = {"error": 0, "data": data}
    signature = hmac.new(secret.encode(), f"{at}.{written(told)}".encode(), sha512).hexdigest()
    return Call("/webhooks/casso", json.dumps(told).encode(), {"X-Casso-Signature": f"t={at},v1={signature}"})


def payos(number: int, amount_vnd: int, memo: str, *, secret: str = PAYOS_SECRET, **more: Any) -> Call:
    """One transfer."""
    data = {
        "orderCode": number,
        "amount": amount_vnd,
        "description": memo,
        "accountNumber": ACCOUNT,
        "reference": f"TF{number}",
        "transactionDateTime": "2026-11-25 21:30:00",
        "currency": "VND",
        "paymentLinkId": f"link{number}",
        "code": "00",
        "desc": "Thành công",
        "counterAccountName": None,
        "virtualAccountNumber": "",
    } | more
    text = "&".join(f"{name}={'' if data[name] is None else data[name]}" for name in sorted(data))
    signature = hmac.new(secret.encode(), text.encode(), sha256).hexdigest()
    told = {"code": "00", "desc": "success", "success": True, "data": data, "signature": signature}
    return Call("/webhooks/payos", json.dumps(told).encode())


def deliver(base_url: str, call: Call, *, tries: int = TRIES) -> list[int]:
    """Send a call as its service does, again until it is taken, without the waits between; gives all answers."""
    answers: list[int] = []
    while len(answers) < tries and not (answers and 200 <= answers[-1] < 300):
        answers.append(_send(base_url, call))
    return answers


def _send(base_url: str, call: Call) -> int:
    headers = {"Content-Type": "application/json", **call.headers}
    try:
        with urlopen(Request(base_url + call.path, call.body, headers, method="POST"), timeout=30) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code
