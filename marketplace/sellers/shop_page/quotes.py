"""People whom a shop quotes: their words with the consent they gave, and its withdrawal, which takes effect at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from marketplace.accounts.models import User
from marketplace.clock import now, today
from marketplace.database import db
from marketplace.sellers.models import Seller
from marketplace.sellers.shop_page.drafts import find_draft
from marketplace.sellers.shop_page.errors import ConsentAhead, QuoteNotFound
from marketplace.sellers.shop_page.models import LONGEST_NAME, LONGEST_WORDS, ConsentWay, Quote
from marketplace.text import clean_line, clean_text


@dataclass(frozen=True)
class Said:
    """Words and who said them, in both languages; what is not translated is empty."""

    name: str
    words_vi: str
    words_en: str = ""
    role_vi: str = ""
    role_en: str = ""


@dataclass(frozen=True)
class Consent:
    """When and how somebody agreed to be quoted."""

    on: date
    way: ConsentWay


def quotes_of(seller_id: int) -> list[Quote]:
    """Everybody whom the shop ever quoted, the newest first, withdrawn ones too."""
    found = select(Quote).where(Quote.seller_id == seller_id).options(joinedload(Quote.recorded_by))
    fresh = found.order_by(Quote.id.desc()).execution_options(populate_existing=True)
    return list(db.session.scalars(fresh))


def quotes_with(refs: Iterable[str]) -> list[Quote]:
    """The quotes under these references, whoever's."""
    wanted = list(refs)
    return list(db.session.scalars(select(Quote).where(Quote.ref.in_(wanted)))) if wanted else []


def add_quote(seller: Seller, said: Said, consent: Consent, *, by: User) -> Quote:
    """Record what somebody said and agreed to. Raises ConsentAhead."""
    if consent.on > today():
        raise ConsentAhead()
    quote = Quote(
        seller_id=seller.id,
        name=clean_line(said.name, LONGEST_NAME),
        role_vi=clean_line(said.role_vi, LONGEST_NAME),
        role_en=clean_line(said.role_en, LONGEST_NAME),
        words_vi=clean_text(said.words_vi, LONGEST_WORDS),
        words_en=clean_text(said.words_en, LONGEST_WORDS),
        consented_on=consent.on,
        consent_way=consent.way,
        recorded_by=by,
    )
    db.session.add(quote)
    db.session.flush()
    return quote


def withdraw(seller: Seller, ref: str, *, by: User) -> Quote:
    """Take somebody's words off the page and out of the draft, at once. Load the seller with its lock.

    A second withdrawal changes nothing. Raises QuoteNotFound.
    """
    quote = next((each for each in quotes_of(seller.id) if each.ref == ref), None)
    if quote is None:
        raise QuoteNotFound()
    if quote.stands:
        quote.withdrawn_at, quote.withdrawn_by_id = now(), by.id
        quote.words_vi = quote.words_en = quote.role_vi = quote.role_en = ""
    seller.blocks = [block for block in seller.blocks if block["quote"] != ref]
    if draft := find_draft(seller.id, lock=True):
        draft.content["blocks"] = [block for block in draft.content["blocks"] if block["quote"] != ref]
    db.session.flush()
    return quote
