"""Shop pages on their way to an operator: sent, taken back, and what came back."""

from copy import deepcopy
from typing import Final

from marketplace.accounts.models import User
from marketplace.approvals.actions import submit, withdraw
from marketplace.approvals.models import Approval, ApprovalKind, ApprovalState
from marketplace.approvals.queries import find_last
from marketplace.catalogue.blocked_words import Flag, flags_in
from marketplace.sellers.models import Seller
from marketplace.sellers.shop_page import Page, of_seller, texts_of, unfinished
from marketplace.sellers.shop_page.errors import PageUnfinished

_ANSWERED: Final = (ApprovalState.WAITING, ApprovalState.SENT_BACK)


def flagged(page: Page) -> list[tuple[str, Flag]]:
    """The words that may not stand on the page, with the reference of their block; "" is the introduction."""
    return [(ref, flag) for ref, text in texts_of(page.content) for flag in flags_in(text)]


def can_send(page: Page) -> bool:
    """Whether there is something to ask for, and nothing to be mended first."""
    return not (page.is_as_shown or any(unfinished(page.content)) or flagged(page) or page.waiting_photos)


def send(page: Page, *, by: User) -> Approval:
    """Ask for the page as it is written; what waits is replaced, and buyers see what was approved last.

    Raises PageUnfinished.
    """
    if not can_send(page):
        raise PageUnfinished()
    return submit(
        ApprovalKind.STORY,
        seller=page.seller,
        subject=page.seller.slug,
        title=page.seller.name_vi,
        before=of_seller(page.seller),
        after=deepcopy(page.content),
        by=by,
    )


def take_back(seller: Seller) -> None:
    """Let what waits be a draft again."""
    withdraw(ApprovalKind.STORY, seller.slug)


def last_asked(seller: Seller) -> Approval | None:
    """What waits or was sent back last; nothing where the last request was agreed to."""
    last = find_last(ApprovalKind.STORY, seller.slug)
    return last if last and last.state in _ANSWERED else None
