"""Questions about sellers."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from sqlalchemy import ColumnElement, String, and_, bindparam, case, cast, func, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload, undefer

from marketplace import former_slugs, places
from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.places import Province
from marketplace.sellers.errors import SellerNotFound, TaxCodeTaken
from marketplace.sellers.models import Seller, SellerEvent, SellerKind, SellerMember, SellerState
from marketplace.sellers.permissions import SellerRole
from marketplace.text import fold

MOST_COMMUNES = 40
AT = select(Seller).where(Seller.slug.in_(bindparam("slugs", expanding=True)))
TELLING_AT = AT.where(Seller.story_vi != "")
MOST_ALIKE = 20


def has_shop() -> ColumnElement[bool]:
    """A column for a statement about users: whether the person works for a seller."""
    return select(SellerMember.user_id).where(SellerMember.user_id == User.id).exists()


def memberships_of(user_id: int) -> list[SellerMember]:
    """The shops that this person works for, by name, with the sellers loaded; one statement."""
    memberships = select(SellerMember).join(SellerMember.seller).where(SellerMember.user_id == user_id)
    loaded = memberships.options(contains_eager(SellerMember.seller))
    return list(db.session.scalars(loaded.order_by(Seller.folded, Seller.id)))


def works_for(user_id: int, seller_id: int) -> bool:
    """Whether this person works for this shop."""
    return db.session.get(SellerMember, (seller_id, user_id)) is not None


def get_open_seller(slug: str) -> Seller:
    """The approved seller behind a shop page, with all that it tells of itself. Raises SellerNotFound."""
    found = select(Seller).where(Seller.slug == slug, Seller.state == SellerState.APPROVED)
    seller = db.session.scalars(found.options(undefer(Seller.blocks))).first()
    if seller is None:
        raise SellerNotFound()
    return seller


def find_present_slug(former: str) -> str | None:
    """The address of the shop that had the address `former` before."""
    return former_slugs.find_present(Seller, former)


def last_suspended_at() -> datetime | None:
    """When a shop was suspended last, whichever it was."""
    suspensions = select(func.max(SellerEvent.at)).where(SellerEvent.state == SellerState.SUSPENDED)
    return db.session.scalar(suspensions)


def open_by_province(
    *,
    province_code: str = "",
    commune_code: str = "",
    kind: SellerKind | None = None,
    words: str = "",
    limit: int,
    offset: int = 0,
) -> list[tuple[Province, list[Seller]]]:
    """A part of the open shops that fit, grouped by province: one statement.

    Provinces come in Vietnamese order, the shops of each by name; `words` match names and places, present and former.
    """
    rank = case({province.code: rank for rank, province in enumerate(places.provinces())}, value=Seller.province_code)
    wanted = [Seller.state == SellerState.APPROVED, _speaking_of(words)]
    wanted += [Seller.province_code == province_code] if province_code else []
    wanted += [Seller.commune_code == commune_code] if commune_code else []
    wanted += [Seller.kind == kind] if kind else []
    found = select(Seller).where(*wanted).order_by(rank, Seller.folded, Seller.id).limit(limit).offset(offset)
    shops = groupby(db.session.scalars(found), key=lambda seller: seller.province_code)
    return [(places.get_province(code), list(there)) for code, there in shops]


def open_names() -> list[tuple[str, str, str]]:
    """Address and both names of every open shop."""
    names = select(Seller.slug, Seller.name_vi, Seller.name_en).where(Seller.state == SellerState.APPROVED)
    return [tuple(row) for row in db.session.execute(names)]  # type: ignore[misc]


def count_open(*, words: str = "") -> dict[tuple[str, SellerKind], int]:
    """How many open shops that `words` match there are of each kind in each province, by its code."""
    wanted = (Seller.state == SellerState.APPROVED) & _speaking_of(words)
    counted = select(Seller.province_code, Seller.kind, func.count()).where(wanted)
    rows = db.session.execute(counted.group_by(Seller.province_code, Seller.kind))
    return {(code, SellerKind(kind)): count for code, kind, count in rows}


def count_open_by_province() -> dict[str, int]:
    """How many open shops there are in each province that has any, by its code."""
    found: Counter[str] = Counter()
    for (code, _), count in count_open().items():
        found[code] += count
    return dict(found)


def get_seller(slug: str, *, lock: bool = False) -> Seller:
    """Any seller, for operators. Raises SellerNotFound."""
    statement = select(Seller).where(Seller.slug == slug).execution_options(populate_existing=True)
    seller = db.session.scalars(statement.with_for_update() if lock else statement).first()
    if seller is None:
        raise SellerNotFound()
    return seller


def get_by_name(words: str) -> Seller:
    """The one seller of this address, or whose name holds these words. Raises SellerNotFound unless it is one alone."""
    of_slug = list(db.session.scalars(select(Seller).where(Seller.slug == words.strip())))
    found = of_slug or list(db.session.scalars(select(Seller).where(*_mentioning(words)).limit(2)))
    if len(found) != 1 or not fold(words):
        raise SellerNotFound()
    return found[0]


def sellers_in_state(state: SellerState | None, *, words: str = "", limit: int, offset: int = 0) -> list[Seller]:
    """Sellers for the operator's list: applications first, then by name; `words` match name and place."""
    statement = select(Seller).where(*_mentioning(words)).limit(limit).offset(offset)
    if state is not None:
        statement = statement.where(Seller.state == state)
    return list(db.session.scalars(statement.order_by(Seller.state != SellerState.APPLIED, Seller.name_vi, Seller.id)))


def count_by_state(*, words: str = "") -> dict[SellerState, int]:
    """How many sellers that `words` match stand in each state, every state included."""
    counted = select(Seller.state, func.count()).where(*_mentioning(words)).group_by(Seller.state)
    rows = db.session.execute(counted)
    found = {SellerState(state): count for state, count in rows}
    return {state: found.get(state, 0) for state in SellerState}


def others_like(seller: Seller, *, tax_code: str, phone: str) -> list[Seller]:
    """Other sellers with the same tax code or the same telephone number; of those without either there are none."""
    same = [column == value for column, value in ((Seller.tax_code, tax_code), (Seller.phone, phone)) if value]
    if not same:
        return []
    found = select(Seller).where(Seller.id != seller.id, or_(*same)).order_by(Seller.id).limit(MOST_ALIKE)
    return list(db.session.scalars(found))


def refuse_taken_code(tax_code: str, *, but: int | None) -> None:
    """Raise TaxCodeTaken when another shop that was ever opened has this tax code. Branches have codes of their own."""
    decided = Seller.state.in_((SellerState.APPROVED, SellerState.SUSPENDED))
    found = select(Seller).where(Seller.tax_code == tax_code, Seller.id != (but or 0), decided).order_by(Seller.id)
    if other := db.session.scalars(found.limit(1)).first():
        shown = {"slug": other.slug, "name": other.name_vi} if other.is_open else {}
        raise TaxCodeTaken(**shown)


def namesakes_of(seller: Seller, name: str) -> list[Seller]:
    """Other sellers that are called the same, accents aside."""
    alike = sellers_in_state(None, words=name, limit=MOST_ALIKE)
    return [each for each in alike if each.id != seller.id and fold(each.name_vi) == fold(name)]


def decisions_on(seller_id: int) -> list[SellerEvent]:
    """Everything that was decided about a seller, oldest first, with who decided."""
    decided = select(SellerEvent).where(SellerEvent.seller_id == seller_id).options(joinedload(SellerEvent.by))
    return list(db.session.scalars(decided.order_by(SellerEvent.id)))


def members_of(seller_id: int) -> list[SellerMember]:
    """The people who work for a seller, owners first, then by name."""
    statement = select(SellerMember).join(SellerMember.user).where(SellerMember.seller_id == seller_id)
    loaded = statement.options(contains_eager(SellerMember.user))
    return list(db.session.scalars(loaded.order_by(SellerMember.role != SellerRole.OWNER, User.name, User.id)))


def members_locked(seller_id: int) -> list[SellerMember]:
    """The people who work for a seller, as it stands now; nobody else changes their roles until the end."""
    people = select(SellerMember).where(SellerMember.seller_id == seller_id).order_by(SellerMember.user_id)
    loaded = people.options(selectinload(SellerMember.user)).with_for_update()
    return list(db.session.scalars(loaded.execution_options(populate_existing=True)))


def last_decision(seller_id: int) -> SellerEvent | None:
    """What was decided last about a seller, if anything."""
    newest = select(SellerEvent).where(SellerEvent.seller_id == seller_id).order_by(SellerEvent.id.desc()).limit(1)
    return db.session.scalars(newest).first()


def _speaking_of(words: str) -> ColumnElement[bool]:
    """Shops whose name or printed place has every word, and those in the province or communes of that name."""
    communes = {match.commune.code for match in places.search(words, limit=MOST_COMMUNES)} if words else set()
    province = places.find_province(words) if words else None
    there: list[ColumnElement[bool]] = [Seller.commune_code.in_(communes)] if communes else []
    there += [Seller.province_code == province.code] if province else []
    return or_(and_(true(), *_mentioning(words)), *there)


def _mentioning(words: str) -> list[ColumnElement[bool]]:
    return [Seller.folded.contains(word, autoescape=True) for word in fold(words).split()]


def open_sellers_of(slugs: Iterable[str], *, telling: bool = False) -> list[Seller]:
    """The open sellers at these addresses, in the order of the addresses; only those with a story when `telling`."""
    wanted = list(dict.fromkeys(slugs))
    rows = db.session.scalars(TELLING_AT if telling else AT, {"slugs": wanted})
    found = {seller.slug: seller for seller in rows}
    # the state is compared here: asked for it, SQLite reads all sellers of that state
    return [found[slug] for slug in wanted if slug in found and found[slug].state == SellerState.APPROVED]


def with_own_delivery() -> list[Seller]:
    """The sellers that bring goods or keep them for who comes for them, by their names."""
    found = select(Seller).where(cast(Seller.deliveries, String) != "[]").order_by(Seller.name_vi, Seller.id)
    return list(db.session.scalars(found))
