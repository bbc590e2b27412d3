"""The story of a lot on the web, and on the page of its stamps."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from marketplace import stock, traceability
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.clock import today
from marketplace.database import db
from marketplace.pictures import Picture
from marketplace.stock.models import Lot
from marketplace.traceability import StepFacts
from marketplace.traceability.models import LotStep
from tests import factories, photographs
from tests.client import Client
from tests.people import Cast
from tests.work import work


@pytest.fixture(autouse=True)
def store(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(app.config, "MEDIA_URL", tmp_path.as_uri())
    return tmp_path


@pytest.fixture
def lot(honey: Product) -> Lot:
    lot = stock.last_lot_of(honey.variants[0])
    assert lot is not None
    return lot


def send(client: Client, lot: Lot, what: str = "viec", photo: bytes = b"", **form: Any) -> TestResponse:
    files = {"photos": [(BytesIO(photo), "a.jpg")]} if photo else {}
    answer = client.send(f"/ban-hang/lo/{lot.ref}/{what}", {**form, **files}, form_at="/ban-hang/them")
    if photo:
        answer.request.environ["wsgi.input"].close()  # a large body waits in a file
    return answer


def told(lot: Lot, by: User, title: str, **facts: Any) -> LotStep:
    return traceability.add_step(lot, StepFacts(title, **({"happened_on": today()} | facts)), by_id=by.id)


def titles(lot: Lot) -> list[str]:
    db.session.expire_all()
    return [step.title_vi for step in traceability.steps_of(lot)]


def test_a_step_with_a_photo_is_read_on_the_page_of_the_stamp(owner: Client, client: Client, lot: Lot) -> None:
    send(owner, lot, photo=photographs.jpeg(), title_vi="Kiểm nghiệm", place_vi="Hòa Bình", title_en="Tested")
    work()
    page = client.get(f"/t/{factories.stamp(lot).code}").text
    photo = db.session.scalars(select(Picture)).one()
    assert photo.is_ready
    for part in ("Kiểm nghiệm", "Hòa Bình", f"{today():%d/%m/%Y}", photo.ref):
        assert part in page
    assert "Tested" in client.get(f"/t/{factories.stamp(lot).code}?hl=en", follow_redirects=True).text
    assert "Chủ Green Life" not in page  # who wrote it down is the shop's own business
    assert photo.ref in owner.get(f"/ban-hang/lo/{lot.ref}").text


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"title_vi": ""}, "Viết vài chữ"),
        ({"title_vi": "Gọi 0912345678"}, "Bỏ số điện thoại"),
        ({"title_vi": "Sấy", "happened_on": "2999-01-01"}, "Ngày 01/01/2999 chưa tới"),
        ({"title_vi": "Sấy", "photo": b"GIF89a" + bytes(99)}, "ảnh"),
    ],
)
def test_what_cannot_be_is_said(owner: Client, lot: Lot, form: dict[str, Any], sentence: str) -> None:
    answer = send(owner, lot, **form)
    assert answer.status_code in {400, 413, 415, 422}
    assert sentence in answer.text
    assert titles(lot) == []


def test_a_form_that_is_sent_twice_writes_one_step(owner: Client, lot: Lot) -> None:
    for _ in range(2):
        send(owner, lot, title_vi="Sấy", once="0123456789ab")
    assert titles(lot) == ["Sấy"]


def test_a_mended_step_keeps_its_old_version_in_the_log(owner: Client, lot: Lot, cast: Cast) -> None:
    step = told(lot, cast.owner_a, "Xấy")
    answer = send(owner, lot, f"viec/{step.ref}", title_vi="Sấy", happened_on=today().isoformat())
    assert titles(lot) == ["Sấy"]
    assert "Việc: Xấy → Sấy" in owner.get(answer.location).text


def test_a_step_that_was_none_leaves_the_stamp_and_stays_in_the_log(owner: Client, lot: Lot, cast: Cast) -> None:
    step = told(lot, cast.owner_a, "Kiểm nghiệm")
    answer = send(owner, lot, f"viec/{step.ref}/bo")
    assert titles(lot) == []
    assert "Việc: Kiểm nghiệm → bỏ" in owner.get(answer.location).text


def test_a_photo_is_taken_down(owner: Client, client: Client, lot: Lot) -> None:
    send(owner, lot, photo=photographs.jpeg(), title_vi="Sấy")
    work()
    photo, step = db.session.scalars(select(Picture)).one(), traceability.steps_of(lot)[0]
    send(owner, lot, f"viec/{step.ref}", title_vi="Sấy", bo=photo.ref)
    assert photo.ref not in client.get(f"/t/{factories.stamp(lot).code}").text


def test_no_more_photos_than_fit(owner: Client, lot: Lot) -> None:
    files = [(BytesIO(photographs.jpeg(1200 + n)), f"{n}.jpg") for n in range(4)]
    answer = owner.send(f"/ban-hang/lo/{lot.ref}/viec", {"title_vi": "Sấy", "photos": files}, form_at="/ban-hang/them")
    answer.request.environ["wsgi.input"].close()
    assert "Mỗi việc nhiều nhất 3 ảnh" in answer.text
    assert titles(lot) == []


@pytest.fixture
def next_lot(lot: Lot, honey: Product, cast: Cast) -> Lot:
    """A lot packed two days after one that has two steps."""
    lot.packed_on = today() - timedelta(days=10)
    told(lot, cast.owner_a, "Quay mật", happened_on=today() - timedelta(days=12), place_vi="Trại ong")
    told(lot, cast.owner_a, "Kiểm nghiệm", happened_on=today() - timedelta(days=1))
    made = factories.lot(honey.variants[0], 5, code="NEXT")
    made.packed_on = today() - timedelta(days=8)
    db.session.flush()
    return made


def test_the_lot_before_tells_what_is_missing_and_is_copied_with_days_of_its_own(owner: Client, next_lot: Lot) -> None:
    assert "Chưa ghi. Lô trước có bước này." in owner.get(f"/ban-hang/lo/{next_lot.ref}").text
    assert titles(next_lot) == []  # nothing is written by itself
    proposed = traceability.proposed_steps(next_lot)
    days = {facts.title_vi: facts.happened_on for facts in proposed.values()}
    assert days == {"Quay mật": today() - timedelta(days=10), "Kiểm nghiệm": today()}
    spun = next(ref for ref, facts in proposed.items() if facts.title_vi == "Quay mật")
    day = (today() - timedelta(days=9)).isoformat()
    send(owner, next_lot, "chep", viec=spun, **{f"ngay-{spun}": day})
    step = traceability.steps_of(next_lot)[0]
    assert (step.title_vi, step.place_vi, step.happened_on.isoformat()) == ("Quay mật", "Trại ong", day)
    send(owner, next_lot, "chep", viec=spun, **{f"ngay-{spun}": day})
    assert titles(next_lot) == ["Quay mật"]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [("2999-01-01", "chưa tới"), ("mai", "Ngày viết chưa đúng"), (None, "Đánh dấu ít nhất một việc")],
)
def test_what_cannot_be_copied_is_said(owner: Client, next_lot: Lot, day: str | None, sentence: str) -> None:
    spun = next(iter(traceability.proposed_steps(next_lot)))
    form = {"viec": spun, f"ngay-{spun}": day} if day else {}
    assert sentence in send(owner, next_lot, "chep", **form).text
    assert titles(next_lot) == []


def test_nothing_to_copy_is_said(owner: Client, lot: Lot) -> None:
    assert "Không có gì để chép" in owner.get(f"/ban-hang/lo/{lot.ref}/chep").text


def test_another_shop_writes_nothing(stranger: Client, lot: Lot, cast: Cast) -> None:
    step = told(lot, cast.owner_a, "Sấy")
    assert send(stranger, lot, title_vi="Bịa").status_code == 404
    assert send(stranger, lot, f"viec/{step.ref}", title_vi="Bịa").status_code == 404
    assert send(stranger, lot, f"viec/{step.ref}/bo").status_code == 404
    assert titles(lot) == ["Sấy"]


def test_the_step_of_another_lot_is_not_there(owner: Client, lot: Lot, next_lot: Lot) -> None:
    step = traceability.steps_of(lot)[0]
    assert owner.get(f"/ban-hang/lo/{next_lot.ref}/viec/{step.ref}").status_code == 404
