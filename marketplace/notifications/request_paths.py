"""Where the answer to a request leads."""

from typing import Final

from marketplace.approvals import Approval, ApprovalKind

SHOP: Final = "/ban-hang"
APPLYING: Final = "/mo-gian-hang"
FILING: Final = "/ban-hang/giay-chung-nhan/gui/{ref}"


def path_of(approval: Approval) -> str:
    """The paper that was filed, else the shop, or the application of who has none yet."""
    if approval.kind == ApprovalKind.CERTIFICATE:
        return FILING.format(ref=approval.subject)
    return SHOP if approval.seller.is_open and approval.kind != ApprovalKind.BANK_ACCOUNT else APPLYING
