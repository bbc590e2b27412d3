"""Viettel Post (its document of API connection, and partner2.viettelpost.vn read 2026-10): free-text addresses.

Errors come inside a 200. Only those that its document lists as faults of what was asked are a no; any other, such as
"System error", leaves open whether the parcel was made. It has no call that finds a parcel by our reference or tells
how it stands with one: the document itself says to lock the order and to wait for the notice, which names our
reference. A notice is proved by a shared secret, in its body as TOKEN and in the header Authorization.
"""

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from threading import Lock
from typing import Any, Final
from urllib.parse import quote as quoted

from cachetools import TTLCache
from flask import current_app

from marketplace.clock import now
from marketplace.gateways.carriers.calling import Answer, call
from marketplace.gateways.carriers.parts import (
    Booking,
    Carrier,
    Consignment,
    Label,
    News,
    NoAnswer,
    NoLookup,
    NoticeUnreadable,
    NotSent,
    Quote,
    Refused,
)
from marketplace.gateways.carriers.reading import (
    check_secret,
    clipped,
    dong_of,
    fields_of,
    kept,
    key_of,
    moment_of,
    part_of,
    text_of,
)

LONGEST_BYTES: Final = 150
"""Of every text: bytes of UTF-8, of which a Vietnamese letter takes up to three."""
CANCEL: Final = 4
NOTHING_TO_TAKE, GOODS_TO_TAKE = 1, 3
TOKEN_WRONG: Final = re.compile(r"token (is required|invalid)", re.IGNORECASE)
FAULTS_OF_OURS: Final = re.compile(
    r"price does not apply|incorrect data|^invalid |blocking create order|groupaddress is invalid|order does not exist"
    r"|order status already exists",
    re.IGNORECASE,
)
"""What its document lists as faults of what was asked; after these nothing was made."""
PRINTED_FOR: Final = timedelta(hours=1)
KEPT: Final = (
    "ORDER_NUMBER",
    "ORDER_REFERENCE",
    "ORDER_STATUS",
    "STATUS_NAME",
    "ORDER_STATUSDATE",
    "NOTE",
    "REASON_CODE",
    "MONEY_COLLECTION",
    "MONEY_TOTAL",
)
_tokens: TTLCache[tuple[str, str], str] = TTLCache(maxsize=4, ttl=3_600)
_lock: Final = Lock()


def is_on() -> bool:
    """Whether parcels can be handed to it."""
    return bool(current_app.config["VIETTEL_POST_USERNAME"])


def quote(parcel: Consignment) -> Quote:
    """The cheapest of its services. Raises NotSent, NoAnswer or Refused."""
    answer = _call("/v2/order/getPriceAllNlp", _priced(parcel))
    offers = [each for each in _services(answer) if dong_of(each, "GIA_CUOC") is not None]
    if not offers:
        raise Refused("no_service")
    cheapest = min(offers, key=lambda each: dong_of(each, "GIA_CUOC") or 0)
    return Quote(dong_of(cheapest, "GIA_CUOC") or 0, text_of(cheapest, "MA_DV_CHINH", 20))


def book(parcel: Consignment) -> Booking:
    """Have it collected and delivered, by the cheapest service. Raises NotSent, NoAnswer or Refused."""
    try:
        service = quote(parcel).service
    except NoAnswer as error:  # only a price was asked for
        raise NotSent(str(error)) from error
    data = part_of(_yes(_call("/v2/order/createOrderNlp", _order(parcel, service))), "data")
    tracking = text_of(data, "ORDER_NUMBER", 60)
    if not tracking:
        raise NoAnswer("no ORDER_NUMBER in it")
    return Booking(tracking, dong_of(data, "MONEY_TOTAL"))


def find(_code: str) -> Booking | None:
    """It has no such call. Raises NoLookup."""
    raise NoLookup()


def track(_tracking: str) -> News:
    """It has no such call. Raises NoLookup."""
    raise NoLookup()


def cancel(tracking: str) -> None:
    """Call it off before it is collected. Raises NotSent, NoAnswer or Refused."""
    _yes(_call("/v2/order/UpdateOrder", {"TYPE": CANCEL, "ORDER_NUMBER": tracking, "NOTE": "Nơi bán hủy"}))


def label(tracking: str) -> Label:
    """The address of its page for printing, for an hour. Raises NotSent, NoAnswer or Refused."""
    until = int((now() + PRINTED_FOR).timestamp() * 1_000)
    asked = {"EXPIRY_TIME": until, "ORDER_ARRAY": [tracking]}
    code = text_of(_yes(_call("/v2/order/printing-code", asked)), "message", 500)
    if not code:
        raise NoAnswer("no code for printing")
    page = f"{current_app.config['VIETTEL_POST_LABEL_URL']}/DigitalizePrint/report.do"
    return Label(url=f"{page}?type=2&bill={quoted(code, safe='')}&showPostage=0")


def read(body: bytes, kind: str, _secret: str, headers: Mapping[str, str]) -> News:
    """What a notice says. Raises NoticesOff, NoticeForged or NoticeUnreadable."""
    said = fields_of(body, kind)
    given = text_of(said, "TOKEN"), headers.get("authorization", "")
    check_secret(current_app.config["VIETTEL_POST_WEBHOOK_SECRET"], *given)
    told = said.get("DATA")
    if not isinstance(told, dict):
        raise NoticeUnreadable()
    tracking, status = text_of(told, "ORDER_NUMBER", 60), text_of(told, "ORDER_STATUS", 10)
    at = text_of(told, "ORDER_STATUSDATE", 40)
    return News(
        carrier=Carrier.VIETTEL_POST,
        key=key_of("viettel_post", tracking, status, at),
        tracking=tracking,
        code=text_of(told, "ORDER_REFERENCE", 50),
        status=status,
        at=moment_of(at, "%d/%m/%Y %H:%M:%S"),
        words=text_of(told, "STATUS_NAME"),
        reason=text_of(told, "NOTE") or text_of(told, "REASON_CODE", 10),
        reason_number=text_of(told, "REASON_CODE", 10),
        fee_vnd=dong_of(told, "MONEY_TOTAL"),
        body=kept(told, *KEPT),
    )


def _priced(parcel: Consignment) -> dict[str, Any]:
    length, width, height = parcel.sides_cm
    return {
        "SENDER_ADDRESS": _address(parcel.sender.line),
        "RECEIVER_ADDRESS": _address(parcel.receiver.line),
        "PRODUCT_TYPE": "HH",
        "PRODUCT_WEIGHT": parcel.grams,
        "PRODUCT_PRICE": parcel.goods_vnd,
        "MONEY_COLLECTION": parcel.cod_vnd,
        "PRODUCT_LENGTH": length,
        "PRODUCT_WIDTH": width,
        "PRODUCT_HEIGHT": height,
        "TYPE": 1,
    }


def _order(parcel: Consignment, service: str) -> dict[str, Any]:
    priced = {name: value for name, value in _priced(parcel).items() if name != "TYPE"}
    return priced | {
        "ORDER_NUMBER": parcel.code,
        "SENDER_FULLNAME": clipped(parcel.sender.name, LONGEST_BYTES),
        "SENDER_PHONE": parcel.sender.phone,
        "RECEIVER_FULLNAME": clipped(parcel.receiver.name, LONGEST_BYTES),
        "RECEIVER_PHONE": parcel.receiver.phone,
        "PRODUCT_NAME": clipped("; ".join(item.name for item in parcel.items), LONGEST_BYTES),
        "PRODUCT_QUANTITY": sum(item.quantity for item in parcel.items),
        "ORDER_PAYMENT": GOODS_TO_TAKE if parcel.cod_vnd else NOTHING_TO_TAKE,
        "ORDER_SERVICE": service,
        "ORDER_SERVICE_ADD": "",
        "ORDER_NOTE": clipped(parcel.note, LONGEST_BYTES),
        "CHECK_UNIQUE": True,
        "LIST_ITEM": [
            {
                "PRODUCT_NAME": clipped(item.name, LONGEST_BYTES),
                "PRODUCT_QUANTITY": item.quantity,
                "PRODUCT_PRICE": item.price_vnd,
                "PRODUCT_WEIGHT": item.grams,
            }
            for item in parcel.items
        ],
    }


def _address(line: str) -> str:
    """The end of an address is what it is found by, so the beginning is cut where it is too long."""
    while len(line.encode()) > LONGEST_BYTES and ", " in line:
        line = line.partition(", ")[2]
    return clipped(line, LONGEST_BYTES)


def _call(path: str, body: object) -> Answer:
    """An answer to a call with a token; after a refused token once more with a new one: nothing was done."""
    answer = _with_token(path, body)
    if TOKEN_WRONG.search(text_of(_said(answer), "message")):
        with _lock:
            _tokens.clear()
        answer = _with_token(path, body)
        if TOKEN_WRONG.search(text_of(_said(answer), "message")):
            raise NotSent("the token is refused")
    return answer


def _with_token(path: str, body: object) -> Answer:
    return call("POST", f"{current_app.config['VIETTEL_POST_API_URL']}{path}", {"Token": _token()}, body)


def _token() -> str:
    settings = current_app.config
    account = settings["VIETTEL_POST_API_URL"], settings["VIETTEL_POST_USERNAME"]
    with _lock:
        known = _tokens.get(account)
    if known:
        return known
    token = _signed_in(settings)
    with _lock:
        _tokens[account] = token
    return token


def _signed_in(settings: Mapping[str, Any]) -> str:
    """The long token, for which the short one is needed. Raises NotSent: nothing else was asked for yet."""
    who = {"USERNAME": settings["VIETTEL_POST_USERNAME"], "PASSWORD": settings["VIETTEL_POST_PASSWORD"]}
    token = ""
    try:
        for path in ("/v2/user/Login", "/v2/user/ownerconnect"):
            headers = {"Token": token} if token else {}
            said = _yes(call("POST", f"{settings['VIETTEL_POST_API_URL']}{path}", headers, who))
            token = text_of(part_of(said, "data"), "token", 2_000)
    except (NoAnswer, Refused) as error:
        raise NotSent(f"no token: {error}") from error
    if not token:
        raise NotSent("no token")
    return token


def _said(answer: Answer) -> dict[str, Any]:
    """The object, or nothing where a list came: prices do."""
    return {} if answer.content.lstrip()[:1] == b"[" else answer.said


def _yes(answer: Answer) -> dict[str, Any]:
    said = answer.said
    if answer.status == 200 and said.get("error") is False and said.get("status") == 200:
        return said
    words = text_of(said, "message")
    if FAULTS_OF_OURS.search(words) or TOKEN_WRONG.search(words):
        raise Refused(text_of(said, "status", 10), words)
    raise NoAnswer(f"{text_of(said, 'status', 10)} {words}")


def _services(answer: Answer) -> list[dict[str, Any]]:
    """A list, or an object with the list in it; the document shows the one, its callers report the other."""
    said = _said(answer)
    if not said:
        said = {"RESULT": _listed(answer)}
    elif "RESULT" not in said:
        _yes(answer)
    found = said.get("RESULT")
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _listed(answer: Answer) -> Any:
    try:
        return json.loads(answer.content)
    except ValueError as error:
        raise NoAnswer("no JSON") from error
