"""GHTK (specification and integration notes of 2026-09): names instead of numbers, and the same parcel only once.

Our reference is the order's `id`: a second one with the same is answered with ORDER_ID_EXIST and the label of the
first. What proves a notice is the `hash` that we put into its address. District is a level that ended on 1 July 2025;
whether GHTK still insists on it is not established, so the name of the ward stands there, too.
"""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote as quoted
from urllib.parse import urlencode

from flask import current_app

from marketplace.gateways.carriers.calling import Answer, call
from marketplace.gateways.carriers.parts import Booking, Carrier, Consignment, Label, News, NoAnswer, Quote, Refused
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

EXISTS: Final = "ORDER_ID_EXIST"
KEPT: Final = ("label_id", "partner_id", "status_id", "action_time", "reason_code", "reason", "fee", "pick_money")


def is_on() -> bool:
    """Whether parcels can be handed to it."""
    return bool(current_app.config["GHTK_TOKEN"])


def quote(parcel: Consignment) -> Quote:
    """What it would cost. Raises NotSent, NoAnswer or Refused."""
    sender, receiver = parcel.sender, parcel.receiver
    asked = {
        "pick_province": sender.province,
        "pick_district": sender.ward,
        "pick_ward": sender.ward,
        "province": receiver.province,
        "district": receiver.ward,
        "ward": receiver.ward,
        "address": receiver.street,
        "weight": parcel.grams,
        "value": parcel.goods_vnd,
        "transport": "road",
        "deliver_option": "none",
    }
    fee = part_of(_yes(_call("GET", f"/services/shipment/fee?{urlencode(asked)}")), "fee")
    fee_vnd = dong_of(fee, "fee")
    if fee.get("delivery") is False:
        raise Refused("no_route")
    if fee_vnd is None:
        raise NoAnswer("no fee in it")
    return Quote(fee_vnd, text_of(fee, "name", 40))


def book(parcel: Consignment) -> Booking:
    """Have it collected and delivered. Raises NotSent, NoAnswer or Refused."""
    said = _call("POST", "/services/shipment/order/?ver=1.5", _order(parcel)).said
    error = said.get("error")
    if isinstance(error, dict) and error.get("code") == EXISTS:
        return _labelled(text_of(error, "ghtk_label", 60))
    order = part_of(_agreed(said), "order")
    return _labelled(text_of(order, "label", 60), dong_of(order, "fee"))


def find(code: str) -> Booking | None:
    """The parcel with our reference. Raises NotSent or NoAnswer."""
    said = _call("GET", f"/services/shipment/v2/partner_id:{quoted(code, safe='')}").said
    if said.get("success") is True:
        order = part_of(said, "order")
        return _labelled(text_of(order, "label_id", 60), dong_of(order, "ship_money"))
    if said.get("success") is False:
        return None
    raise NoAnswer("neither yes nor no")


def track(tracking: str) -> News:
    """How it stands with a parcel. Raises NotSent, NoAnswer or Refused."""
    order = part_of(_yes(_call("GET", f"/services/shipment/v2/{quoted(tracking, safe='')}")), "order")
    status, at = text_of(order, "status", 10), text_of(order, "modified", 40)
    return News(
        carrier=Carrier.GHTK,
        key=key_of("ghtk", tracking, status, at),
        tracking=tracking,
        code=text_of(order, "partner_id", 50),
        status=status,
        at=moment_of(at, "%Y-%m-%d %H:%M:%S"),
        words=text_of(order, "status_text"),
        body=kept(order, "label_id", "partner_id", "status", "status_text", "modified", "pick_money"),
    )


def cancel(tracking: str) -> None:
    """Call it off before it is collected. Raises NotSent, NoAnswer or Refused."""
    _yes(_call("POST", f"/services/shipment/cancel/{quoted(tracking, safe='')}"))


def label(tracking: str) -> Label:
    """Its label as a PDF. Raises NotSent, NoAnswer or Refused."""
    answer = _call("GET", f"/services/label/{quoted(tracking, safe='')}")
    if not answer.content.startswith(b"%PDF"):
        _yes(answer)
        raise NoAnswer("no PDF")
    return Label(pdf=answer.content)


def read(body: bytes, kind: str, secret: str, _headers: Mapping[str, str]) -> News:
    """What a notice says, as a form or JSON. Raises NoticesOff, NoticeForged or NoticeUnreadable."""
    check_secret(current_app.config["GHTK_WEBHOOK_SECRET"], secret)
    told = fields_of(body, kind)
    tracking, status = text_of(told, "label_id", 60), text_of(told, "status_id", 10)
    at = text_of(told, "action_time", 40)
    return News(
        carrier=Carrier.GHTK,
        key=key_of("ghtk", tracking, status, at),
        tracking=tracking,
        code=text_of(told, "partner_id", 50),
        status=status,
        at=moment_of(at),
        reason=text_of(told, "reason") or text_of(told, "reason_code", 10),
        reason_number=text_of(told, "reason_code", 10),
        fee_vnd=dong_of(told, "fee"),
        is_part=text_of(told, "return_part_package", 2) == "1",
        body=kept(told, *KEPT),
    )


def _order(parcel: Consignment) -> dict[str, Any]:
    sender, receiver = parcel.sender, parcel.receiver
    return {
        "products": [
            {"name": item.name, "weight": item.grams / 1_000, "quantity": item.quantity, "price": item.price_vnd}
            for item in parcel.items
        ],
        "order": {
            "id": parcel.code,
            "pick_name": sender.name,
            "pick_tel": sender.phone,
            "pick_address": sender.street,
            "pick_province": sender.province,
            "pick_district": sender.ward,
            "pick_ward": sender.ward,
            "name": receiver.name,
            "tel": receiver.phone,
            "address": receiver.street,
            "province": receiver.province,
            "district": receiver.ward,
            "ward": receiver.ward,
            "hamlet": "Khác",
            "is_freeship": "1",
            "pick_money": parcel.cod_vnd,
            "value": parcel.goods_vnd,
            "weight_option": "gram",
            "total_weight": parcel.grams,
            "transport": "road",
            "pick_option": "cod",
            "note": clipped(parcel.note, 120),
        },
    }


def _call(method: str, path: str, body: object = None) -> Answer:
    settings = current_app.config
    headers = {"Token": settings["GHTK_TOKEN"]}
    if settings["GHTK_CLIENT_SOURCE"]:
        headers["X-Client-Source"] = settings["GHTK_CLIENT_SOURCE"]
    return call(method, f"{settings['GHTK_API_URL']}{path}", headers, body)


def _yes(answer: Answer) -> dict[str, Any]:
    return _agreed(answer.said)


def _agreed(said: dict[str, Any]) -> dict[str, Any]:
    if said.get("success") is True:
        return said
    if said.get("success") is False:
        error = said.get("error")
        code = text_of(error, "code", 60) if isinstance(error, dict) else text_of(said, "error_code", 60)
        raise Refused(code or "refused", text_of(said, "message"))
    raise NoAnswer("neither yes nor no")


def _labelled(tracking: str, fee_vnd: int | None = None) -> Booking:
    if not tracking:
        raise NoAnswer("no label in it")
    return Booking(tracking, fee_vnd)
