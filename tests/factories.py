"""Things that tests need, made through the shop's own actions where there is one. All take only what matters."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import select

from marketplace import cart, catalogue, events, orders, payments, pictures, reviews, shelf, stock, traceability
from marketplace.accounts.models import User
from marketplace.cart.models import Cart
from marketplace.catalogue.models import ContentUnit, Product, Variant
from marketplace.catalogue.weighing import Weighing
from marketplace.certification.models import Certificate, CertificateKind, CertificateState
from marketplace.clock import today
from marketplace.database import db, transaction
from marketplace.orders import Recipient
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import ActorRole, PaymentMethod
from marketplace.pictures import Picture, Received
from marketplace.reviews.models import Review
from marketplace.reviews.question_models import Question
from marketplace.sellers.models import Seller, SellerKind, SellerMember, SellerState
from marketplace.sellers.permissions import SellerRole
from marketplace.stock.models import Lot
from marketplace.text import fold, slug
from marketplace.traceability.models import Stamp

NUMBERS = count(1)
Thing = TypeVar("Thing")
BA_DINH = Recipient(
    name="Nguyễn Thị Mẫu", phone="+84900000123", province_code="01", commune_code="00004", street="Số 8, ngõ 12"
)


def user(name: str = "Chị Mẫu", **values: object) -> User:
    """A person who cannot sign in yet (see people.py for those who can)."""
    known: dict[str, object] = {"email": f"person{next(NUMBERS)}@example.test", "password_hash": "!"}
    person = User(name=name, **(known | values))
    return _saved(person)


def seller(name: str = "HTX Green Life", **values: object) -> Seller:
    """An approved cooperative in Phú Thọ."""
    defaults: dict[str, object] = {
        "slug": f"{slug(name)}-{next(NUMBERS)}",
        "kind": SellerKind.COOPERATIVE,
        "state": SellerState.APPROVED,
        "printed_place_vi": "Hợp Tiến, Kim Bôi, Hòa Bình",
        "province_code": "25",
        "commune_code": "05014",
        "folded": fold(name),
    }
    return _saved(Seller(name_vi=name, **(defaults | values)))


def applicant(name: str = "HTX Mẫu Suối Trong", **values: object) -> Seller:
    """A seller whose application lacks nothing but goods."""
    complete = {"state": SellerState.APPLIED, "phone": "+84912345678", "tax_code": "5400000001"}
    return seller(name, **(complete | values))


def member(of: Seller, person: User, role: SellerRole = SellerRole.OWNER) -> SellerMember:
    """Let a person work for a seller."""
    return _saved(SellerMember(seller_id=of.id, user_id=person.id, role=role))


def product(
    of: Seller | None = None, name: str = "Mật ong rừng", *, left: int = 10, price_vnd: int = 165_000, **values: object
) -> Product:
    """A listed product with one pack size of 500 ml and one lot with `left` units."""
    made = Product(
        seller=of or seller(),
        name_vi=name,
        slug=f"{slug(name)}-{next(NUMBERS)}",
        **({"category": "mat-ong", "picture": "mat-ong-green-life"} | values),
    )
    made.variants.append(pack(price_vnd=price_vnd))
    _saved(made)
    if left:
        lot(made.variants[0], left)
    shelf.reindex_touched()
    return made


def pack(position: int = 1, **values: object) -> Variant:
    """A pack size that belongs to no product yet."""
    defaults: dict[str, object] = {
        "pack_vi": "Hũ 500 ml",
        "pack_en": "500 ml jar",
        "content_amount": 500,
        "content_unit": "ml",
        "gross_grams": 900,
        "price_vnd": 165_000,
    }
    return Variant(ref=f"ref{next(NUMBERS)}", position=position, **(defaults | values))


def chicken(of: Seller | None = None, *, left: int = 10, increase_bp: int = 1_000) -> Product:
    """A chicken of 1,400 to 1,600 g at 160,000 dong a kilogram, weighed at packing: about 240,000 dong."""
    made = product(of, "Gà đồi mẫu", left=0, category="ga-trung", picture="ga-lac-son")
    weighing = Weighing(160_000, 1_400, 1_600, increase_bp)
    made.variants[0].pack_vi, made.variants[0].pack_en = "Con 1,4–1,6 kg", "1.4–1.6 kg bird"
    made.variants[0].content_amount, made.variants[0].content_unit = 1_500, ContentUnit.GRAM
    made.variants[0].gross_grams, made.variants[0].price_vnd = 1_700, weighing.estimate_vnd
    made.variants[0].weighing = weighing.stored()
    lot(made.variants[0], left)
    shelf.reindex_touched()
    return made


def confirmed(*wanted: tuple[Variant, int], paying: PaymentMethod = PaymentMethod.COD) -> Order:
    """An order that is being packed; where the money comes first, it has come."""
    bought = purchase(*wanted, paying=paying)
    if paying != PaymentMethod.COD:
        with heard():
            payments.receive(bought, bought.due_vnd)
    made = bought.orders[0]
    orders.confirm(made, by=None)
    db.session.flush()
    return made


@contextmanager
def heard() -> Iterator[None]:
    """In a transaction, also outside of one: what happens there is handed to nobody."""
    db.session.flush()
    with nullcontext() if db.session().info.get("writing") else transaction():
        yield


def lot(variant: Variant, quantity: int, *, code: str = "", best_before_in_days: int | None = 300) -> Lot:
    """A lot packed today."""
    best_before = None if best_before_in_days is None else today() + timedelta(days=best_before_in_days)
    return stock.receive(
        variant, code=code or f"L-{next(NUMBERS)}", quantity=quantity, packed_on=today(), best_before_on=best_before
    )


def stamp(of: Lot | None = None) -> Stamp:
    """A stamp of a lot of honey, the next one of its roll."""
    lot_of = of or lot(product(left=0).variants[0], 10)
    number = traceability.issue_stamps(lot_of, 1).start
    return db.session.scalars(select(Stamp).where(Stamp.lot_id == lot_of.id, Stamp.number == number)).one()


def certificate(
    of: Product,
    *,
    kind: CertificateKind = CertificateKind.OCOP,
    stars: int = 3,
    issued_days_ago: int = 100,
    valid_days: int = 1_095,
    **values: object,
) -> Certificate:
    """A verified certificate; only those of OCOP carry stars."""
    issued = today() - timedelta(days=issued_days_ago)
    return _saved(
        Certificate(
            product_id=of.id,
            kind=kind,
            state=CertificateState.VERIFIED,
            stars=stars if kind == CertificateKind.OCOP else None,
            decision_number="DEMO/QĐ-UBND",
            issued_on=issued,
            expires_on=issued + timedelta(days=valid_days),
            **values,
        )
    )


def basket(*wanted: tuple[Variant, int], buyer: User | None = None) -> Cart:
    """A basket that holds so many of each pack size."""
    filled: Cart | None = None
    for variant, quantity in wanted:
        token = filled.token if filled else None
        filled = cart.add(token=token, user_id=buyer.id if buyer else None, ref=variant.ref, quantity=quantity).cart
        db.session.flush()
    assert filled is not None
    return filled


def purchase(
    *wanted: tuple[Variant, int],
    buyer: User | None = None,
    recipient: Recipient = BA_DINH,
    paying: PaymentMethod = PaymentMethod.COD,
) -> Purchase:
    """What became of ordering so many of each pack size."""
    filled = basket(*wanted, buyer=buyer)
    quoted = orders.quote(
        cart.parcels_in(filled), province_code=recipient.province_code, commune_code=recipient.commune_code
    )
    return orders.place(
        checkout_token=filled.checkout_token,
        cart_token=filled.token,
        buyer=buyer,
        recipient=recipient,
        shown_total_vnd=quoted.total_vnd,
        locale="vi",
        payment_method=paying,
    )


def pay(code: str) -> Purchase:
    """All that is still to be paid of a purchase comes in."""
    bought = payments.get_purchase(code)
    payments.receive(bought, bought.due_vnd)
    return bought


def order(
    of: Product | None = None,
    *,
    quantity: int = 2,
    buyer: User | None = None,
    paying: PaymentMethod = PaymentMethod.COD,
) -> Order:
    """One order of one product: placed, or waiting for its money where that comes first."""
    bought = of or product()
    return purchase((bought.variants[0], quantity), buyer=buyer, paying=paying).orders[0]


def delivered(
    of: Product | None = None,
    *,
    quantity: int = 1,
    buyer: User | None = None,
    paying: PaymentMethod = PaymentMethod.COD,
) -> Order:
    """An order that has arrived, and was paid where the money comes first."""
    made = order(of, quantity=quantity, buyer=buyer, paying=paying)
    if paying != PaymentMethod.COD:
        pay(made.purchase.code)
    orders.confirm(made, by=None)
    orders.pack(made, by=None)
    orders.ship(made, by=None, carrier="Bưu điện", tracking_number="VN2611773")
    orders.deliver(made, by=None, role=ActorRole.SELLER)
    if not db.session().info.get("writing"):  # what happens outside of a transaction is handed to nobody
        with heard():
            events.hand_out([made.events[-1]])
    db.session.flush()
    return made


def review(of: Product | None = None, *, points: int = 5, body: str = "Thơm, sánh.", **values: Any) -> Review:
    """A review by somebody who has received the product."""
    line = delivered(of).lines[0]
    return reviews.publish(
        line, **({"author": "Lan N.", "scores": reviews.Scores(points, points, points), "body": body} | values)
    )


def question(of: Product | None = None, *, by: User | None = None, body: str = "Mật có kết hạt không?") -> Question:
    """A question about a product."""
    return reviews.ask(of or product(), by=by or user("Nguyễn Văn Hỏi"), body=body)


def photo(of: Product, received: Received) -> Picture:
    """A picture that was received, as one of the product's own, last in its row; a worker makes it ready."""
    return pictures.attach(received, product_id=of.id, position=len(pictures.pictures_of(of.id)) + 1)


def take_down(of: Product, picture: Picture) -> None:
    """The picture is removed, and the product shows it no more."""
    pictures.remove(picture)
    catalogue.show_photos(of)


def _saved(thing: Thing) -> Thing:
    db.session.add(thing)
    db.session.flush()
    return thing
