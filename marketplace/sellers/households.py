"""Households for whom somebody of an association fills in the application: they confirm it on their own phone.

The link that is sent there shows what was filled in and by whom. A code to the same phone confirms it; until then the
shop cannot be opened. The household then owns the shop, as soon as it has an account with its number; who helped
stays beside it as a manager. The application keeps both names for good.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from marketplace.accounts import find_user, proofs
from marketplace.accounts.events import PhoneProven
from marketplace.accounts.identifiers import Identifier
from marketplace.accounts.models import User
from marketplace.accounts.tokens import digest, new_token
from marketplace.clock import now
from marketplace.database import announce, db, insert_or_conflict
from marketplace.events import handles
from marketplace.sellers import phone_codes
from marketplace.sellers.application_models import SellerApplication
from marketplace.sellers.errors import ApplicationIncomplete, HouseholdLinkEnded
from marketplace.sellers.models import Seller, SellerMember, SellerState
from marketplace.sellers.permissions import SellerRole

PROOF: Final = "household_proof"


@dataclass(frozen=True)
class HouseholdAsked:
    """The household is to look at what was filled in for it; `token` is the secret of its link."""

    application: SellerApplication
    token: str


def ask_household(application: SellerApplication) -> None:
    """Send the household the link to what was filled in for it; an earlier link counts no more.

    Raises ApplicationIncomplete without its number.
    """
    if not application.phone:
        raise ApplicationIncomplete()
    token = new_token()
    application.household_token, application.household_refused_at = digest(token), None
    db.session.flush()
    announce(HouseholdAsked(application, token))


def get_by_link(token: str, *, lock: bool = False) -> SellerApplication:
    """The application behind a household's link. Raises HouseholdLinkEnded."""
    known = SellerApplication.household_token == digest(token), SellerApplication.household_refused_at.is_(None)
    wanted = select(SellerApplication).where(*known).execution_options(populate_existing=True)
    application = db.session.scalars(wanted.with_for_update() if lock else wanted).first()
    if application is None:
        raise HouseholdLinkEnded()
    return application


def ask_code(application: SellerApplication, *, locale: str | None) -> None:
    """Send the code that confirms. Raises HouseholdLinkEnded when that was done."""
    if application.household_confirmed_at or not application.phone:
        raise HouseholdLinkEnded()
    token = proofs.ask_for_shop(application.phone, locale=locale)
    application.answers = {**application.answers, PROOF: token}


def confirm(application: SellerApplication, code: str) -> None:
    """The household agrees; call `phone_codes.count_try` with PROOF first. Raises WrongCode or CodeEnded."""
    phone_codes.confirm(application, code, PROOF)
    application.household_confirmed_at = now()
    db.session.flush()


def refuse(application: SellerApplication) -> None:
    """The household did not ask for it. Raises HouseholdLinkEnded once it has confirmed."""
    if application.household_confirmed_at:
        raise HouseholdLinkEnded()
    application.household_refused_at = now()
    db.session.flush()


def is_awaited(seller_id: int) -> bool:
    """Whether a household has still to confirm before this shop may be opened."""
    unconfirmed = SellerApplication.is_helped & SellerApplication.household_confirmed_at.is_(None)
    awaited = select(SellerApplication.id).where(SellerApplication.seller_id == seller_id, unconfirmed)
    return db.session.scalar(awaited) is not None


def give_shop(seller: Seller, application: SellerApplication) -> None:
    """Let whoever applied own the shop; the household, where somebody helped, if it has an account by now."""
    if not application.is_helped:
        _let_in(seller.id, application.user, SellerRole.OWNER)
        return
    _let_in(seller.id, application.user, SellerRole.MANAGER)
    household = find_user(Identifier(phone=application.phone)) if application.phone else None
    if household and household.phone_confirmed_at:
        _let_in(seller.id, household, SellerRole.OWNER)


@handles(PhoneProven)
def give_shops(happened: list[PhoneProven]) -> None:
    """A household that opens an account with its number finds its shop there."""
    for proven in happened:
        confirmed = SellerApplication.is_helped & SellerApplication.household_confirmed_at.is_not(None)
        theirs = select(Seller.id).join(SellerApplication, SellerApplication.seller_id == Seller.id)
        opened = theirs.where(confirmed, SellerApplication.phone == proven.phone, Seller.state != SellerState.APPLIED)
        for seller_id in db.session.scalars(opened).all():
            _let_in(seller_id, proven.user, SellerRole.OWNER)


def _let_in(seller_id: int, user: User, role: SellerRole) -> None:
    member = {"seller_id": seller_id, "user_id": user.id, "role": role}
    db.session.execute(insert_or_conflict(SellerMember).values(**member).on_conflict_do_nothing())
