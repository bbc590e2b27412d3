"""GHN (developer.ghn.vn, read 2026-10): parcels with two-level addresses, and notices without a signature.

`fee` and `leadtime` still want the districts that ended on 1 July 2025, so a price is asked for with `preview`, which
takes what `create` takes. A parcel is found again by our own reference (`detail-by-client-code`). What proves a notice
is a secret in its address and the number of our shop in it.
"""

from collections.abc import Mapping
from typing import Any, Final

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

PREFIX: Final = "/shiip/public-api"
LIGHT, HEAVY = 2, 5
HEAVY_FROM_GRAMS: Final = 20_000
MOST_GRAMS: Final = 50_000
MOST_COD_VND: Final = 50_000_000
MOST_INSURED_VND: Final = 5_000_000
WE_PAY: Final = 1
MAY_LOOK: Final = "CHOXEMHANGKHONGTHU"
"""The buyer may look into the parcel and not try the goods."""
ADDRESS_CONFLICT: Final = "To address conflict"
"""The street is not in that ward by GHN's maps; without the street it passes, and the note carries it."""
OWN_FAULTS: Final = ("SERVER_ERROR_COMMON",)
"""Its words for a fault of its own, after which nobody knows what was done."""
MOVING: Final = ("create", "switch_status", "")
KEPT: Final = (
    "OrderCode",
    "ClientOrderCode",
    "Type",
    "Status",
    "Time",
    "Reason",
    "ReasonCode",
    "CODAmount",
    "TotalFee",
)


def is_on() -> bool:
    """Whether parcels can be handed to it."""
    return bool(current_app.config["GHN_TOKEN"])


def quote(parcel: Consignment) -> Quote:
    """What it would cost. Raises NotSent, NoAnswer or Refused."""
    data = _asked("/v2/shipping-order/preview", _order(parcel))
    return Quote(_fee(data))


def book(parcel: Consignment) -> Booking:
    """Have it collected and delivered. Raises NotSent, NoAnswer or Refused."""
    try:
        data = _asked("/v2/shipping-order/create", _order(parcel))
    except Refused as error:
        if ADDRESS_CONFLICT.lower() not in error.words.lower():
            raise
        data = _asked("/v2/shipping-order/create", _order(parcel, with_street=False))
    return _booking(data)


def find(code: str) -> Booking | None:
    """The parcel with our reference. Raises NotSent or NoAnswer."""
    answer = _call("/v2/shipping-order/detail-by-client-code", {"client_order_code": code})
    said = answer.said
    if said.get("code") == 200:
        return _booking(part_of(said, "data"))
    if answer.status == 400 and text_of(said, "code_message") not in OWN_FAULTS:
        return None
    raise NoAnswer(f"status {answer.status}")


def track(tracking: str) -> News:
    """How it stands with a parcel. Raises NotSent, NoAnswer or Refused."""
    data = _asked("/v2/shipping-order/detail", {"order_code": tracking})
    status, at = text_of(data, "status", 40), text_of(data, "updated_date")
    return News(
        carrier=Carrier.GHN,
        key=key_of("ghn", tracking, "switch_status", status, at),
        tracking=tracking,
        code=text_of(data, "client_order_code", 50),
        status=status,
        at=moment_of(at),
        is_paid_out=bool(text_of(data, "cod_transfer_date")),
        body=kept(data, "order_code", "client_order_code", "status", "updated_date", "cod_transfer_date"),
    )


def cancel(tracking: str) -> None:
    """Call it off, alone: one wrong number would refuse the whole list. Raises NotSent, NoAnswer or Refused."""
    said = _envelope(_call("/v2/switch-status/cancel", {"order_codes": [tracking]})).get("data")
    results = said if isinstance(said, list) else []
    if not any(isinstance(each, dict) and each.get("result") is True for each in results):
        raise Refused("too_late")


def label(tracking: str) -> Label:
    """The address of its page for printing, for half an hour. Raises NotSent, NoAnswer or Refused."""
    data = _asked("/v2/a5/gen-token", {"order_codes": [tracking]})
    token = text_of(data, "token")
    if not token.replace("-", "").isalnum():
        raise NoAnswer("no token for printing")
    return Label(url=f"{current_app.config['GHN_API_URL']}/a5/public-api/printA5?token={token}")


def read(body: bytes, kind: str, secret: str, _headers: Mapping[str, str]) -> News:
    """What a notice says. Raises NoticesOff, NoticeForged or NoticeUnreadable."""
    check_secret(current_app.config["GHN_WEBHOOK_SECRET"], secret)
    told = fields_of(body, kind)
    check_secret(current_app.config["GHN_SHOP_ID"], text_of(told, "ShopID", 40))
    type_, at = text_of(told, "Type", 40).lower(), text_of(told, "Time", 40)
    tracking, status = text_of(told, "OrderCode", 60), text_of(told, "Status", 40)
    return News(
        carrier=Carrier.GHN,
        key=key_of("ghn", tracking, type_, status, at),
        tracking=tracking,
        code=text_of(told, "ClientOrderCode", 50),
        status=status,
        at=moment_of(at),
        reason=text_of(told, "Reason") or text_of(told, "ReasonCode"),
        fee_vnd=dong_of(told, "TotalFee"),
        moves=type_ in MOVING,
        is_paid_out=bool(text_of(told, "CODTransferDate")),
        is_part=told.get("IsPartialReturn") is True,
        body=kept(told, *KEPT),
    )


def _order(parcel: Consignment, *, with_street: bool = True) -> dict[str, Any]:
    length, width, height = parcel.sides_cm
    sender, receiver = parcel.sender, parcel.receiver
    note = parcel.note if with_street else f"{receiver.street}. {parcel.note}"
    return {
        "payment_type_id": WE_PAY,
        "required_note": MAY_LOOK,
        "note": clipped(note, 450),
        "client_order_code": parcel.code,
        "from_name": sender.name,
        "from_phone": sender.phone,
        "from_address": sender.street,
        "from_ward_name": sender.ward,
        "from_province_name": sender.province,
        "is_new_from_address": True,
        "to_name": receiver.name,
        "to_phone": receiver.phone,
        "to_address": receiver.street if with_street else receiver.ward,
        "to_ward_name": receiver.ward,
        "to_province_name": receiver.province,
        "is_new_to_address": True,
        "service_type_id": HEAVY if parcel.grams >= HEAVY_FROM_GRAMS else LIGHT,
        "weight": parcel.grams,
        "length": length,
        "width": width,
        "height": height,
        "cod_amount": parcel.cod_vnd,
        "insurance_value": min(parcel.goods_vnd, MOST_INSURED_VND),
        "items": [
            {"name": item.name, "quantity": item.quantity, "price": item.price_vnd, "weight": item.grams}
            for item in parcel.items
        ],
    }


def _asked(path: str, body: object) -> dict[str, Any]:
    return part_of(_envelope(_call(path, body)), "data")


def _call(path: str, body: object) -> Answer:
    settings = current_app.config
    headers = {"Token": settings["GHN_TOKEN"], "ShopId": settings["GHN_SHOP_ID"]}
    return call("POST", f"{settings['GHN_API_URL']}{PREFIX}{path}", headers, body)


def _envelope(answer: Answer) -> dict[str, Any]:
    """What it says where it says yes. Raises Refused where it says no, NoAnswer after a fault of its own."""
    said = answer.said
    if answer.status == 200 and said.get("code") == 200:
        return said
    code = text_of(said, "code_message", 60) or text_of(said, "code", 60)
    if code in OWN_FAULTS or answer.status == 200:
        raise NoAnswer(code)
    raise Refused(code, text_of(said, "message"))


def _booking(data: dict[str, Any]) -> Booking:
    tracking = text_of(data, "order_code", 60)
    if not tracking:
        raise NoAnswer("no order_code in it")
    return Booking(tracking, dong_of(data, "total_fee"))


def _fee(data: dict[str, Any]) -> int:
    fee_vnd = dong_of(data, "total_fee")
    if fee_vnd is None:
        raise NoAnswer("no total_fee in it")
    return fee_vnd
