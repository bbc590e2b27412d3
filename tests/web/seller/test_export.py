"""A shop has everything of its own in one file: asked for, made by a worker, had for a week by its owner alone."""

import csv
from collections.abc import Callable, Mapping
from datetime import timedelta
from enum import StrEnum
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import func, select

from marketplace import exports, orders
from marketplace.catalogue.models import Product
from marketplace.clock import now, pretending
from marketplace.database import db, transaction
from marketplace.exports import Export, making, storage
from marketplace.exports import tables as words
from marketplace.gateways import files
from marketplace.jobs import Job
from marketplace.orders.line_changes import Change
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod
from tests import factories
from tests.client import Client
from tests.people import Cast
from tests.web.seller.conftest import SignIn
from tests.work import work

AT = "/ban-hang/tat-ca"
Rows = list[dict[str, str]]


@pytest.fixture(autouse=True)
def store(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "MEDIA_URL", tmp_path.as_uri())


def asked(client: Client) -> Export:
    """What the shop asked for, once all work is done."""
    assert client.send(AT).status_code == 303
    work(exports.EXPORT)
    return db.session.scalars(select(Export)).one()


def address(export: Export) -> str:
    return f"{AT}/{export.ref}.zip"


def tables(data: bytes) -> dict[str, Rows]:
    """The rows of each table in the file."""
    with ZipFile(BytesIO(data)) as parts:
        texts = {name: parts.read(name).decode("utf-8-sig") for name in parts.namelist() if name.endswith(".csv")}
    return {name: list(csv.DictReader(StringIO(text, newline=""))) for name, text in texts.items()}


def test_an_owner_has_goods_orders_lines_and_what_happened_in_one_file(
    owner: Client, cast: Cast, order_in: Callable[..., Order]
) -> None:
    sent = order_in(OrderState.SHIPPED, quantity=3)
    gone = order_in()
    orders.cancel(gone, by=None, role=ActorRole.BUYER, reason="Không cần nữa")
    others = factories.order(factories.product(cast.seller_b, "Cam Sơn Nam"))
    number, other, cancelled = sent.number, others.number, gone.number
    found = tables(owner.get(address(asked(owner))).get_data())
    assert set(found) == {"mon-hang.csv", "don-hang.csv", "hang-trong-don.csv", "dien-bien-don.csv"}
    assert {row["Tên món"] for row in found["mon-hang.csv"]} == {"Mật ong Green Life"}
    assert [row["Mã đơn"] for row in found["don-hang.csv"]] == [number, cancelled]
    assert [row["Tình trạng"] for row in found["don-hang.csv"]] == ["đã gửi", "đã hủy"]
    (line, _cancelled) = found["hang-trong-don.csv"]
    assert (line["Giá một gói (đồng)"], line["Số đặt"], line["Số gửi"]) == ("165000", "3", "3")
    assert line["Tiền gửi (đồng)"] == "495000"
    happened = [(row["Việc"], row["Ai"], row["Lời ghi"]) for row in found["dien-bien-don.csv"]]
    assert ("đã gửi", "người bán", "GHN VN2611773") in happened
    assert ("đã hủy", "khách", "Không cần nữa") in happened
    assert other not in str(found)


def test_an_order_whose_money_is_awaited_is_nothing_to_the_shop(owner: Client, honey: Product) -> None:
    waiting = factories.order(honey, paying=PaymentMethod.TRANSFER).number
    assert waiting not in str(tables(owner.get(address(asked(owner))).get_data()))


def test_more_orders_than_are_read_at_once_are_all_there(
    owner: Client, order_in: Callable[..., Order], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "AT_ONCE", 2)
    numbers = [order_in(quantity=1).number for _each in range(5)]
    export = asked(owner)
    assert (export.done, export.total) == (5, 5)
    assert [row["Mã đơn"] for row in tables(owner.get(address(export)).get_data())["don-hang.csv"]] == numbers


def test_the_page_says_how_far_it_is_then_offers_the_file_and_until_when(owner: Client, honey: Product) -> None:
    assert "Soạn tệp" in owner.get(AT).text
    owner.send(AT)
    page = owner.get(AT).text
    assert "Sắp bắt đầu" in page
    assert "Tải tệp ZIP" not in page
    work(exports.EXPORT)
    page = owner.get(AT).text
    assert "Tải tệp ZIP" in page
    assert "KB. Tải được tới" in page


def test_two_presses_make_one_file(owner: Client) -> None:
    for _press in range(2):
        assert owner.send(AT).status_code == 303
    assert db.session.scalar(select(func.count()).select_from(Job).where(Job.kind == exports.EXPORT)) == 1


def test_asking_again_replaces_the_last_file(owner: Client) -> None:
    first = address(asked(owner))
    path = storage.path_of(db.session.scalars(select(Export.ref)).one())
    second = address(asked(owner))
    assert owner.get(first).status_code == 404
    assert owner.get(second).status_code == 200
    with pytest.raises(FileNotFoundError):
        files.get(path)


def test_a_file_is_had_for_a_week_and_then_cleared_away(owner: Client) -> None:
    export = asked(owner)
    here, path = address(export), storage.path_of(export.ref)
    with pretending(now() + timedelta(days=7, minutes=1)):
        answer = owner.get(here)
        assert answer.status_code == 404
        assert "Tệp này không còn" in answer.text
        assert "Tệp lần trước không còn" in owner.get(AT).text
        with transaction():
            assert exports.forget_old() == 1
    with pytest.raises(FileNotFoundError):
        files.get(path)


def test_nobody_else_has_the_file_and_no_browser_keeps_it(
    owner: Client, stranger: Client, packer: Client, client: Client
) -> None:
    here = address(asked(owner))
    assert owner.get(here).headers["Cache-Control"] == "no-store"
    assert (stranger.get(here).status_code, packer.get(here).status_code) == (404, 403)
    assert client.get(here).status_code == 303


def test_only_whoever_may_have_it_is_led_to_it(cast: Cast, client_for: SignIn, owner: Client) -> None:
    asked(owner)
    assert AT not in client_for(cast.packer_a).get("/ban-hang/them").text
    assert AT in owner.get("/ban-hang/them").text


def test_one_that_a_worker_has_lost_can_be_asked_for_again(owner: Client) -> None:
    owner.send(AT)
    lost = db.session.scalars(select(Export.ref)).one()
    with pretending(now() + timedelta(hours=2)):
        assert "Soạn tệp" in owner.get(AT).text
        owner.send(AT)
        assert db.session.scalars(select(Export.ref)).one() != lost


def test_a_worker_that_comes_late_leaves_no_file_behind(
    owner: Client, monkeypatch: pytest.MonkeyPatch, honey: Product
) -> None:
    """Another file was asked for while this one was being made."""
    put = files.put

    def overtaken(path: str, content: bytes) -> None:
        put(path, content)
        with transaction():
            db.session.delete(db.session.scalars(select(Export)).one())

    owner.send(AT)
    lost = db.session.scalars(select(Export.ref)).one()
    monkeypatch.setattr(files, "put", overtaken)
    work(exports.EXPORT)
    with pytest.raises(FileNotFoundError):
        files.get(storage.path_of(lost))


@pytest.mark.parametrize(
    ("words", "kind"),
    [(words.STATES, OrderState), (words.CHANGES, Change), (words.ROLES, ActorRole), (words.PAYMENTS, PaymentMethod)],
)
def test_the_tables_have_a_word_for_everything(words: Mapping[StrEnum, str], kind: type[StrEnum]) -> None:
    assert set(words) == set(kind)
