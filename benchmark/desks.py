"""The pages of those who are signed in: the owner of a large shop, and an operator who may do everything."""

from typing import Final

from benchmark.purchase import Visitor, field_of
from benchmark.trade import OPERATOR, OWNER, PASSWORD
from marketplace.clock import today

ACCOUNTS: Final = {"seller": OWNER, "operator": OPERATOR}
PAGES: Final = {
    "seller's today": "/ban-hang",
    "seller's orders": "/ban-hang/don",
    "seller's done orders": "/ban-hang/don?xem=xong",
    "seller's goods": "/ban-hang/mon",
    "seller's money": "/ban-hang/tien",
    "operators' orders": "/van-hanh/don",
    "operators' requests": "/van-hanh/duyet",
    "operators' goods": "/van-hanh/mon",
    "operators' sellers": "/van-hanh/noi-ban?xem=tat-ca",
    "operators' ledger": "/van-hanh/so-cai",
    "operators' payout run": f"/van-hanh/chuyen-tien/{today():%y%m%d}",
}


def sign_in(visitor: Visitor, who: str) -> None:
    """Let one of the accounts sign in."""
    token = field_of(visitor.get("/dang-nhap"), "csrf_token")
    visitor.post("/dang-nhap", {"csrf_token": token, "identifier": ACCOUNTS[who], "password": PASSWORD})
