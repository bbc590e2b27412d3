"""A shop writes its page, an operator looks at it, buyers read it, and a quote is withdrawn."""

from collections.abc import Callable
from io import BytesIO

import pytest

from marketplace import approvals
from marketplace.accounts.models import User
from marketplace.approvals import ApprovalKind, ApprovalState
from marketplace.catalogue.models import Product
from marketplace.clock import today
from marketplace.database import db
from marketplace.pictures import PICTURE
from marketplace.sellers import shop_page
from marketplace.sellers.shop_page.models import Quote
from tests.client import Client
from tests.people import Cast
from tests.photographs import jpeg
from tests.work import work

PAGE = "/ban-hang/trang"
QUOTE = {"name": "Bà Mẫu", "words_vi": "Nghe ong bay là biết mùa.", "way": "spoken"}


@pytest.fixture
def operator(cast: Cast, client_for: Callable[[User], Client]) -> Client:
    return client_for(cast.operator)


def seen_of(client: Client, ref: str) -> str:
    return client.get(f"{PAGE}/phan/{ref}").text.split('name="seen"', 1)[1].split('value="', 1)[1].split('"', 1)[0]


def add(client: Client, kind: str, **texts: str) -> str:
    at = client.send(f"{PAGE}/phan", {"kind": kind}, form_at=PAGE).headers["Location"]
    ref = at.rpartition("/")[2]
    assert client.send(at, {"seen": seen_of(client, ref), **texts}, form_at=at).status_code == 303
    return ref


def approve(cast: Cast) -> None:
    asked = approvals.find_waiting(ApprovalKind.STORY, cast.seller_a.slug, lock=True)
    assert asked is not None
    approvals.approve(asked, by=cast.operator)
    db.session.commit()


def test_from_the_first_word_to_the_buyer_with_an_operator_in_between(
    owner: Client, operator: Client, client: Client, cast: Cast, honey: Product
) -> None:
    intro = {"tagline_vi": "Ong rừng", "story_vi": "Nhà nuôi ong từ đời ông.", "facts-0-label_vi": "Quy mô"}
    owner.send(f"{PAGE}/loi-chao", intro | {"facts-0-value_vi": "12 nhà"}, form_at=f"{PAGE}/loi-chao")
    add(owner, "making", body_vi="Quay mật khi đã vít nắp.", body_en="Spun once capped.")
    owner.send(f"{PAGE}/loi-ke", {**QUOTE, "consented_on": f"{today()}"}, form_at=f"{PAGE}/loi-ke")
    preview = owner.get(f"{PAGE}/xem-truoc").text
    assert "Quay mật khi đã vít nắp." in preview
    assert "Nghe ong bay là biết mùa." in preview
    assert owner.send(f"{PAGE}/gui-duyet", form_at=PAGE).status_code == 303
    shop = f"/htx/{cast.seller_a.slug}"
    assert "Quay mật khi đã vít nắp." not in client.get(shop).text
    asked = approvals.find_waiting(ApprovalKind.STORY, cast.seller_a.slug)
    assert asked is not None
    desk = operator.get(f"/van-hanh/duyet/{asked.ref}").text
    assert "Nghe ong bay là biết mùa." in desk
    assert "Hỏi tận nơi, họ nói đồng ý" in desk
    approve(cast)
    page = client.get(shop).text
    assert "Làm ra thế nào</h2>" in page
    assert "<blockquote>" in page
    assert "12 nhà" in page
    assert "Spun once capped." in client.get(f"{shop}?hl=en").text
    assert "Khách đang thấy đúng bản này." in owner.get(PAGE).text


def test_withdrawn_words_are_gone_from_the_kept_page_at_once(
    owner: Client, client: Client, cast: Cast, honey: Product
) -> None:
    cast.seller_a.story_vi = "Nhà nuôi ong."
    db.session.commit()
    owner.send(f"{PAGE}/loi-ke", {**QUOTE, "consented_on": f"{today()}"}, form_at=f"{PAGE}/loi-ke")
    owner.send(f"{PAGE}/gui-duyet", form_at=PAGE)
    approve(cast)
    shop = f"/htx/{cast.seller_a.slug}"
    assert "Nghe ong bay" in client.get(shop).text
    assert "Nghe ong bay" in client.get(shop).text
    ref = db.session.query(Quote).one().ref
    owner.send(f"{PAGE}/loi-ke/{ref}/rut", form_at=f"{PAGE}/loi-ke")
    assert "Nghe ong bay" not in client.get(shop).text
    kept = owner.get(f"{PAGE}/loi-ke").text
    assert "Bà Mẫu" in kept
    assert "Đã rút" in kept


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"words_vi": "Gọi 0912 345 678 nhé"}, "Bỏ số điện thoại"),
        ({"words_vi": "Mật này chữa ho"}, "Bỏ chữ"),
        ({"consented_on": "31/12/2999"}, "Ngày đồng ý chưa tới"),
        ({"consented_on": "hôm qua"}, "Ngày viết chưa đúng"),
        ({"way": ""}, "Chọn một cách"),
        ({"name": ""}, "Chỗ này chưa điền"),
    ],
)
def test_a_quote_that_cannot_stand_is_refused_and_kept_in_the_form(
    owner: Client, change: dict[str, str], said: str
) -> None:
    form = {**QUOTE, "consented_on": f"{today()}", "role_vi": "người nuôi ong"} | change
    answer = owner.send(f"{PAGE}/loi-ke", form, form_at=f"{PAGE}/loi-ke")
    assert answer.status_code in (400, 422)
    assert said in answer.text
    assert "người nuôi ong" in answer.text
    assert db.session.query(Quote).count() == 0


def test_what_came_back_says_what_to_mend_and_is_sent_again(owner: Client, cast: Cast) -> None:
    owner.send(f"{PAGE}/loi-chao", {"story_vi": "Nhà nuôi ong."}, form_at=f"{PAGE}/loi-chao")
    owner.send(f"{PAGE}/gui-duyet", form_at=PAGE)
    asked = approvals.find_waiting(ApprovalKind.STORY, cast.seller_a.slug, lock=True)
    assert asked is not None
    approvals.send_back(asked, by=cast.operator, to_mend=["story_vi"], note="Kể thêm nhà ở đâu.")
    db.session.commit()
    assert "Kể thêm nhà ở đâu." in owner.get(PAGE).text
    owner.send(f"{PAGE}/loi-chao", {"story_vi": "Nhà nuôi ong ở Kim Bôi."}, form_at=f"{PAGE}/loi-chao")
    owner.send(f"{PAGE}/gui-duyet", form_at=PAGE)
    assert "Đang chờ duyệt." in owner.get(PAGE).text
    owner.send(f"{PAGE}/rut-lai", form_at=PAGE)
    last = approvals.find_last(ApprovalKind.STORY, cast.seller_a.slug)
    assert last is not None
    assert last.state == ApprovalState.WITHDRAWN


def test_a_photo_is_shown_once_it_is_ready_and_approved(
    applicant: Client, owner: Client, client: Client, cast: Cast, honey: Product
) -> None:
    """`applicant` gives the store of files."""
    cast.seller_a.story_vi = "Nhà nuôi ong."
    db.session.commit()
    at = owner.send(f"{PAGE}/phan", {"kind": "photos"}, form_at=PAGE).headers["Location"]
    ref = at.rpartition("/")[2]
    sent = owner.send(at, {"seen": seen_of(owner, ref), "photos": (BytesIO(jpeg()), "vuon.jpg")}, form_at=at)
    sent.request.environ["wsgi.input"].close()  # a large body waits in a file
    assert "Ảnh đang xử lý" in owner.get(PAGE).text
    (photo,) = shop_page.block_of(shop_page.page_of(cast.seller_a).content, ref)["photos"]
    work(PICTURE)
    words = {"seen": seen_of(owner, ref), f"alt_vi-{photo['ref']}": "Vườn ong buổi sáng"}
    owner.send(at, words, form_at=at)
    owner.send(f"{PAGE}/gui-duyet", form_at=PAGE)
    assert photo["ref"] not in client.get(f"/htx/{cast.seller_a.slug}").text
    approve(cast)
    page = client.get(f"/htx/{cast.seller_a.slug}").text
    assert f"/anh/{photo['ref']}-400.jpg" in page
    assert "Vườn ong buổi sáng" in page
    owner.send(at, {"seen": seen_of(owner, ref), "bo": photo["ref"]}, form_at=at)
    assert "Chưa có ảnh nào." in owner.get(PAGE).text
    assert photo["ref"] in client.get(f"/htx/{cast.seller_a.slug}").text
