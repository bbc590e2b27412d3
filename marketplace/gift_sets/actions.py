"""What shops do with their gift sets, and how one gets into a basket."""

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace import cart, former_slugs
from marketplace.cart.models import Cart
from marketplace.catalogue.blocked_words import flags_in
from marketplace.catalogue.models import Variant
from marketplace.database import db
from marketplace.gift_sets.errors import (
    PartRefused,
    PartTwice,
    SetNameMissing,
    SetsLeft,
    SetSoldOut,
    SetWordBlocked,
    TooFewParts,
)
from marketplace.gift_sets.models import MOST_OF_PART, MOST_PARTS, GiftSet, SetPart
from marketplace.gift_sets.queries import SetView, packs_for_sets
from marketplace.names import check_legible
from marketplace.sellers.models import Seller
from marketplace.text import slug as slug_of

FEWEST_PARTS = 2


@dataclass(frozen=True)
class NewPart:
    """Which pack size, how many of it, and in which row of the form it stands."""

    ref: str
    quantity: int
    row: int


@dataclass(frozen=True)
class SetTexts:
    """What is said of a set."""

    name_vi: str
    name_en: str = ""
    note_vi: str = ""
    note_en: str = ""

    def check(self) -> None:
        """Raise SetNameMissing, NameIllegible or SetWordBlocked."""
        if not self.name_vi:
            raise SetNameMissing()
        check_legible(self.name_vi)
        found = flags_in(" ".join((self.name_vi, self.name_en, self.note_vi, self.note_en)))
        if found:
            raise SetWordBlocked(words=found[0].text)


def keep(seller: Seller, texts: SetTexts, parts: Sequence[NewPart], *, gift_set: GiftSet | None = None) -> GiftSet:
    """Write a set down, anew or in place of `gift_set`; it is shown at once.

    Raises what `SetTexts.check` raises, TooFewParts, PartTwice or PartRefused.
    """
    texts.check()
    chosen = _checked(packs_for_sets(seller.id, gift_set), parts)
    if gift_set is None:
        wanted = f"{slug_of(texts.name_vi)}-{seller.slug}"[:100]
        gift_set = GiftSet(
            seller_id=seller.id, slug=former_slugs.first_free(wanted, former_slugs.taken(GiftSet, wanted))
        )
        db.session.add(gift_set)
    gift_set.name_vi, gift_set.name_en = texts.name_vi, texts.name_en
    gift_set.note_vi, gift_set.note_en = texts.note_vi, texts.note_en
    gift_set.parts.clear()
    db.session.flush()
    gift_set.parts = [
        SetPart(variant_id=variant_id, quantity=quantity, position=position)
        for position, (variant_id, quantity) in enumerate(chosen.items(), start=1)
    ]
    db.session.flush()
    return gift_set


def hide(gift_set: GiftSet) -> None:
    """Offer it no more; what was ordered stays."""
    gift_set.is_shown = False


def show(gift_set: GiftSet) -> None:
    """Offer it again."""
    gift_set.is_shown = True


def put(found: SetView, quantity: int, *, token: str | None, user_id: int | None) -> Cart:
    """Put so many sets into the basket, all their parts or nothing; the transaction is to be given up on an error.

    The parts lie there as what they are, with their own prices and stars; placing takes them like anything else, in
    the one order in which lots are locked. Raises SetSoldOut, SetsLeft, or what `cart.add` raises.
    """
    scarce = found.scarcest
    told = {"name": scarce.variant.product.name_vi, "left": found.left, "units": scarce.left}
    if not found.left:
        raise SetSoldOut(**told)
    if quantity > found.left:
        raise SetsLeft(**told)
    basket: Cart | None = None
    for part in found.parts:
        owner = {"token": basket.token if basket and user_id is None else token, "user_id": user_id}
        units = part.quantity * quantity
        basket = cart.add(**owner, ref=part.variant.ref, quantity=units).cart  # type: ignore[arg-type]
    if basket is None:
        raise SetSoldOut(**told)
    return basket


def _checked(packs: Sequence[Variant], parts: Sequence[NewPart]) -> dict[int, int]:
    own = {variant.ref: variant.id for variant in packs}
    for part in parts:
        if part.ref not in own or not 1 <= part.quantity <= MOST_OF_PART or part.row > MOST_PARTS:
            raise PartRefused(row=part.row, most=MOST_OF_PART)
    if len({part.ref for part in parts}) < len(parts):
        raise PartTwice()
    if len(parts) < FEWEST_PARTS:
        raise TooFewParts()
    return {own[part.ref]: part.quantity for part in parts}
