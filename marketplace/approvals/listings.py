"""Listings on their way to an operator: sent, replaced, given up, and what came back."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Final

from sqlalchemy import select

from marketplace import catalogue
from marketplace.accounts.models import User
from marketplace.approvals.actions import submit, withdraw
from marketplace.approvals.models import Approval, ApprovalKind, ApprovalState
from marketplace.catalogue import drafts
from marketplace.catalogue.drafts import Draft
from marketplace.catalogue.drafts.content import Blocked, Missing, blocked_in, missing_in, of_product
from marketplace.catalogue.drafts.errors import NotReady
from marketplace.catalogue.models import Variant
from marketplace.database import db
from marketplace.sellers.models import Seller
from marketplace.text import clean_line

OF_LISTINGS: Final = (ApprovalKind.PRODUCT, ApprovalKind.PRODUCT_CHANGE, ApprovalKind.PRICE)
PRICE_JUMP_PERCENT: Final = 30
"""A price that rises by more since it was looked at last is looked at before buyers see it."""


def send(draft: Draft, *, by: User, batch: str = "") -> Approval:
    """Ask for what a draft says; what it asked for before is replaced. Raises NotReady while something is to be mended.

    Of goods on sale only what the draft itself changed is asked for: a price set meanwhile stays. What was sent in one
    go has a `batch` in common; a price that jumps is looked at by itself.
    """
    if to_mend(draft):
        raise NotReady()
    before = of_product(draft.product) if draft.product else {}
    after = drafts.merged(draft.base, draft.content, before) if before else deepcopy(dict(draft.content))
    draft.base, draft.content = before or draft.base, deepcopy(after)
    _withdraw(draft.ref)
    kind = _kind_of(draft, after)
    return submit(
        kind,
        seller=draft.seller,
        subject=draft.ref,
        title=after["name_vi"],
        before=before,
        after=after,
        by=by,
        product_id=draft.product_id,
        batch="" if kind == ApprovalKind.PRICE else batch,
    )


def to_mend(draft: Draft) -> list[Missing | Blocked]:
    """What has to be filled before the draft can be sent, and the words that may not stand in it."""
    return [*missing_in(draft.content, kept=drafts.refs_on_sale(draft)), *blocked_in(draft.content)]


def is_asked_for(draft: Draft, asked: Approval | None) -> bool:
    """Whether what the draft says now is what it asked for last, whether that was answered or not."""
    return asked is not None and asked.after == draft.content


def _kind_of(draft: Draft, after: drafts.Values) -> ApprovalKind:
    if draft.product is None:
        return ApprovalKind.PRODUCT
    prices = {pack["ref"]: pack["price_vnd"] for pack in after["packs"]}
    raised = any(jumps(variant, prices.get(variant.ref, variant.price_vnd)) for variant in draft.product.variants)
    return ApprovalKind.PRICE if raised else ApprovalKind.PRODUCT_CHANGE


def give_up(draft: Draft) -> None:
    """Throw a draft away, and take back what it asked for."""
    _withdraw(draft.ref)
    drafts.discard(draft)


def jumps(variant: Variant, price_vnd: int) -> bool:
    """Whether this price would rise so far that it has to be looked at first.

    It is compared with the price that was looked at last, so that many small steps count as one large one.
    """
    seen_vnd = variant.approved_price_vnd or variant.price_vnd
    return price_vnd * 100 > seen_vnd * (100 + PRICE_JUMP_PERCENT)


def set_price(variant: Variant, *, price_vnd: int, by: User) -> Approval | None:
    """Set the price of a pack size, or ask for it when it jumps: the present one stays. Gives the request, if any.

    Either way the price that was asked for before is asked for no more. Raises PriceOutOfRange or PriceBelowBreak.
    """
    hold_requests(variant.product.seller, [variant.ref])
    catalogue.lock_prices(variant)
    catalogue.check_new_price(variant, price_vnd)
    if jumps(variant, price_vnd):
        return ask_for_price(variant, price_vnd=price_vnd, by=by)
    withdraw(ApprovalKind.PRICE, variant.ref)
    catalogue.reprice(variant, price_vnd=price_vnd)
    return None


def hold_requests(seller: Seller, variant_refs: Sequence[str]) -> None:
    """Let nobody ask for anything in this shop, or decide the prices asked for of these pack sizes, until the end.

    Whoever sets prices does so before locking them: an approval locks in the same order, first itself, then the price.
    """
    db.session.refresh(seller, ["id"], with_for_update={"key_share": True})
    prices = Approval.kind == ApprovalKind.PRICE, Approval.subject.in_(variant_refs)
    waiting = select(Approval.id).where(*prices, Approval.state == ApprovalState.WAITING)
    db.session.execute(waiting.order_by(Approval.id).with_for_update())


def ask_for_price(variant: Variant, *, price_vnd: int, by: User) -> Approval:
    """Ask for a price that jumps; the present one stays on sale meanwhile."""
    product = variant.product
    return submit(
        ApprovalKind.PRICE,
        seller=product.seller,
        subject=variant.ref,
        title=clean_line(f"{product.name_vi}, {variant.pack_vi}"),
        before={"price_vnd": variant.price_vnd},
        after={"price_vnd": price_vnd},
        by=by,
        product_id=product.id,
    )


def last_asked(draft: Draft) -> Approval | None:
    """What this draft asked for last, decided or not."""
    return asked_for([draft]).get(draft.ref)


def asked_for(several: list[Draft]) -> dict[str, Approval]:
    """The same for several drafts: one statement."""
    of_these = Approval.kind.in_(OF_LISTINGS), Approval.subject.in_([draft.ref for draft in several])
    wanted = select(Approval).where(*of_these, Approval.state != ApprovalState.WITHDRAWN).order_by(Approval.id)
    return {approval.subject: approval for approval in db.session.scalars(wanted)}


def _withdraw(subject: str) -> None:
    for kind in OF_LISTINGS:
        withdraw(kind, subject)
