"""What operators want of a shop's goods stands where the shop looks, and is answered there."""

import pytest

from marketplace import moderation
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.moderation import CaseState, ProductCase
from tests import factories, people
from tests.client import Client
from tests.moderation.cases import demanded, taken_down, told
from tests.people import Cast


@pytest.fixture
def honey(cast: Cast) -> Product:
    return factories.product(cast.seller_a, "Mật ong rừng")


@pytest.fixture
def down(honey: Product) -> ProductCase:
    return taken_down(honey)


def at(case: ProductCase, step: str = "") -> str:
    return f"/ban-hang/yeu-cau/{case.ref}{step}"


def test_today_the_product_and_its_draft_say_what_is_to_be_done_until_when(owner: Client, honey: Product) -> None:
    case = moderation.ask_for_change(honey, told("label"), by=factories.user())
    today = owner.get("/ban-hang").text
    assert "Cần sửa: Mật ong rừng" in today
    assert at(case) in today
    assert "Còn thiếu thành phần" in owner.get(f"/ban-hang/mon/{honey.slug}").text
    editor = owner.send(f"/ban-hang/mon/{honey.slug}/sua", form_at=f"/ban-hang/mon/{honey.slug}").location
    assert "Còn thiếu thành phần" in owner.get(editor).text


def test_what_was_taken_down_cannot_be_switched_on(owner: Client, honey: Product, down: ProductCase) -> None:
    page = owner.get("/ban-hang/mon").text
    assert "Đọc lý do hạ, trả lời" in page
    assert "Bán lại</button>" not in page
    refused = owner.send(f"/ban-hang/mon/{honey.slug}/listing", form_at="/ban-hang/mon")
    assert "bị người vận hành hạ" in owner.get(refused.location).text
    db.session.expire_all()
    assert not honey.is_listed


def test_the_shop_answers_and_the_operator_reads_it(owner: Client, cast: Cast, down: ProductCase) -> None:
    page = owner.get(at(down)).text
    assert "Lời viết hứa chữa bệnh" in page
    assert "Căn cứ: Nghị định 15/2018/NĐ-CP, điều 27" in page
    assert owner.send(at(down, "/tra-loi"), {"words": " "}, form_at=at(down)).status_code == 422
    assert owner.send(at(down, "/tra-loi"), {"words": "Đã bỏ câu ấy."}, form_at=at(down)).location == at(down)
    db.session.expire_all()
    assert down.state == CaseState.ANSWERED
    assert "Đã trả lời, chờ người vận hành xem." in owner.get("/ban-hang").text
    operator = people.signed_in(Client(owner.application), cast.operator)
    assert "Đã bỏ câu ấy." in operator.get(f"/van-hanh/mon/{down.product.slug}").text


def test_a_packer_reads_and_does_not_answer(cast: Cast, client: Client, down: ProductCase) -> None:
    packer = people.signed_in(client, cast.packer_a)
    assert "Gửi trả lời" not in packer.get(at(down)).text
    assert packer.send(at(down, "/tra-loi"), {"words": "Đã sửa."}, form_at="/ban-hang/them").status_code == 403


def test_another_shop_and_a_noted_demand_are_not_there(owner: Client, cast: Cast, honey: Product) -> None:
    theirs = taken_down(factories.product(cast.seller_b, "Chè"))
    noted = demanded(honey, hours_ago=1)
    assert {owner.get(at(case)).status_code for case in (theirs, noted)} == {404}
    assert owner.send(at(theirs, "/tra-loi"), {"words": "Đã sửa."}, form_at="/ban-hang/mon").status_code == 404


def test_english_speakers_read_it_in_english(owner: Client, down: ProductCase) -> None:
    assert "The texts promise a cure" in owner.get(f"{at(down)}?hl=en").text
