"""Listings on the desk: read as buyers will read them, checked first, and written by the decision alone."""

from sqlalchemy import select

from marketplace.approvals import Approval, ApprovalState, listings
from marketplace.catalogue.models import Product
from marketplace.database import db
from tests import factories
from tests.approvals.test_listings import whole
from tests.client import Client
from tests.people import Cast

DESK = "/van-hanh/duyet"


def test_a_new_product_is_read_in_words_and_goes_on_sale_when_it_is_approved(operator: Client, cast: Cast) -> None:
    asked = listings.send(whole(cast), by=cast.owner_a)
    db.session.commit()
    page = operator.get(f"{DESK}/{asked.ref}").text.replace("\N{NO-BREAK SPACE}", " ")
    for said in ("Chai 500 ml (500 ml): 150.000 ₫", "Quanh năm", "720 ngày", "Mật ong", "Chưa có ảnh", "Món mới"):
        assert said in page
    assert operator.send(f"{DESK}/{asked.ref}/duyet", form_at=f"{DESK}/{asked.ref}").status_code == 303
    product = db.session.scalars(select(Product).where(Product.name_vi == "Mật ong hoa vải")).one()
    assert operator.get(f"/p/{product.slug}").status_code == 200


def test_a_price_that_jumps_says_how_far_and_stays_as_it_was_meanwhile(operator: Client, cast: Cast) -> None:
    variant = factories.product(cast.seller_a, price_vnd=100_000).variants[0]
    asked = listings.ask_for_price(variant, price_vnd=162_000, by=cast.owner_a)
    db.session.commit()
    page = operator.get(f"{DESK}/{asked.ref}").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Giá tăng 62 %" in page
    assert "Từ 100.000 ₫ lên 162.000 ₫." in page
    assert variant.price_vnd == 100_000


def test_a_listing_goes_back_with_the_field_to_mend_and_stays_out_of_the_shop(operator: Client, cast: Cast) -> None:
    asked = listings.send(whole(cast), by=cast.owner_a)
    db.session.commit()
    form = {"to_mend": "category", "note": "Chọn lại nhóm."}
    form_page = operator.get(f"{DESK}/{asked.ref}?tra-lai=1").text
    assert "Chọn nhầm nhóm" in form_page
    assert (
        operator.send(f"{DESK}/{asked.ref}/tra-lai", form, form_at=f"{DESK}/{asked.ref}?tra-lai=1").status_code == 303
    )
    decided = db.session.get_one(Approval, asked.id, populate_existing=True)
    assert (decided.state, decided.to_mend, decided.note) == (ApprovalState.SENT_BACK, ["category"], "Chọn lại nhóm.")
    assert db.session.scalar(select(Product.id).where(Product.name_vi == "Mật ong hoa vải")) is None
