"""A seller sends a table, mends it in the page, takes it and takes it back; another shop's table is nowhere."""

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from marketplace import imports
from marketplace.catalogue import drafts
from marketplace.database import db
from marketplace.imports import Import
from tests import people, photographs
from tests.client import Client
from tests.imports.sending import csv_of
from tests.people import Cast, signed_in
from tests.statements import counted
from tests.work import work

AT = "/ban-hang/nhap-hang"
ROWS = (("Chè xanh", "Gói 100 g", "125k", 4), ("Măng khô", "Túi 300 g", "95", 24), ("Hạt dổi", "Gói 50", "120k", 40))


@pytest.fixture(autouse=True)
def store(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "MEDIA_URL", tmp_path.as_uri())


@pytest.fixture
def cast(app: Flask) -> Cast:
    return people.gather()


@pytest.fixture
def owner(cast: Cast, client: Client) -> Client:
    return signed_in(client, cast.owner_a)


def upload(client: Client, data: bytes, name: str = "hang.csv", photos: bytes = b"") -> TestResponse:
    form: dict[str, Any] = {"table": (BytesIO(data), name)} if data else {}
    if photos:
        form["photos"] = (BytesIO(photos), "anh.zip")
    answer = client.send(AT, form)
    answer.request.environ["wsgi.input"].close()  # a large body waits in a file
    work(imports.IMPORT)
    return answer


def address() -> str:
    return f"{AT}/{db.session.scalars(select(Import.ref)).one()}"


def test_a_table_is_checked_mended_taken_and_taken_back(owner: Client, cast: Cast) -> None:
    assert upload(owner, csv_of(*ROWS)).status_code == 303
    page = owner.get(address()).text
    assert "95 ₫ quá thấp. Có phải 95.000 ₫ không?" in page
    assert "Nhận 1 dòng" in page
    assert "Tải 2 dòng lỗi (CSV)" in page
    owner.send(f"{address()}/dong/3", {"dung": "price_vnd"}, form_at=address())
    owner.send(f"{address()}/dong/4", {"pack_vi": "Gói 50 g"}, form_at=address())
    assert "Nhận 3 dòng" in owner.get(address()).text
    owner.send(f"{address()}/nhan", {}, form_at=address())
    assert "Đang nhận hàng" in owner.get(address()).text
    work(imports.IMPORT)
    assert "Đã nhận 3 dòng" in owner.get(address()).text
    prices = {each.content["name_vi"]: each.content["packs"][0]["price_vnd"] for each in mine(cast)}
    assert prices == {"Chè xanh": 125_000, "Măng khô": 95_000, "Hạt dổi": 120_000}
    owner.send(f"{address()}/rut", {}, form_at=address())
    work(imports.IMPORT)
    assert "Đã rút lại bảng" in owner.get(address()).text
    assert mine(cast) == []


def mine(cast: Cast) -> list[drafts.Draft]:
    return drafts.drafts_of(cast.seller_a.id, limit=20)


def test_a_table_with_unknown_headings_asks_what_its_columns_are(owner: Client) -> None:
    upload(owner, csv_of(("Chè xanh", "Gói 100 g", "125k"), heading=("Cái gì", "Bao nhiêu", "Mấy tiền")))
    page = owner.get(address()).text
    assert "Cột nào là gì?" in page
    assert "Chè xanh" in page
    refused = owner.send(f"{address()}/cot", {"field": ["name_vi", "pack_vi", ""]}, form_at=address())
    assert refused.status_code == 400
    assert "Chọn cột cho tên món" in refused.text
    owner.send(f"{address()}/cot", {"field": ["name_vi", "pack_vi", "price_vnd"]}, form_at=address())
    work(imports.IMPORT)
    assert "Nhận 1 dòng" in owner.get(address()).text


def test_rows_that_failed_are_saved_in_the_layout_in_which_they_came(owner: Client) -> None:
    upload(owner, csv_of(*ROWS))
    lines = owner.get(f"{address()}/dong-can-sua.csv").get_data().decode("utf-8-sig").splitlines()
    assert lines[0] == "Tên món,Cỡ gói,Giá bán,Số còn,Cần sửa gì"
    assert [line.split(",")[0] for line in lines[1:]] == ["Măng khô", "Hạt dổi"]


def test_what_is_no_table_is_said_so_and_nothing_is_changed(owner: Client, cast: Cast) -> None:
    assert "Chưa chọn tệp nào" in upload(owner, b"").text
    upload(owner, b"\x89PNG\r\n\x1a\n\0\0", "hang.xlsx")
    assert "không phải bảng XLSX hay CSV" in owner.get(address()).text
    assert mine(cast) == []


def test_photos_of_a_zip_go_to_the_goods_that_name_them(owner: Client, cast: Cast) -> None:
    kept = BytesIO()
    with ZipFile(kept, "w") as parts:
        parts.writestr("anh/Chè 1.jpg", photographs.jpeg())
        parts.writestr("__MACOSX/._x.jpg", b"x")
        parts.writestr("hong.jpg", b"x")
    heading = ("Tên món", "Cỡ gói", "Giá bán", "Ảnh")
    rows = (
        ("Chè", "Gói 100 g", "125k", "chè 1.JPG"),
        ("Măng", "Túi 1 kg", "95k", "hong.jpg"),
        ("Dổi", "Gói 50 g", "9k", "x.png"),
    )
    upload(owner, csv_of(*rows, heading=heading), photos=kept.getvalue())
    page = owner.get(address()).text
    assert "Không thấy ảnh “x.png” trong tập ảnh" in page
    assert "Ảnh “hong.jpg”:" in page
    owner.send(f"{address()}/nhan", {}, form_at=address())
    work(imports.IMPORT)
    (tea,) = mine(cast)
    assert len(tea.content["photos"]) == 1


def test_the_pages_of_a_table_ask_the_database_a_fixed_few_times(owner: Client) -> None:
    upload(owner, csv_of(*((f"Chè {number}", "Gói 100", "125k", 4) for number in range(30))))
    owner.get(address())
    with counted() as statements:
        owner.get(address())
    assert len(statements) <= 7, statements


def test_another_shops_table_is_nowhere(owner: Client, cast: Cast) -> None:
    upload(owner, csv_of(*ROWS))
    other = address()
    signed_in(owner, cast.owner_b)
    assert owner.get(other).status_code == 404
    assert owner.get(f"{other}/dong-can-sua.csv").status_code == 404


def test_all_goods_of_a_table_are_sent_with_one_button_and_what_is_missing_is_told(owner: Client, cast: Cast) -> None:
    upload(owner, csv_of(("Chè xanh", "Gói 100 g", "125k", 4)))
    owner.send(f"{address()}/nhan", {}, form_at=address())
    work(imports.IMPORT)
    page = owner.get(address()).text
    assert "1 mặt hàng còn là bản nháp, chưa gửi duyệt." in page
    assert "Còn thiếu: Nhóm hàng, " in page
    assert owner.send(f"{address()}/gui-duyet", {}, form_at=address()).status_code == 303
    assert "Đang gửi duyệt" in owner.get(address()).text
    work(imports.IMPORT)
    (draft,) = mine(cast)
    lacking = owner.get(f"{address()}?xem=thieu").text
    assert f'href="/ban-hang/dang-mon/{draft.ref}"' in lacking
    assert "Soát lại, gửi những món đã đủ" in lacking
    assert "Chè xanh" in owner.get(f"{address()}/dong-can-sua.csv").get_data().decode("utf-8-sig")
