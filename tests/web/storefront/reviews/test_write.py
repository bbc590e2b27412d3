"""A buyer judges what has arrived, through the page behind the tracking link."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from marketplace import reviews
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db
from marketplace.orders.models import Order
from marketplace.pictures import validation
from marketplace.reviews.models import Review
from tests import factories, photographs
from tests.client import Client
from tests.people import Cast
from tests.work import work

GOOD = {"quality": "5", "look": "4", "as_described": "5"}


@pytest.fixture
def arrived(honey: Product) -> Order:
    """A jar that a guest, Nguyễn Thị Mẫu, has received."""
    return factories.delivered(honey)


def path_of(order: Order) -> str:
    return f"/don/{order.purchase.token}/danh-gia/{order.lines[0].product_id and ref_of(order)}"


def ref_of(order: Order) -> str:
    return next(iter(reviews.chances([order.purchase]).values()), reviews.Chance("none", False, False)).ref


def write(client: Client, order: Order, **changes: Any) -> TestResponse:
    path = path_of(order)
    return client.send(path, {**GOOD, "body": "Mật đặc, thơm.", **changes}, form_at=path)


def written() -> list[Review]:
    return list(db.session.scalars(select(Review)))


def png(size: int = 600) -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (size, size), "orange").save(file, "PNG")
    return BytesIO(file.getvalue())


def test_a_guest_writes_from_the_tracking_page(client: Client, honey: Product, arrived: Order) -> None:
    assert path_of(arrived) in client.get(f"/don/{arrived.purchase.token}").text
    answer = write(client, arrived, tags=["tasty", "well_packed"])
    assert answer.status_code == 303
    page = client.get(f"/p/{honey.slug}").text
    assert "Mẫu N." in page
    assert "Mật đặc, thơm." in page
    assert "Đóng gói kỹ" in page
    assert "Chất lượng 5 · Hình thức 4 · Đúng mô tả 5" in page
    assert "Sửa đánh giá:" in client.get(f"/don/{arrived.purchase.token}").text


def test_the_owner_finds_it_among_her_purchases(buyer: Client, cast: Cast, honey: Product) -> None:
    order = factories.delivered(honey, buyer=cast.buyer)
    assert path_of(order) in buyer.get("/tai-khoan/don").text
    write(buyer, order)
    assert [(review.author, review.author_id) for review in written()] == [("Mua M.", cast.buyer.id)]


def test_written_again_it_is_changed_and_not_doubled(client: Client, arrived: Order) -> None:
    write(client, arrived)
    assert "checked" in client.get(path_of(arrived)).text
    write(client, arrived, quality="1", look="1", as_described="1", body="Nghĩ lại.")
    assert [(review.points, review.body) for review in written()] == [(1, "Nghĩ lại.")]


def test_after_thirty_days_it_stands(client: Client, arrived: Order) -> None:
    write(client, arrived)
    token = client.token(path_of(arrived))
    written()[0].written_at = now() - timedelta(days=31)
    page = client.get(path_of(arrived)).text
    assert "Đánh giá chỉ sửa được trong 30 ngày đầu" in page
    assert "Lưu đánh giá" not in page
    answer = client.post(path_of(arrived), data={"csrf_token": token, **GOOD, "body": "Muộn"})
    assert answer.status_code == 409
    assert written()[0].body == "Mật đặc, thơm."


def test_what_has_not_arrived_cannot_be_judged(client: Client, honey: Product) -> None:
    order = factories.order(honey)
    path = f"/don/{order.purchase.token}/danh-gia/{honey.variants[0].ref}"
    assert path not in client.get(f"/don/{order.purchase.token}").text
    assert client.get(path).status_code == 409
    assert client.send(path, GOOD).status_code == 409
    assert written() == []


def test_nobody_reviews_with_somebody_elses_link_or_another_purchases_goods(
    client: Client, arrived: Order, eggs: Product
) -> None:
    other = factories.delivered(eggs)
    forged = (
        f"/don/{arrived.purchase.token}/danh-gia/{eggs.variants[0].ref}",
        f"/don/{other.purchase.token}/danh-gia/{ref_of(arrived)}",
        f"/don/khong-co/danh-gia/{ref_of(arrived)}",
        f"/don/{arrived.purchase.token}/danh-gia/%00",
    )
    for path in forged:
        assert client.get(path).status_code == 404
        assert client.send(path, GOOD).status_code == 404
    assert written() == []


@pytest.mark.parametrize("score", ["", "0", "6", "abc", "٣", "1e9", "\x00"])
def test_a_score_that_is_none_of_the_five_is_asked_for_again(client: Client, arrived: Order, score: str) -> None:
    answer = write(client, arrived, quality=score, body="Giữ lời này.")
    assert answer.status_code == 422
    assert "Chất lượng: chọn một trong năm mức." in answer.text
    assert "Giữ lời này." in answer.text
    assert written() == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"body": "Gọi 0912 345 678"}, "Bỏ số điện thoại và e-mail ra khỏi lời viết"),
        ({"body": "x" * 2001}, "nhiều nhất 2000 ký tự"),
        ({"tags": ["tasty", "fresh", "on_time", "buy_again"]}, "Chọn nhiều nhất 3 ý."),
    ],
)
def test_what_cannot_be_shown_is_refused_and_kept_in_the_form(
    client: Client, arrived: Order, changes: dict[str, Any], sentence: str
) -> None:
    answer = write(client, arrived, **changes)
    assert answer.status_code in {400, 422}
    assert sentence in answer.text
    assert written() == []


def test_links_and_markup_are_shown_as_plain_words(client: Client, honey: Product, arrived: Order) -> None:
    write(client, arrived, body="<b>Xem</b> https://example.test\x00\u202e")
    page = client.get(f"/p/{honey.slug}/danh-gia").text
    assert "&lt;b&gt;Xem&lt;/b&gt; https://example.test" in page
    assert 'href="https://example.test' not in page


def test_photos_are_shown_once_they_are_ready(client: Client, honey: Product, arrived: Order) -> None:
    assert write(client, arrived, photos=[(png(), "a.png"), (png(700), "b.png")]).status_code == 303
    assert "/anh/" not in client.get(f"/p/{honey.slug}").text
    assert "đang xử lý" in client.get(path_of(arrived)).text
    work("picture")
    page = client.get(f"/p/{honey.slug}").text
    assert page.count('class="shot"') == 2
    assert client.get(f"/p/{honey.slug}/danh-gia?anh=1").text.count('class="rv') == 1
    first = db.session.scalars(select(reviews.photos.Picture)).first()
    write(client, arrived, dropped=[first.ref])
    assert client.get(f"/p/{honey.slug}").text.count('class="shot"') == 1


def test_a_page_that_calls_itself_a_photo_is_refused_with_everything_kept(client: Client, arrived: Order) -> None:
    answer = write(client, arrived, photos=[(BytesIO(b"<html>" * 50), "a.jpg")], body="Giữ lời này.")
    assert answer.status_code == 400
    assert "Tệp này không phải ảnh chụp." in answer.text
    assert "Giữ lời này." in answer.text
    assert written() == []


def test_a_fourth_photo_is_one_too_many(client: Client, arrived: Order) -> None:
    answer = write(client, arrived, photos=[(png(), f"{number}.png") for number in range(4)])
    assert "Mỗi đánh giá tối đa 3 ảnh." in answer.text
    assert db.session.scalar(select(func.count(Review.id))) == 0


def test_photos_of_a_refused_review_are_not_kept(
    client: Client, arrived: Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(client.application.config, "MEDIA_URL", tmp_path.as_uri())
    write(client, arrived, photos=[(png(), "a.png"), (png(), "b.png")], body="Gọi 0912 345 678")
    write(client, arrived, photos=[(png(), "a.png"), (BytesIO(b"<html>"), "b.png")])
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_review_that_is_sent_twice_has_each_photo_once(
    client: Client, arrived: Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(client.application.config, "MEDIA_URL", tmp_path.as_uri())
    for _time in range(2):
        sent = [(png(600 + side), f"{side}.png") for side in (0, 1, 2)]
        assert write(client, arrived, photos=sent).status_code == 303
    assert len(reviews.photos_of(written()[0])) == 3
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 3
    one = reviews.photos_of(written()[0])[0]
    write(client, arrived, photos=[(png(600), "0.png"), (png(600), "again.png")], dropped=[one.ref])
    assert len(reviews.photos_of(written()[0])) == 3


def test_a_hidden_review_that_is_changed_says_that_it_waits(client: Client, arrived: Order) -> None:
    write(client, arrived)
    written()[0].hidden_at = now()
    write(client, arrived, body="Viết lại.")
    page = client.get(f"/don/{arrived.purchase.token}").text
    assert "người vận hành xem lại rồi mới hiện" in page
    assert "người mua sau sẽ đọc" not in page


def test_three_photos_as_heavy_as_the_form_promises_are_taken(client: Client, arrived: Order) -> None:
    heavy = [photographs.jpeg(600 + side, 600).ljust(validation.MOST_BYTES, b"\0") for side in range(3)]
    answer = write(client, arrived, photos=[(BytesIO(content), "a.jpg") for content in heavy])
    answer.request.environ["wsgi.input"].close()  # a large body waits in a file
    assert answer.status_code == 303
    assert len(reviews.photos_of(written()[0])) == 3
