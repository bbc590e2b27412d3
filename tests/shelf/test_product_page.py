from datetime import timedelta

import pytest
from flask import Flask

from marketplace import catalogue, shelf
from marketplace.catalogue.errors import ProductGone, ProductNotFound
from marketplace.catalogue.models import Product
from marketplace.certification.models import Certificate, CertificateKind, CertificateState
from marketplace.clock import today
from marketplace.database import db
from marketplace.sellers.models import Seller, SellerState
from marketplace.traceability.models import LotStep
from tests import factories
from tests.statements import counted


@pytest.fixture
def seller(app: Flask) -> Seller:
    return factories.seller()


def test_a_product_page_gathers_packs_and_lots_the_first_to_end_first(seller: Seller) -> None:
    honey = factories.product(seller, left=0)
    honey.variants.append(factories.pack(2, price_vnd=310_000))
    db.session.flush()
    factories.lot(honey.variants[0], 4, code="SAU", best_before_in_days=200)
    factories.lot(honey.variants[0], 3, code="KHÔNG HẠN", best_before_in_days=None)
    factories.lot(honey.variants[0], 2, code="TRƯỚC", best_before_in_days=20)
    factories.lot(honey.variants[0], 9, code="QUÁ HẠN", best_before_in_days=-1)
    page = shelf.get_product_page(honey.slug)
    assert [pack.left for pack in page.packs] == [9, 0]
    assert [lot.code for lot in page.packs[0].lots] == ["TRƯỚC", "SAU", "KHÔNG HẠN"]
    assert not page.is_sold_out


def test_everything_is_read_in_two_statements_however_much_there_is(seller: Seller) -> None:
    honey = factories.product(seller, photos=[photo("a"), photo("b")])
    honey.variants.append(factories.pack(2, price_breaks=[[5, 150_000]]))
    db.session.flush()
    for variant in honey.variants:
        for _ in range(3):
            lot = factories.lot(variant, 5)
            db.session.add_all([LotStep(lot_id=lot.id, happened_on=today(), title_vi=f"Bước {n}") for n in range(3)])
    factories.certificate(honey)
    db.session.flush()
    with counted() as statements:
        page = shelf.get_product_page(honey.slug)
    assert len(statements) == 2
    assert (len(page.steps), len(page.packs[1].lots), len(page.product.photos), page.stars) == (18, 3, 2, 3)
    assert page.packs[1].price_for(5) == 150_000


def photo(ref: str) -> dict[str, object]:
    return {"ref": ref, "alt_vi": "Hũ", "alt_en": "", "blur": "data:,", "width": 1600, "height": 900}


def test_what_was_read_can_be_compared_and_kept(seller: Seller) -> None:
    honey = factories.product(seller, photos=[photo("a")])
    first, second = shelf.get_product_page(honey.slug), shelf.get_product_page(honey.slug)
    assert first == second
    assert hash(first) == hash(second)
    catalogue.reprice(honey.variants[0], price_vnd=170_000)
    db.session.flush()
    assert shelf.get_product_page(honey.slug) != first


def test_a_caller_can_ask_one_thing_more(seller: Seller) -> None:
    honey = factories.product(seller)
    assert shelf.get_product_page(honey.slug, Product.is_fragile, Product.id == honey.id).extras == (False, True)


@pytest.mark.parametrize(("issued_days_ago", "valid_days", "stars"), [(10, 10, 4), (10, 9, 0), (0, 5, 4), (-1, 5, 0)])
def test_stars_count_from_the_first_day_to_the_last(
    seller: Seller, issued_days_ago: int, valid_days: int, stars: int
) -> None:
    honey = factories.product(seller)
    factories.certificate(honey, stars=4, issued_days_ago=issued_days_ago, valid_days=valid_days)
    assert shelf.get_product_page(honey.slug).stars == stars


@pytest.mark.parametrize(("state", "seen"), [(CertificateState.SUBMITTED, []), (CertificateState.REVOKED, [False])])
def test_a_certificate_that_was_taken_back_is_told_and_one_that_waits_is_not(
    seller: Seller, state: CertificateState, seen: list[bool]
) -> None:
    honey = factories.product(seller)
    issued = today() - timedelta(days=5)
    db.session.add(Certificate(product_id=honey.id, kind=CertificateKind.OCOP, state=state, stars=5, issued_on=issued))
    db.session.flush()
    page = shelf.get_product_page(honey.slug)
    assert [certificate.is_valid for certificate in page.certificates] == seen
    assert page.stars == 0


def test_goods_off_the_shelf_say_what_they_were(seller: Seller) -> None:
    hidden = factories.product(seller, "Mật ong Cũ", is_listed=False)
    with pytest.raises(ProductGone) as gone:
        shelf.get_product_page(hidden.slug)
    assert (gone.value.name_vi, gone.value.category) == ("Mật ong Cũ", "mat-ong")
    with pytest.raises(ProductNotFound):
        shelf.get_product_page("khong-co")


def test_goods_of_a_suspended_seller_are_gone(seller: Seller) -> None:
    honey = factories.product(seller)
    seller.state = SellerState.SUSPENDED
    db.session.flush()
    with pytest.raises(ProductGone):
        shelf.get_product_page(honey.slug)


def names(cards: tuple[shelf.models.Card, ...]) -> list[str]:
    return [card.name_vi for card in cards]


def test_related_goods_come_from_the_same_seller_and_from_elsewhere_in_one_statement(seller: Seller) -> None:
    honey = factories.product(seller, "Mật một")
    factories.product(seller, "Mật hai", sold_units=5)
    factories.product(seller, "Trứng", category="ga-trung", sold_units=50)
    elsewhere = factories.seller("HTX Thanh An")
    factories.product(elsewhere, "Mật ba", sold_units=1)
    factories.product(elsewhere, "Mật bốn", sold_units=9)
    factories.product(elsewhere, "Mật hết", sold_units=99, left=0)
    factories.product(elsewhere, "Gạo", category="gao-mien")
    db.session.commit()
    page = shelf.get_product_page(honey.slug)
    with counted() as statements:
        related = shelf.related(page)
    assert len(statements) == 1
    assert names(related.same_seller) == ["Trứng", "Mật hai"]
    assert names(related.elsewhere) == ["Mật bốn", "Mật ba"]
