"""The page on which a shop says what its gift box is, and how many are left."""

from collections.abc import Callable

from marketplace import stock
from marketplace.accounts.models import User
from marketplace.catalogue.gift_boxes import find_box
from marketplace.catalogue.models import Product
from marketplace.database import db
from tests.client import Client
from tests.people import Cast
from tests.web.storefront.checkout.test_gifts import GIFT
from tests.web.storefront.shopping import checkout_form, put

PAGE = "/ban-hang/them/hop-qua"
BOX = {"price": "25.000", "note_vi": "hộp giấy nâu", "note_en": "brown paper box", "weight": "300 g", "left": "3"}


def test_a_shop_offers_its_box_and_an_old_page_writes_no_old_count_back(
    client: Client, client_for: Callable[[User], Client], honey: Product, cast: Cast
) -> None:
    owner = client_for(cast.owner_a)
    refused = owner.send(PAGE, BOX | {"price": "không", "left": "nhiều"})
    assert refused.status_code == 422
    assert "Số còn lại phải là số" in refused.text
    assert find_box(cast.seller_a.id) is None
    assert owner.send(PAGE, BOX).status_code == 303
    box = find_box(cast.seller_a.id)
    assert box is not None

    def left() -> int:
        return stock.left_of([box.id]).get(box.id, 0)

    open_page = BOX | {"seen_left": "3"}
    assert 'name="seen_left" type="hidden" value="3"' in owner.get(PAGE).text
    put(client, honey)
    form = checkout_form(client, **GIFT, box=cast.seller_a.slug)
    assert client.post("/dat-hang", data=form).status_code == 303
    assert owner.send(PAGE, open_page | {"price": "30.000"}).status_code == 303
    assert left() == 2, "the box that was sold meanwhile is not there again"
    counted = owner.send(PAGE, open_page | {"left": "5"})
    assert counted.status_code == 409
    assert "đã đổi từ 3 thành 2" in counted.text
    field = counted.text.split('id="left"', 1)[1].split(">", 1)[0]
    assert 'value="5"' in field, "what was typed stays"
    assert owner.send(PAGE, open_page | {"left": "5", "seen_left": "2"}).status_code == 303
    assert left() == 5
    assert owner.send(f"{PAGE}/ngung", form_at=PAGE).status_code == 303
    db.session.expire_all()
    assert "Chưa nhận gói hộp" in owner.get(PAGE).text
