from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete

from marketplace import catalogue, sellers, shelf
from marketplace.catalogue.models import Product
from marketplace.catalogue.seasons import months_in, next_start
from marketplace.certification.models import CertificateKind
from marketplace.clock import end_of_day, pretending, today
from marketplace.database import db, transaction
from marketplace.sellers.models import Seller
from marketplace.shelf import Filters, Sort, category_counts
from marketplace.shelf.facet_cache import facet_cache
from marketplace.shelf.filters import CERTIFICATES
from marketplace.shelf.models import Card, ShelfEntry
from marketplace.traceability.models import LotStep
from tests import factories


@pytest.fixture
def seller(app: Flask) -> Seller:
    return factories.seller()


def names(cards: list[Card] | tuple[Card, ...]) -> list[str]:
    return [card.name_vi for card in cards]


def browsed(filters: Filters | None = None, order: Sort = Sort.POPULAR) -> list[str]:
    return names(shelf.browse(filters or Filters(), order=order).cards)


def season(*months: int) -> int:
    return sum(1 << (month - 1) for month in months)


def test_a_card_shows_a_pack_that_can_be_bought_todays_stars_and_what_is_left(seller: Seller) -> None:
    honey = factories.product(seller, left=7)
    honey.variants.append(factories.pack(2, price_vnd=310_000))
    factories.certificate(honey, stars=3, issued_days_ago=900)
    factories.certificate(honey, stars=4, issued_days_ago=10)
    factories.certificate(honey, stars=5, issued_days_ago=1_500)
    (card,) = shelf.browse(Filters()).cards
    assert (card.price_vnd, card.stars, card.is_in_stock) == (165_000, 4, True)


def test_what_is_left_of_any_pack_size_keeps_a_card_from_being_sold_out(seller: Seller) -> None:
    honey = factories.product(seller, left=0)
    honey.variants.append(factories.pack(2, price_vnd=310_000))
    db.session.flush()
    assert not shelf.browse(Filters()).cards[0].is_in_stock
    factories.lot(honey.variants[1], 3)
    assert shelf.browse(Filters()).cards[0].is_in_stock


def test_lots_past_their_best_before_day_are_not_left(seller: Seller) -> None:
    honey = factories.product(seller, left=0)
    factories.lot(honey.variants[0], 9, best_before_in_days=-1)
    assert not shelf.browse(Filters()).cards[0].is_in_stock
    factories.lot(honey.variants[0], 5, best_before_in_days=0)
    assert shelf.browse(Filters()).cards[0].is_in_stock


def test_goods_are_sorted_as_asked(seller: Seller) -> None:
    for name, price, sold in (("Một", 30_000, 5), ("Hai", 10_000, 9), ("Ba", 20_000, 1)):
        factories.product(seller, name, price_vnd=price, sold_units=sold)
    assert browsed(order=Sort.POPULAR) == ["Hai", "Một", "Ba"]
    assert browsed(order=Sort.NEWEST) == ["Ba", "Hai", "Một"]
    assert browsed(order=Sort.CHEAPEST) == ["Hai", "Ba", "Một"]
    assert browsed(order=Sort.DEAREST) == ["Một", "Ba", "Hai"]


def test_a_strip_shows_what_can_be_bought_first(seller: Seller) -> None:
    factories.product(seller, "Hết", left=0, sold_units=100)
    factories.product(seller, "Còn", left=3)
    assert names(shelf.strip(size=2)) == ["Còn", "Hết"]


def test_a_place_that_no_page_gave_out_begins_at_the_start(seller: Seller) -> None:
    factories.product(seller, "Món")
    for place in ("abc", "-5", "9" * 30, "1.2.3", "1.99999999999999999999", "1.1", "\0"):
        for page in (shelf.browse(Filters(), after=place), shelf.browse(Filters(), before=place)):
            assert (names(page.cards), page.is_lost) == (["Món"], True)


def test_a_place_of_another_order_begins_at_the_start(seller: Seller) -> None:
    factories.product(seller, "Món")
    for order in Sort:
        for place in ("1", "1.1"):
            page = shelf.search("mon", Filters(), order=order, after=place).page
            assert page.cards or not page.is_lost


def test_a_broken_place_before_which_to_look_begins_at_the_start(seller: Seller) -> None:
    for number in range(3):
        factories.product(seller, f"Món {number}", sold_units=9 - number)
    assert names(shelf.browse(Filters(), before="abc", size=2).cards) == ["Món 0", "Món 1"]


def test_a_page_beyond_the_end_is_empty_and_still_knows_the_total(seller: Seller) -> None:
    factories.product(seller)
    page = shelf.browse(Filters(), after="0")
    assert (page.cards, page.facets.total) == ((), 1)


def test_a_list_that_shows_all_its_goods_never_says_another_number(seller: Seller) -> None:
    honey, tea = factories.product(seller, "Mật ong"), factories.product(seller, "Trà")
    assert shelf.browse(Filters()).facets.total == 2
    for gone, left in ((honey, 1), (tea, 0)):
        db.session.execute(delete(ShelfEntry).where(ShelfEntry.product_id == gone.id))  # as another process would
        page = shelf.browse(Filters())
        assert (len(page.cards), page.facets.total) == (left, left)


def test_numbers_counted_anew_are_the_old_ones_when_nothing_has_changed(seller: Seller) -> None:
    honey = factories.product(seller)
    before = shelf.browse(Filters()).facets
    facet_cache.note_change()
    assert shelf.browse(Filters()).facets is before
    honey.is_listed = False
    db.session.flush()
    assert shelf.browse(Filters()).facets.total == 0


def test_goods_of_one_category_stay_in_it_whichever_was_asked_for_before(seller: Seller) -> None:
    honey = factories.product(seller)
    assert browsed(Filters(category="che")) == []
    assert browsed(Filters(category=honey.category)) == [honey.name_vi]
    assert shelf.browse(Filters(category=honey.category, in_stock=True)).facets.total == 1
    assert shelf.browse(Filters(category="che", in_stock=True)).facets.total == 0


def test_a_season_holds_its_months_only(seller: Seller) -> None:
    factories.product(seller, "Xuân", season_months=season(1, 2, 3))
    factories.product(seller, "Quanh năm")
    assert browsed(Filters(months=(2,))) == ["Xuân"]
    assert browsed(Filters(months=(4,))) == []


@pytest.mark.parametrize(
    ("months", "now", "start"),
    [((3, 4, 5), 6, 3), ((3, 4, 5), 4, 3), ((11, 12, 1), 2, 11), ((5,), 5, 5), ((), 5, None), (range(1, 13), 5, None)],
)
def test_the_next_season_begins_in_its_first_month(months: tuple[int, ...], now: int, start: int | None) -> None:
    assert next_start(season(*months), now) == start
    assert months_in(season(*months)) == tuple(sorted(months))


def test_a_certificate_counts_until_its_last_day(seller: Seller) -> None:
    honey = factories.product(seller)
    certificate = factories.certificate(honey, stars=3)
    certificate.expires_on = today()
    db.session.flush()
    assert shelf.browse(Filters(stars=(3,))).cards[0].stars == 3
    certificate.expires_on = today() - timedelta(days=1)
    db.session.flush()
    assert shelf.browse(Filters()).cards[0].stars == 0


def test_at_midnight_in_vietnam_an_ended_star_is_gone_from_cards_filters_and_counts(seller: Seller) -> None:
    honey = factories.product(seller)
    factories.certificate(honey, stars=4).expires_on = today()
    db.session.flush()
    assert shelf.browse(Filters()).facets.stars == {4: 1}
    with pretending(end_of_day(today())):
        page = shelf.browse(Filters())
        assert (page.cards[0].stars, page.facets.stars, browsed(Filters(stars=(4,)))) == (0, {}, [])


def test_a_certificate_that_begins_tomorrow_is_found_tomorrow(seller: Seller) -> None:
    honey = factories.product(seller)
    factories.certificate(honey, stars=5, issued_days_ago=-1)
    assert browsed(Filters(stars=(5,))) == []
    with pretending(end_of_day(today())):
        page = shelf.browse(Filters(stars=(5,)))
        assert (names(page.cards), page.facets.stars) == ([honey.name_vi], {5: 1})
        assert category_counts.count_by_stars() == {5: 1}
        shelf.reindex_due()
        assert browsed(Filters(stars=(5,))) == [honey.name_vi]


def test_a_mark_that_begins_tomorrow_is_found_tomorrow(seller: Seller) -> None:
    honey = factories.product(seller)
    factories.certificate(honey, kind=CertificateKind.VIETGAP).expires_on = today()
    factories.certificate(honey, kind=CertificateKind.ORGANIC, issued_days_ago=-1)
    db.session.flush()
    assert shelf.browse(Filters()).facets.certificates == {**dict.fromkeys(CERTIFICATES, 0), CertificateKind.VIETGAP: 1}
    with pretending(end_of_day(today())):
        assert shelf.browse(Filters()).facets.certificates == {
            **dict.fromkeys(CERTIFICATES, 0),
            CertificateKind.ORGANIC: 1,
        }
        assert browsed(Filters(certificates=(CertificateKind.ORGANIC,))) == [honey.name_vi]
        assert browsed(Filters(certificates=(CertificateKind.VIETGAP,))) == []


def test_a_stamp_on_a_lot_that_cannot_be_sold_any_more_does_not_count(seller: Seller) -> None:
    honey = factories.product(seller, left=0)
    told = factories.lot(honey.variants[0], 5, best_before_in_days=0)
    db.session.flush()
    db.session.add(LotStep(lot_id=told.id, happened_on=today(), title_vi="Thu hoạch"))
    factories.lot(honey.variants[0], 9)
    db.session.flush()
    assert browsed(Filters(is_traceable=True)) == [honey.name_vi]
    with pretending(end_of_day(today())):
        shelf.reindex_due()
        assert browsed(Filters(is_traceable=True)) == []


def test_a_lower_grade_that_still_counts_takes_over_when_the_higher_ends(seller: Seller) -> None:
    honey = factories.product(seller)
    factories.certificate(honey, stars=3)
    factories.certificate(honey, stars=4).expires_on = today()
    db.session.flush()
    with pretending(end_of_day(today())):
        assert (browsed(Filters(stars=(3,))), browsed(Filters(stars=(4,)))) == ([honey.name_vi], [])


def test_goods_leave_the_shelf_with_their_listing_and_with_their_seller(seller: Seller) -> None:
    honey = factories.product(seller, "Mật ong rừng")
    catalogue.delist(honey)
    db.session.flush()
    assert (browsed(), found("mat ong")) == ([], [])
    catalogue.list_again(honey)
    db.session.flush()
    assert (browsed(), found("mat ong")) == (["Mật ong rừng"], ["Mật ong rừng"])
    sellers.suspend(seller, by=factories.user(), note="Giấy tờ hết hạn")
    db.session.flush()
    assert (browsed(), found("mat ong")) == ([], [])


def test_a_new_price_and_a_new_name_are_found_at_once(seller: Seller) -> None:
    honey = factories.product(seller, "Mật ong rừng")
    catalogue.reprice(honey.variants[0], price_vnd=99_000)
    catalogue.rename(honey, name_vi="Mật hoa nhãn")
    db.session.flush()
    assert browsed(Filters(price_to_vnd=100_000)) == found("hoa nhan") == ["Mật hoa nhãn"]
    assert shelf.search("mat ong rung", Filters()).is_rescue  # nothing bears the former name


def test_the_last_unit_sold_makes_goods_leave_the_filter_for_what_is_in_stock(seller: Seller) -> None:
    honey = factories.product(seller, left=2)
    assert browsed(Filters(in_stock=True)) == [honey.name_vi]
    factories.order(honey, quantity=2)
    shelf.reindex_touched()
    assert browsed(Filters(in_stock=True)) == []
    assert shelf.browse(Filters()).facets.in_stock == 0


def found(words: str) -> list[str]:
    return names(shelf.search(words, Filters()).page.cards)


def test_every_product_on_sale_is_counted_as_missing_until_it_stands_on_the_shelf(seller: Seller) -> None:
    honey: Product = factories.product(seller)
    assert shelf.count_missing() == 0
    db.session.execute(delete(ShelfEntry))
    assert shelf.count_missing() == 1
    shelf.index_products([honey.id])
    assert shelf.count_missing() == 0


def test_what_the_database_saw_while_the_shop_was_small_does_not_slow_it_down_later(committed_app: Flask) -> None:
    with transaction():
        factories.product(factories.seller(), left=7)
    shelf.refresh_statistics()
    if db.engine.dialect.name == "sqlite":
        asked = "EXPLAIN QUERY PLAN UPDATE tag_versions SET version = version + 1 WHERE tag = 'shelf'"
        (step,) = db.session.connection().exec_driver_sql(asked).all()
        assert "ix_tag_versions_tag" in step.detail
