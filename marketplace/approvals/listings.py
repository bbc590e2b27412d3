"""Listings on their way to an operator: sent, replaced, given up, and what came back."""

from copy import deepcopy
from typing import Final

from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.approvals.actions import submit, withdraw
from marketplace.approvals.models import Approval, ApprovalKind, ApprovalState
from marketplace.catalogue import drafts
from marketplace.catalogue.drafts import Draft
from marketplace.catalogue.drafts.content import blocked_in, missing_in, of_product, raised_over
from marketplace.catalogue.drafts.errors import NotReady
from marketplace.catalogue.models import Variant
from marketplace.database import db
from marketplace.text import clean_line

OF_LISTINGS: Final = (ApprovalKind.PRODUCT, ApprovalKind.PRODUCT_CHANGE, ApprovalKind.PRICE)
PRICE_JUMP_PERCENT: Final = 30
"""A price that rises by more is looked at before buyers see it."""


def send(draft: Draft, *, by: User) -> Approval:
    """Ask for what a draft says; what it asked for before is replaced. Raises NotReady while something is to be mended.

    Of goods on sale only what the draft itself changed is asked for: a price set meanwhile stays.
    """
    if missing_in(draft.content, kept=drafts.refs_on_sale(draft)) or blocked_in(draft.content):
        raise NotReady()
    before = of_product(draft.product) if draft.product else {}
    after = drafts.merged(draft.base, draft.content, before) if before else deepcopy(dict(draft.content))
    draft.base, draft.content = before or draft.base, deepcopy(after)
    _withdraw(draft.ref)
    kind = _kind_of(draft, before, after)
    return submit(
        kind,
        seller=draft.seller,
        subject=draft.ref,
        title=after["name_vi"],
        before=before,
        after=after,
        by=by,
        product_id=draft.product_id,
    )


def _kind_of(draft: Draft, before: drafts.Values, after: drafts.Values) -> ApprovalKind:
    if draft.is_new:
        return ApprovalKind.PRODUCT
    jumps = raised_over(before["packs"], after["packs"], PRICE_JUMP_PERCENT)
    return ApprovalKind.PRICE if jumps else ApprovalKind.PRODUCT_CHANGE


def give_up(draft: Draft) -> None:
    """Throw a draft away, and take back what it asked for."""
    _withdraw(draft.ref)
    drafts.discard(draft)


def jumps(variant: Variant, price_vnd: int) -> bool:
    """Whether this price would rise so far that it has to be looked at first."""
    return price_vnd * 100 > variant.price_vnd * (100 + PRICE_JUMP_PERCENT)


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
