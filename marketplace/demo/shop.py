"""Fills an empty database with the demo shop."""

from collections.abc import Callable, Mapping

from sqlalchemy import select

from marketplace import collections, practice
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.collections import Cover
from marketplace.database import db
from marketplace.demo import content
from marketplace.demo.accounts import OPERATOR, WEIGHER, add_accounts, add_askers
from marketplace.demo.applications import add_applications
from marketplace.demo.cases import add_cases
from marketplace.demo.certificates import add_filings
from marketplace.demo.claims import add_claims
from marketplace.demo.content import Row, rows
from marketplace.demo.dispatches import add_dispatches
from marketplace.demo.drafts import add_drafts
from marketplace.demo.gifts import add_gifts
from marketplace.demo.goods import add_product, add_seller
from marketplace.demo.harvests import add_harvests
from marketplace.demo.imports import add_table
from marketplace.demo.lots import add_lot_histories
from marketplace.demo.messages import add_messages
from marketplace.demo.off_sale import add_off_sale
from marketplace.demo.openings import date_openings
from marketplace.demo.own_delivery import add_own_delivery
from marketplace.demo.parcels import add_parcels
from marketplace.demo.past import Past
from marketplace.demo.payouts import add_bird_sales
from marketplace.demo.promotions import add_promotions
from marketplace.demo.questions import add_question, add_ready_answers, add_report
from marketplace.demo.requests import add_requests
from marketplace.demo.shop_pages import add_shop_page
from marketplace.demo.stamps import add_roll, add_stamp_report
from marketplace.demo.transfers import add_transfers
from marketplace.demo.vouchers import add_vouchers
from marketplace.demo.waiting import add_waiting
from marketplace.sellers.models import Seller

BUYER_WITH_ACCOUNT = "A"
LISTED = "mat-ong-green-life"
"""The product that the sample drafts begin with."""
Progress = Callable[[], None]


def is_filled() -> bool:
    """Whether the demo shop is already there."""
    keys = {row["slug"] for row in content.rows("seller")}
    return db.session.scalar(select(Seller.id).where(Seller.slug.in_(keys)).limit(1)) is not None


def steps() -> int:
    """How many times `fill` reports progress."""
    return len(content.rows("product")) + len(content.rows("review")) + len(content.rows("purchase", "orders"))


def fill(progress: Progress) -> None:
    """Add sellers, goods, people, past orders, reviews and questions: always the same, dated back from today."""
    goods = content.products()
    sellers = {row["key"]: add_seller(row) for row in content.rows("seller")}
    db.session.flush()
    people = add_accounts(sellers)
    products = {}
    for row in goods:
        products[row["slug"]] = add_product(row, sellers[row["seller"]])
        progress()
    add_lot_histories(people[1])
    add_collections(products)
    past = Past(products.values(), content.rows("buyer", "orders"), people={BUYER_WITH_ACCOUNT: people[0]})
    for row in content.rows("review"):
        past.add_review(row)
        progress()
    for row in content.rows("purchase", "orders"):
        past.add_purchase(row)
        progress()
    askers = {str(person.phone)[-3:]: person for person in (people[0], *add_askers())}
    for row in content.rows("question"):
        add_question(row, products[row["product"]], askers)
    add_messages(products, askers, people[1])
    for row in content.rows("report", "questions"):
        add_report(row)
    add_stamps()
    date_openings()
    operator = next(person for person in people if person.name == OPERATOR)
    add_requests(sellers, operator=operator)
    add_applications(applicant=people[-1], operator=operator)
    add_drafts(products[LISTED], owner=people[1], operator=operator)
    add_own_things(products[LISTED].seller, people[1], operator)
    add_harvests(people[1])
    add_cases(products[LISTED], operator=operator)
    add_off_sale(products[LISTED], owner=people[1])
    add_practice(people[1])
    weigher = next(person for person in people if person.name == WEIGHER)
    add_endings(past, products[LISTED].seller, owner=people[1], weigher=weigher)
    add_claims(past, owner=people[1], operator=operator)
    add_latest(past, products[LISTED].seller, list(askers.values()))


def add_latest(past: Past, shop: Seller, askers: list[User]) -> None:
    """Who waits for goods of the shop, and parcels that carriers have: last, so that no code of an order changes."""
    add_waiting(shop, askers)
    add_parcels(past)


def add_endings(past: Past, shop: Seller, *, owner: User, weigher: User) -> None:
    """What comes last: money that came, gifts, a week of birds, what is fetched, and what was sent of all this."""
    add_transfers(past)
    add_gifts(past, shop, owner=owner)
    add_bird_sales(past, owner=weigher)
    add_own_delivery(shop, past)
    add_dispatches()
    add_promotions(owner=owner)


def add_own_things(shop: Seller, owner: User, operator: User) -> None:
    """What the owner of Green Life has prepared for the shop."""
    add_table(shop, owner)
    add_ready_answers(shop)
    add_shop_page(shop, owner=owner)
    add_filings(owner)
    add_vouchers(shop, owner=owner, operator=operator)


def add_stamps() -> None:
    """Rolls of stamps, and what people reported of some."""
    for row in content.rows("roll", "stamps"):
        add_roll(row)
    for row in content.rows("report", "stamps"):
        add_stamp_report(row)


def add_practice(owner: User) -> None:
    """The owner of Green Life has begun to practise: one order is with the courier, one is being packed."""
    shop = practice.start(owner)
    for number in ("TAP-MAU-1", "TAP-MAU-2"):
        practice.accept(shop, number)
    practice.pack(shop, "TAP-MAU-2")
    practice.hand_over(shop, "TAP-MAU-2", carrier="Viettel Post", tracking_number="TAP2611")


def add_collections(products: Mapping[str, Product]) -> None:
    """Put together and publish every collection, of the products at these addresses."""
    for row in rows("collection"):
        _add(row, products)


def _add(row: Row, products: Mapping[str, Product]) -> None:
    collection = collections.create(Cover(**{field: value for field, value in row.items() if field != "goods"}))
    for chosen in row["goods"]:
        notes = {name: chosen.get(name, "") for name in ("note_vi", "note_en")}
        collections.add(collection, products[chosen["slug"]], **notes)
    collections.publish(collection)
