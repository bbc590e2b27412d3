"""Writing a listing step by step, as a seller's browser sends it."""

import re

from werkzeug.test import TestResponse

from marketplace.catalogue import drafts
from marketplace.catalogue.drafts import Draft
from marketplace.database import db
from tests.client import Client
from tests.people import Cast

START = "/ban-hang/dang-mon"
TEXTS = {
    "summary_vi": "Mật vàng nhạt, thơm hoa vải.",
    "ingredients_vi": "Mật ong 100 %",
    "storage_vi": "Nơi khô mát",
    "warning_vi": "Không dùng cho trẻ dưới 1 tuổi",
}
PACK = {"pack_vi": "Chai 500 ml", "content_amount": "500", "content_unit": "ml", "gross_grams": "0,9 kg"}


def send(client: Client, path: str, **form: str) -> TestResponse:
    return client.send(path, form, form_at="/ban-hang/them")


def begin(client: Client) -> str:
    """The address of a new draft."""
    return send(client, START).location.removesuffix("/anh")


def add_pack(client: Client, at: str, **form: str) -> TestResponse:
    shown = send(client, f"{at}/gia/them").location
    return send(client, shown, **(PACK | {"price": "150k", "seen": "9"} | form))


def draft_at(cast: Cast, at: str) -> Draft:
    db.session.expire_all()
    return drafts.get_draft_of(cast.seller_a.id, at.rsplit("/", 1)[1])


def write(client: Client, at: str, **texts: str) -> None:
    """Fill everything that is needed."""
    name = {"name_vi": "Mật ong hoa vải", "name_en": "Lychee honey", "kind": "mat-ong honey"}
    assert send(client, f"{at}/ten", **name).location == f"{at}/gia"
    assert add_pack(client, at).location == f"{at}/kho"
    counted = re.search(r'name="(left-\w+)"', client.get(f"{at}/kho").text)
    assert counted
    kept = {counted[1]: "60", "months": "4", "shelf_life_days": "720"}
    assert send(client, f"{at}/kho", **kept).location == f"{at}/goc-gac"
    assert send(client, f"{at}/goc-gac", origin_vi="Thanh Hà, Hải Dương").location == f"{at}/gui"
    delivery = {"storage_class": "ambient", "ship_scope": "nation", "is_fragile": "y"}
    assert send(client, f"{at}/gui", **delivery).location == f"{at}/loi"
    send(client, f"{at}/loi", **(TEXTS | texts))
