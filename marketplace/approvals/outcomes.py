"""What an approval writes, for each kind of request. A new kind is one function here."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from marketplace import catalogue, certification, sellers, stock
from marketplace.accounts.models import User
from marketplace.approvals.errors import AlreadyDecided
from marketplace.approvals.models import Approval, ApprovalKind
from marketplace.catalogue import drafts
from marketplace.certification import filings
from marketplace.certification.papers import read_paper
from marketplace.sellers import shop_page
from marketplace.sellers.bank_accounts import confirm_account

Outcome = Callable[[Approval, User], None]


def write(approval: Approval, *, by: User) -> None:
    """Do what was asked for. Raises what the domain refuses; then nothing is decided."""
    WRITTEN[ApprovalKind(approval.kind)](approval, by)


def reopen(approval: Approval) -> None:
    """Let what was sent back be mended: other drafts can be changed all the time."""
    filing = filings.find_filing(approval.subject, lock=True) if approval.kind == ApprovalKind.CERTIFICATE else None
    if filing is not None:
        filings.reopen(filing)


def _open_shop(approval: Approval, by: User) -> None:
    seller = sellers.get_seller(approval.subject, lock=True)
    sellers.approve(seller, by=by, goods=catalogue.count_products(seller.id)[1])


def _tell_story(approval: Approval, _by: User) -> None:
    seller = sellers.get_seller(approval.subject, lock=True)
    sellers.tell_story(seller, approval.after)
    if "blocks" in approval.after:
        shop_page.publish(seller, approval.after["blocks"])


def _use_account(approval: Approval, by: User) -> None:
    confirm_account(approval.seller, approval.after["account"])


def _write_listing(approval: Approval, by: User) -> None:
    """A new product, or a change of one on sale; the draft that asked for it has done its work."""
    draft = drafts.find_draft(approval.subject)
    if draft is None:
        raise AlreadyDecided()
    written = drafts.publish(approval.seller, draft.product, before=approval.before, after=approval.after)
    approval.product_id = written.id
    for variant in written.variants:
        if (left := approval.after["left"].get(variant.ref)) is not None:
            stock.count(variant, left=left, by_id=approval.submitted_by_id)
    drafts.settle(draft, written, sent=approval.after)


def _write_price(approval: Approval, by: User) -> None:
    """The price of one pack size, asked for in the list of goods, or a whole listing with a price that jumps."""
    if "packs" in approval.after:
        _write_listing(approval, by)
    else:
        variant = catalogue.get_variant_of(approval.seller_id, approval.subject)
        catalogue.reprice(variant, price_vnd=approval.after["price_vnd"], is_approved=True)


def _verify_certificate(approval: Approval, by: User) -> None:
    """A paper counts from now on, or one that counts does so for longer."""
    filing, said = filings.find_filing(approval.subject, lock=True), approval.after
    if filing is None or filing.product_id is None or filing.sent_at is None or filing.certificate_id is not None:
        raise AlreadyDecided()
    if filing.extends is None:
        certification.verify(filing, read_paper(said), product_id=filing.product_id, by=by)
    else:
        until, number = date.fromisoformat(said["until"]), said["extension_number"]
        certification.extend(filing.extends, until, by=by, note=number)
        filing.certificate = filing.extends


WRITTEN: Final[Mapping[ApprovalKind, Outcome]] = {
    ApprovalKind.SELLER: _open_shop,
    ApprovalKind.STORY: _tell_story,
    ApprovalKind.BANK_ACCOUNT: _use_account,
    ApprovalKind.PRODUCT: _write_listing,
    ApprovalKind.PRODUCT_CHANGE: _write_listing,
    ApprovalKind.PRICE: _write_price,
    ApprovalKind.CERTIFICATE: _verify_certificate,
}
