"""Asking for changes, taking goods down, and what follows. Every action changes what was loaded with its lock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.exc import IntegrityError

from marketplace import catalogue, orders, sellers
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.clock import end_of_day, now, today
from marketplace.database import announce, db, violates
from marketplace.moderation.errors import (
    AlreadyOpen,
    AnswerMissing,
    AuthorityMissing,
    CaseClosed,
    DeadlinePast,
    DemandInTheFuture,
    GroundMissing,
    OrdersUndecided,
    OwnShop,
    ReasonMissing,
    SecondPersonNeeded,
)
from marketplace.moderation.events import CaseEnded, CaseOpened
from marketplace.moderation.models import CaseKind, OrdersDecision, ProductCase
from marketplace.moderation.queries import open_orders_with
from marketplace.moderation.reasons import named
from marketplace.orders.reasons import TAKEN_DOWN
from marketplace.orders.states import ActorRole
from marketplace.text import clean_line, clean_text

LONGEST_WORDS: Final = 1_000
LONGEST_DEADLINE: Final = timedelta(days=90)


@dataclass(frozen=True)
class Told:
    """What the seller is told: ready reasons by their codes, an operator's own words, and until when to answer."""

    reasons: tuple[str, ...]
    words: str
    until: date
    legal_ground: str = ""


@dataclass(frozen=True)
class Demand:
    """An authority's demand: who, by which paper, received when."""

    authority: str
    document: str
    received_at: datetime


def ask_for_change(product: Product, told: Told, *, by: User) -> ProductCase:
    """Ask the shop to mend something of goods that stay as they are until then.

    Raises ReasonMissing, DeadlinePast, OwnShop, or AlreadyOpen.
    """
    return _open(product, CaseKind.CHANGE, told, by)


def write_demand_down(product: Product, told: Told, demand: Demand, *, by: User) -> ProductCase:
    """Note an authority's demand; from when it came the clock of 24 hours runs until `take_down`.

    Raises AuthorityMissing, DemandInTheFuture, GroundMissing and what `ask_for_change` raises.
    """
    if not (demand.authority.strip() and demand.document.strip()):
        raise AuthorityMissing()
    if demand.received_at > now():
        raise DemandInTheFuture()
    case = _open(product, CaseKind.TAKEDOWN, told, by)
    case.authority, case.document = clean_line(demand.authority, 160), clean_line(demand.document, 80)
    case.demanded_at = demand.received_at
    db.session.flush()
    return case


def open_takedown(product: Product, told: Told, *, by: User, orders_decision: OrdersDecision | None) -> ProductCase:
    """Take goods down on the market's own decision. Raises GroundMissing, OrdersUndecided and the same."""
    case = _open(product, CaseKind.TAKEDOWN, told, by)
    take_down(case, by=by, orders_decision=orders_decision)
    return case


def take_down(case: ProductCase, *, by: User, orders_decision: OrdersDecision | None) -> None:
    """Let the goods of a case leave the shop at once, with what was decided of their open orders.

    Raises CaseClosed when that was done, OwnShop, and OrdersUndecided where there are open orders and no decision.
    """
    if not (case.is_open and case.is_takedown and case.taken_down_at is None):
        raise CaseClosed()
    _refuse_own_shop(case.product, by)
    affected = open_orders_with(case.product_id, lock=True)
    if affected and orders_decision is None:
        raise OrdersUndecided()
    if orders_decision == OrdersDecision.CANCEL:
        for order in affected:
            orders.cancel(order, by=by, role=ActorRole.OPERATOR, reason=TAKEN_DOWN)
    case.orders_decision, case.orders_count = (orders_decision if affected else None), len(affected)
    case.was_listed = case.product.is_listed
    case.taken_down_at, case.taken_down_by = now(), by
    catalogue.take_down(case.product)
    db.session.flush()
    announce(CaseOpened(case))


def answer(case: ProductCase, *, by: User, words: str) -> None:
    """What the shop says: mended, or why it thinks otherwise. It may say it anew. Raises AnswerMissing, CaseClosed."""
    if not case.is_open:
        raise CaseClosed()
    if not words.strip():
        raise AnswerMissing()
    case.answer, case.answered_at, case.answered_by = clean_text(words, LONGEST_WORDS), now(), by
    db.session.flush()


def end(case: ProductCase, *, by: User, note: str = "") -> None:
    """It is well: goods that were taken down are back where they were, with a second person's look.

    Raises CaseClosed, OwnShop, and SecondPersonNeeded for whoever took them down.
    """
    if not case.is_open:
        raise CaseClosed()
    _refuse_own_shop(case.product, by)
    if case.taken_down_by_id == by.id:
        raise SecondPersonNeeded()
    case.closed_at, case.closed_by, case.closing_note = now(), by, clean_line(note, 500)
    if case.taken_down_at is not None:
        catalogue.bring_back(case.product, is_listed=case.was_listed)
    db.session.flush()
    announce(CaseEnded(case))


def _open(product: Product, kind: CaseKind, told: Told, by: User) -> ProductCase:
    _refuse_own_shop(product, by)
    words_vi, words_en = _letters(told, kind)
    reasons = named(told.reasons, kind)
    ground = clean_line(told.legal_ground) or "; ".join(dict.fromkeys(each.legal_ground for each in reasons))
    if kind == CaseKind.TAKEDOWN and not ground:
        raise GroundMissing()
    if not today() < told.until <= today() + LONGEST_DEADLINE:
        raise DeadlinePast()
    case = ProductCase(
        product=product,
        kind=kind,
        reasons=[reason.code for reason in reasons],
        words_vi=words_vi,
        words_en=words_en,
        legal_ground=clean_line(ground),
        opened_by=by,
        due_at=end_of_day(told.until) - timedelta(seconds=1),
    )
    db.session.add(case)
    try:
        db.session.flush()
    except IntegrityError as error:
        if violates(error, "uq_product_cases_open", "product_cases.product_id", "product_cases.kind"):
            raise AlreadyOpen() from error
        raise
    if kind == CaseKind.CHANGE:
        announce(CaseOpened(case))
    return case


def _letters(told: Told, kind: CaseKind) -> tuple[str, str]:
    """The sentences of the reasons with the operator's words below, in both languages. Raises ReasonMissing."""
    reasons, own = named(told.reasons, kind), clean_text(told.words, LONGEST_WORDS)
    if not (reasons or own):
        raise ReasonMissing()
    sentences_vi, sentences_en = ([each.sentence_vi for each in reasons], [each.sentence_en for each in reasons])
    return _lines([*sentences_vi, own]), _lines([*sentences_en, own])


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)


def _refuse_own_shop(product: Product, by: User) -> None:
    if sellers.works_for(by.id, product.seller_id):
        raise OwnShop()
