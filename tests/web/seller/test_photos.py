"""The photos of a listing, changed by its seller: they stand in the draft until it is approved."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from marketplace.accounts.models import User
from marketplace.catalogue import drafts
from marketplace.catalogue.drafts import Draft
from marketplace.catalogue.models import Product
from marketplace.database import db, transaction
from marketplace.gateways import files
from tests import factories, photographs
from tests.client import Client
from tests.work import work

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.fixture(autouse=True)
def store(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(app.config, "MEDIA_URL", tmp_path.as_uri())
    return tmp_path


def upload(client: Client, honey: Product, *sent: tuple[bytes, str]) -> TestResponse:
    form: dict[str, Any] = {"photos": [(BytesIO(content), name) for content, name in sent]}
    answer = client.send(f"{at(honey)}/anh", form, form_at="/ban-hang/them")
    answer.request.environ["wsgi.input"].close()  # a large body waits in a file
    return answer


def send(client: Client, honey: Product, what: str, **form: str) -> TestResponse:
    return client.send(f"{at(honey)}/{what}", form, form_at="/ban-hang/them")


def draft_of(honey: Product) -> Draft:
    db.session.expire_all()
    owner = db.session.scalars(select(User).where(User.email == "owner-a@example.test")).one()
    return drafts.change(honey, by=owner)


def at(honey: Product) -> str:
    """The address of the draft that changes the product."""
    db.session.commit()
    with transaction():
        return f"/ban-hang/dang-mon/{draft_of(honey).ref}"


def refs(honey: Product) -> list[str]:
    """All photos of the draft in their order."""
    return [photo.picture.ref for photo in drafts.photos_in(draft_of(honey))]


def page(client: Client, honey: Product) -> str:
    return client.get(f"{at(honey)}/anh").text


@pytest.fixture
def three(owner: Client, honey: Product) -> list[str]:
    """Three photos that are ready."""
    upload(owner, honey, *((photographs.jpeg(500 + number, 500), f"{number}.jpg") for number in range(3)))
    work("picture")
    return refs(honey)


def test_photos_are_taken_and_shown_once_they_are_ready(owner: Client, honey: Product) -> None:
    answer = upload(
        owner, honey, (photographs.jpeg(), "a.jpg"), (photographs.saved(photographs.scene(), "PNG"), "b.png")
    )
    assert (answer.status_code, answer.location) == (303, f"{at(honey)}/anh#photos")
    waiting = page(owner, honey)
    assert waiting.count("Đang xử lý") == 2
    assert "Xem lại" in waiting
    work("picture")
    done = page(owner, honey)
    assert "Đang xử lý" not in done
    assert [f"/anh/{ref}-400.jpg" in done for ref in refs(honey)] == [True, True]
    db.session.refresh(honey)
    assert honey.photos == []


def test_a_file_that_is_no_photo_is_named_with_the_reason_and_the_others_are_kept(
    owner: Client, honey: Product
) -> None:
    answer = upload(owner, honey, (SVG, "hình.svg"), (photographs.jpeg(), "a.jpg"), (b"<p>", "trang.jpg"))
    assert answer.status_code == 400
    assert "<b>hình.svg</b>: Hình vẽ SVG không gửi được." in answer.text
    assert "<b>trang.jpg</b>: Tệp này không phải ảnh chụp." in answer.text
    assert len(refs(honey)) == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (photographs.huge_png(), "13300 × 13300"),
        (photographs.jpeg()[:-200], "đứt giữa chừng"),
        (photographs.jpeg() + bytes(12 * 1024 * 1024), "tối đa 12 MB"),
        (photographs.jpeg(300, 300), "ít nhất 400 điểm"),
    ],
    ids=["many_pixels", "cut_off", "heavy", "small"],
)
def test_a_photo_that_cannot_be_used_is_refused_with_what_to_do(
    owner: Client, honey: Product, content: bytes, sentence: str
) -> None:
    answer = upload(owner, honey, (content, "a\x00.jpg"))
    assert answer.status_code == 400
    assert sentence in answer.text
    assert refs(honey) == []


def test_sending_nothing_is_said(owner: Client, honey: Product) -> None:
    assert "Chưa chọn ảnh nào." in upload(owner, honey).text
    assert "Chưa chọn ảnh nào." in upload(owner, honey, (b"", "")).text


def test_the_same_photo_sent_again_stays_one(owner: Client, honey: Product) -> None:
    for _time in range(2):
        upload(owner, honey, (photographs.jpeg(), "a.jpg"))
    assert len(refs(honey)) == 1


def test_a_product_has_at_most_eight_photos(owner: Client, honey: Product) -> None:
    sent = [(photographs.jpeg(500 + number, 500), f"{number}.jpg") for number in range(9)]
    refused = upload(owner, honey, *sent)
    assert refused.status_code == 409
    assert "tối đa 8 ảnh" in refused.text
    assert "Chọn ảnh trong máy" in refused.text
    assert upload(owner, honey, *sent[:8]).status_code == 303
    assert "Chọn ảnh trong máy" not in page(owner, honey)
    answer = upload(owner, honey, sent[8])
    assert "tối đa 8 ảnh" in answer.text
    assert len(refs(honey)) == 8


def test_the_order_is_the_sellers(owner: Client, honey: Product, three: list[str]) -> None:
    one, two, three_ = three
    send(owner, honey, f"anh/{three_}/cho", step="first")
    assert refs(honey) == [three_, one, two]
    send(owner, honey, f"anh/{one}/cho", step="later")
    assert refs(honey) == [three_, two, one]
    send(owner, honey, f"anh/{two}/cho", step="earlier")
    assert refs(honey) == [two, three_, one]
    send(owner, honey, f"anh/{two}/cho", step="earlier")
    send(owner, honey, f"anh/{one}/cho", step="later")
    assert refs(honey) == [two, three_, one]
    assert send(owner, honey, f"anh/{one}/cho", step="sideways").status_code == 400


def test_a_photo_is_taken_down_and_the_undo_brings_it_back_to_its_place(
    owner: Client, honey: Product, three: list[str]
) -> None:
    send(owner, honey, f"anh/{three[1]}/bo")
    assert refs(honey) == [three[0], three[2]]
    assert f"anh/{three[1]}/lay-lai" in page(owner, honey).split("data-toast", 1)[1]
    send(owner, honey, f"anh/{three[1]}/lay-lai", place="1")
    assert refs(honey) == three


def test_a_photo_is_told_in_words(owner: Client, honey: Product, three: list[str]) -> None:
    assert send(owner, honey, f"anh/{three[0]}/loi-ta", alt_vi="Hũ mật ong", alt_en="A jar").status_code == 303
    told = drafts.photos_in(draft_of(honey))[0]
    assert (told.alt_vi, told.alt_en) == ("Hũ mật ong", "A jar")
    answer = send(owner, honey, f"anh/{three[0]}/loi-ta", alt_vi="x" * 201)
    assert answer.status_code == 400
    assert "Lời tả tối đa 200 chữ" in answer.text
    assert "x" * 201 in answer.text


def test_the_refused_photo_says_why_and_can_be_removed(owner: Client, honey: Product) -> None:
    whole = photographs.saved(photographs.noise(500, 500), "PNG")
    upload(owner, honey, (whole[:200_000] + bytes(2000) + whole[202_000:], "a.png"))
    work("picture")
    assert "Chụp lại hoặc gửi ảnh khác." in page(owner, honey)
    send(owner, honey, f"anh/{refs(honey)[0]}/bo")
    assert refs(honey) == []


def test_a_store_that_is_away_loses_nothing_and_says_so(
    owner: Client, honey: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise files.FilesAway("no room left")

    monkeypatch.setattr(files, "put", away)
    answer = upload(owner, honey, (photographs.jpeg(), "a.jpg"))
    assert "Thử lại sau ít phút" in answer.text
    assert refs(honey) == []


def test_nobody_else_sees_or_touches_the_photos(
    stranger: Client, packer: Client, honey: Product, three: list[str]
) -> None:
    for client, refusal in ((stranger, 404), (packer, 403)):
        assert client.get(f"{at(honey)}/anh").status_code == refusal
        assert upload(client, honey, (photographs.jpeg(), "a.jpg")).status_code == refusal
        for what in ("cho", "loi-ta", "bo", "lay-lai"):
            answer = send(client, honey, f"anh/{three[0]}/{what}", step="first", alt_vi="x")
            assert answer.status_code == refusal
    assert refs(honey) == three


def test_a_photo_of_another_product_is_not_found(owner: Client, honey: Product, three: list[str]) -> None:
    other = factories.product(honey.seller, "Cam")
    for what in ("cho", "loi-ta", "bo", "lay-lai"):
        assert send(owner, other, f"anh/{three[0]}/{what}", step="first").status_code == 404


def test_a_file_that_is_there_already_is_not_kept_twice(owner: Client, honey: Product, store: Path) -> None:
    for _ in range(2):
        assert upload(owner, honey, (photographs.jpeg(), "mat.jpg")).status_code == 303
    assert len([path for path in store.rglob("*") if path.is_file()]) == 1
