"""A shop takes a lot back in two steps; its buyers read it on their order, and the shop sees who has."""

import pytest

from marketplace import recalls, stock
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.stock.models import Lot
from tests import factories, people
from tests.client import Client
from tests.people import Cast
from tests.work import work

SAID = {"ground": "quality", "remedy": "discard", "reason": "Một số hũ lên men sớm.", "reason_en": "Some ferment."}


@pytest.fixture
def lot(honey: Product) -> Lot:
    """The lot of the 38 jars."""
    lot = stock.last_lot_of(honey.variants[0])
    assert lot is not None
    return lot


def at(lot: Lot, *rest: str) -> str:
    return "/".join((f"/ban-hang/lo/{lot.ref}/thu-hoi", *rest))


def test_a_lot_is_taken_back_in_two_steps_and_its_buyer_reads_it(
    owner: Client, client: Client, honey: Product, lot: Lot
) -> None:
    order = factories.delivered(honey, quantity=3)
    page = owner.send(at(lot), SAID, form_at="/ban-hang/them")
    assert page.status_code == 200
    for told in ("35 gói rời kệ ngay", "1 đơn được báo", "Một số hũ lên men sớm."):
        assert told in page.text, told
    assert not lot.is_recalled, "the first step changes nothing"
    wrong = owner.send(at(lot, "bat-dau"), SAID | {"code": "khác"}, form_at="/ban-hang/them")
    assert wrong.status_code == 400
    assert f"Gõ đúng mã lô {lot.code}" in wrong.text
    assert "Một số hũ lên men sớm." in wrong.text
    done = owner.send(at(lot, "bat-dau"), SAID | {"code": lot.code.lower()}, form_at="/ban-hang/them")
    assert done.location == at(lot)
    work(recalls.RECALL_LETTERS)
    assert "Đã báo 1 trên 1 đơn, 0 đơn đã đọc" in owner.get(at(lot)).text
    path = f"/don/{order.purchase.token}"
    assert f"Đừng dùng: lô {lot.code} bị thu hồi" in client.get(path).text
    assert client.send(f"{path}/{order.number}/da-doc-thu-hoi", form_at=path).location == path
    assert "Tôi đã đọc, sẽ không dùng" not in client.get(path).text
    assert "1 đơn đã đọc" in owner.get(at(lot)).text
    assert "Some ferment." in client.get(f"{path}?hl=en").text


@pytest.mark.parametrize("reason", ["", "\x00", "x" * 301])
def test_without_a_sentence_for_buyers_it_goes_no_further(owner: Client, lot: Lot, reason: str) -> None:
    for path in (at(lot), at(lot, "bat-dau")):
        answer = owner.send(path, SAID | {"reason": reason, "code": lot.code}, form_at="/ban-hang/them")
        assert answer.status_code == 422
    assert not lot.is_recalled


def test_nobody_else_takes_it_back(client: Client, cast: Cast, lot: Lot) -> None:
    packer = people.signed_in(client, cast.owner_b)
    assert packer.get(at(lot)).status_code == 404
    assert packer.send(at(lot, "bat-dau"), SAID | {"code": lot.code}).status_code == 404
    assert db.session.get_one(Lot, lot.id).recalled_on is None
