"""The shop that an application asks for: a row that waits, which nobody but operators sees until it is approved."""

from itertools import count

from sqlalchemy import select

from marketplace import places
from marketplace.database import db
from marketplace.sellers.application_models import SellerApplication
from marketplace.sellers.errors import ApplicationIncomplete
from marketplace.sellers.models import Seller
from marketplace.sellers.questions import Question, kind_of
from marketplace.text import fold, slug

LONGEST_ADDRESS = 90
"""Leaves room for the number that tells shops of the same name apart."""


def write_shop(application: SellerApplication) -> Seller:
    """The waiting shop as the answers describe it now; made when it is sent for the first time.

    Raises ApplicationIncomplete when it is not said who sells.
    """
    kind = kind_of(application)
    if kind is None:
        raise ApplicationIncomplete()
    name = application.said(Question.NAME)
    seller = application.seller or Seller(slug=_address(name))
    commune = places.get_commune(application.said(Question.COMMUNE))
    seller.kind, seller.name_vi = kind.seller_kind, name
    seller.province_code, seller.commune_code = commune.province.code, commune.code
    seller.printed_place_vi = f"{application.said(Question.ADDRESS)}, {commune.line()}"
    seller.phone, seller.email = application.phone, application.user.email
    seller.tax_code = None if kind.has_personal_number else application.said(Question.TAX_CODE)
    seller.personal_number_sealed = application.personal_number_sealed if kind.has_personal_number else None
    seller.folded = fold(f"{name} {seller.printed_place_vi}")
    application.seller = seller
    db.session.add(seller)
    db.session.flush()
    return seller


def _address(name: str) -> str:
    wanted = slug(name)[:LONGEST_ADDRESS].strip("-") or "gian-hang"
    taken = set(db.session.scalars(select(Seller.slug).where(Seller.slug.startswith(wanted))))
    numbered = (f"{wanted}-{number}" for number in count(2))
    return wanted if wanted not in taken else next(each for each in numbered if each not in taken)
