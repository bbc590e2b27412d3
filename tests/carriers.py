"""GHN, GHTK and Viettel Post on this machine, as their documents say that they speak, with the faults of real ones.

Each remembers its parcels by the sender's reference and counts the calls, so that a test sees whether a parcel was made
twice. A fault is what happens to the next call of a path: `cut` makes the parcel and drops the line, `lost` drops the
line before anything is made, `broken` answers 500 after making it, `page` a proxy's page inside a 200.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from flask import Flask

SECRET = "a1b2c3d4e5f6a7b8c9d0"
SHOP = "198723"
SETTINGS = {
    "GHN_TOKEN": "ghn-token",
    "GHN_SHOP_ID": SHOP,
    "GHN_WEBHOOK_SECRET": SECRET,
    "GHTK_TOKEN": "ghtk-token",
    "GHTK_CLIENT_SOURCE": "S777",
    "GHTK_WEBHOOK_SECRET": SECRET,
    "VIETTEL_POST_USERNAME": "0900000000",
    "VIETTEL_POST_PASSWORD": "a password",
    "VIETTEL_POST_WEBHOOK_SECRET": SECRET,
}
PDF = b"%PDF-1.4 a label"
Said = tuple[int, object]
OPEN: Said = (500, {})
FAULTS: dict[str, Said] = {
    "broken": (500, {"code": 500, "code_message": "SERVER_ERROR_COMMON"}),
    "busy": (429, {}),
    "page": (200, b"<html>502</html>"),
}


@dataclass
class Made:
    """A parcel that the carrier has, as it was told of it."""

    tracking: str
    told: dict[str, Any]
    status: str
    at: str = "2026-11-30T08:00:00+07:00"


@dataclass
class Carriers:
    """What the three have and were asked; `faults` by the end of a path, each for one call."""

    url: str = ""
    parcels: dict[str, list[Made]] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    faults: dict[str, list[str]] = field(default_factory=dict)
    tokens: list[str] = field(default_factory=lambda: ["long-1"])
    bodies: list[dict[str, Any]] = field(default_factory=list)

    def make(self, code: str, told: dict[str, Any], tracking: str, status: str) -> Made:
        made = Made(tracking, told, status)
        self.parcels.setdefault(code, []).append(made)
        return made

    def fault_of(self, path: str) -> str:
        """What is to happen to this call."""
        return next((several.pop(0) for end, several in self.faults.items() if several and path.endswith(end)), "")

    def count(self) -> int:
        """How many parcels there are at carriers."""
        return sum(map(len, self.parcels.values()))

    def find(self, tracking: str) -> tuple[str, Made] | None:
        every = ((code, made) for code, several in self.parcels.items() for made in several)
        return next(((code, made) for code, made in every if made.tracking == tracking), None)


@contextmanager
def carriers(app: Flask, *names: str) -> Iterator[Carriers]:
    """Start them, connect the shop to those that are named, or to all, and take everything back afterwards."""
    fake = Carriers()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(fake))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_port}"
    wanted = {name: value for name, value in SETTINGS.items() if not names or name.startswith(names)}
    addresses = {f"{name}_API_URL": fake.url for name in ("GHN", "GHTK", "VIETTEL_POST")}
    before = {name: app.config[name] for name in {**wanted, **addresses}}
    app.config.update(wanted | addresses)
    try:
        yield fake
    finally:
        app.config.update(before)
        server.shutdown()
        server.server_close()
        thread.join()


def handler_of(fake: Carriers) -> type[BaseHTTPRequestHandler]:
    lock = Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self._answer(json.loads(self.rfile.read(int(self.headers.get("Content-Length", "0"))) or b"{}"))

        def do_GET(self) -> None:
            self._answer({})

        def _answer(self, told: dict[str, Any]) -> None:
            path = urlsplit(self.path).path
            with lock:
                fake.calls[path.rpartition("/")[2]] += 1
                fault = fake.fault_of(path)
                said = OPEN if fault in ("lost", "busy") else answer(fake, self, path, told)
            if fault in ("cut", "lost"):
                self.connection.close()
            else:
                self._send(*FAULTS.get(fault, said))

        def _send(self, status: int, said: object) -> None:
            content = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    return Handler


def answer(fake: Carriers, request: BaseHTTPRequestHandler, path: str, told: dict[str, Any]) -> Said:
    if told:
        fake.bodies.append(told)
    if path.startswith("/shiip/public-api"):
        return ghn(fake, request, path.removeprefix("/shiip/public-api"), told)
    if path.startswith("/services/"):
        return ghtk(fake, request, unquote(path), told)
    return viettel_post(fake, request, path, told)


def ghn(fake: Carriers, request: BaseHTTPRequestHandler, path: str, told: dict[str, Any]) -> Said:
    if request.headers["Token"] != SETTINGS["GHN_TOKEN"] or request.headers["ShopId"] != SHOP:
        return 401, {"code": 401, "message": "Token is not valid!", "data": None}
    if path.endswith(("/create", "/preview")):
        return ghn_order(fake, told, is_trial=path.endswith("/preview"))
    if path.endswith("/detail-by-client-code"):
        several = fake.parcels.get(told["client_order_code"])
        return ghn_detail(told["client_order_code"], several[-1]) if several else ghn_no("USER_ERR_COMMON", "not exist")
    if path.endswith("/detail"):
        found = fake.find(told["order_code"])
        return ghn_detail(*found) if found else ghn_no("USER_ERR_COMMON", "not exist")
    if path.endswith("/gen-token"):
        return ghn_yes({"token": "6f1d4b2e-0000-11ef-8e53-0a00184fe694"})
    return ghn_cancel(fake, told)


def ghn_order(fake: Carriers, told: dict[str, Any], *, is_trial: bool) -> Said:
    """Two-level addresses only with their flags, and by bare names of provinces."""
    if not told.get("is_new_to_address") or not told.get("to_ward_name") or "Tỉnh" in told["to_province_name"]:
        return ghn_no("USER_ERR_COMMON", "Sai thông tin To Ward")
    if told["to_address"].startswith("Đường lạ"):
        return ghn_no("USER_ERR_COMMON", "To address conflict with ward")
    if not re.fullmatch(r"0\d{9,10}", told["to_phone"]) and not is_trial:
        return ghn_no("PHONE_INVALID", "Số điện thoại không hợp lệ")
    if not 0 < told["weight"] <= 50_000 or told["cod_amount"] > 50_000_000 or told["insurance_value"] > 5_000_000:
        return ghn_no("USER_ERR_COMMON", "Sai khối lượng")
    if is_trial:
        return ghn_yes({"order_code": "", "total_fee": 33_000})
    if several := fake.parcels.get(told["client_order_code"]):
        return ghn_yes({"order_code": several[0].tracking, "total_fee": 33_000})
    made = fake.make(told["client_order_code"], told, f"GYK{fake.count():04}", "ready_to_pick")
    return ghn_yes({"order_code": made.tracking, "total_fee": 33_000, "sort_code": "19-60-06"})


def ghn_detail(code: str, made: Made) -> Said:
    return ghn_yes(
        {"order_code": made.tracking, "client_order_code": code, "status": made.status, "updated_date": made.at}
    )


def ghn_cancel(fake: Carriers, told: dict[str, Any]) -> Said:
    found = fake.find(told["order_codes"][0])
    if found is None:
        return ghn_no("USER_ERR_COMMON", "not exist")
    is_early = found[1].status in ("ready_to_pick", "picking")
    found[1].status = "cancel" if is_early else found[1].status
    return ghn_yes([{"order_code": found[1].tracking, "result": is_early, "message": "OK"}])


def ghn_yes(data: object) -> Said:
    return 200, {"code": 200, "message": "Success", "data": data}


def ghn_no(code: str, words: str) -> Said:
    return 400, {"code": 400, "message": words, "data": None, "code_message": code}


def ghtk(fake: Carriers, request: BaseHTTPRequestHandler, path: str, told: dict[str, Any]) -> Said:
    if request.headers["Token"] != SETTINGS["GHTK_TOKEN"]:
        return 200, {"success": False, "message": "Token không đúng", "error_code": "10113"}
    if path.startswith("/services/label/"):
        return 200, PDF
    if path.endswith("/fee"):
        weight = int(parse_qs(urlsplit(request.path).query)["weight"][0])
        fee = {"name": "area3", "fee": 28_000 + weight, "delivery": weight < 20_000}
        return 200, {"success": True, "message": "", "fee": fee}
    name = path.rpartition("/")[2]
    if "/cancel/" in path:
        found = fake.find(name)
        is_early = found is not None and found[1].status in ("1", "2", "12")
        words = "Hủy đơn hàng thành công" if is_early else "Đơn đã lấy hàng, không thể hủy đơn."
        return 200, {"success": is_early, "message": words}
    if "/v2/" in path:
        return ghtk_detail(fake, name)
    return ghtk_order(fake, told["order"])


def ghtk_order(fake: Carriers, order: dict[str, Any]) -> Said:
    if several := fake.parcels.get(order["id"]):
        error = {"code": "ORDER_ID_EXIST", "partner_id": order["id"], "ghtk_label": several[0].tracking}
        return 200, {"success": False, "message": "Mã đơn hàng đã tồn tại", "error": error}
    if not order["ward"]:
        return 200, {"success": False, "message": "Thiếu phường xã", "error_code": "30210"}
    made = fake.make(order["id"], order, f"S1.HN1.{fake.count():07}", "2")
    return 200, {"success": True, "order": {"partner_id": order["id"], "label": made.tracking, "fee": "30400"}}


def ghtk_detail(fake: Carriers, name: str) -> Said:
    code = name.removeprefix("partner_id:")
    found = (code, fake.parcels[code][-1]) if code in fake.parcels else fake.find(name)
    if found is None:
        return 200, {"success": False, "message": "Không tìm thấy đơn hàng"}
    order = {"label_id": found[1].tracking, "partner_id": found[0], "status": found[1].status}
    return 200, {"success": True, "order": order | {"modified": "2026-11-30 08:00:00", "ship_money": 30_400}}


def viettel_post(fake: Carriers, request: BaseHTTPRequestHandler, path: str, told: dict[str, Any]) -> Said:
    if path.endswith("/Login"):
        return 200, vtp_yes({"token": "short"})
    if path.endswith("/ownerconnect"):
        fine = request.headers["Token"] == "short"
        return 200, vtp_yes({"token": fake.tokens[-1]}) if fine else vtp_no(202, "Token invalid")
    if request.headers["Token"] != fake.tokens[-1]:
        return 200, vtp_no(202, "Token invalid")
    if path.endswith("/getPriceAllNlp"):
        offers = [{"MA_DV_CHINH": "VCN", "GIA_CUOC": 41_000}, {"MA_DV_CHINH": "VHT", "GIA_CUOC": 36_500}]
        return 200, {"SENDER_ADDRESS": {}, "RECEIVER_ADDRESS": {}, "RESULT": offers}
    if path.endswith("/printing-code"):
        return 200, {"status": 200, "error": False, "message": "ISJDgZ3NSiYM/tPUk7vTzQ=", "data": None}
    if path.endswith("/UpdateOrder"):
        found = fake.find(told["ORDER_NUMBER"])
        fine = found is not None and -200 < int(found[1].status) < 200
        return 200, vtp_yes(None) if fine else vtp_no(204, "Order does not exist")
    return vtp_order(fake, told)


def vtp_order(fake: Carriers, told: dict[str, Any]) -> Said:
    if any(len(value.encode()) > 150 for value in told.values() if isinstance(value, str)):
        return 200, vtp_no(205, "System error")
    if told["ORDER_SERVICE"] != "VHT":
        return 200, vtp_no(204, "Price does not apply to this itinerary!")
    if told["CHECK_UNIQUE"] and told["ORDER_NUMBER"] in fake.parcels:
        return 200, vtp_no(205, "System error")
    made = fake.make(told["ORDER_NUMBER"], told, f"1587818{fake.count():04}", "-100")
    return 200, vtp_yes({"ORDER_NUMBER": made.tracking, "MONEY_TOTAL": 36_500, "KPI_HT": 48.0})


def vtp_yes(data: object) -> dict[str, Any]:
    return {"status": 200, "error": False, "message": "OK", "data": data}


def vtp_no(status: int, words: str) -> dict[str, Any]:
    return {"status": status, "error": True, "message": words, "data": None}
