"""What the sample sellers of the demo shop ask for, so that operators have something to look at."""

from collections.abc import Mapping
from datetime import timedelta
from secrets import token_urlsafe

from marketplace import approvals
from marketplace.accounts import hash_password
from marketplace.accounts.models import User
from marketplace.approvals import ApprovalKind
from marketplace.clock import now, pretending
from marketplace.database import db
from marketplace.demo.content import Row, rows
from marketplace.demo.goods import add_product
from marketplace.sellers.models import Seller, SellerMember
from marketplace.sellers.permissions import SellerRole


def add_requests(sellers: Mapping[str, Seller], *, operator: User) -> None:
    """Their owners, whom no password lets in, their goods, and their requests with what this operator answered."""
    owners = {row["shop"]: _add_owner(row, sellers) for row in rows("owner", "requests")}
    for row in rows("product", "requests"):
        add_product(row, sellers[row["seller"]])
    for row in rows("request", "requests"):
        _ask(row, sellers[row["seller"]], owners[row["seller"]], operator)


def _add_owner(row: Row, sellers: Mapping[str, Seller]) -> User:
    owner = User(name=row["name"], phone=row["phone"], password_hash=hash_password(token_urlsafe()))
    db.session.add(owner)
    db.session.flush()
    db.session.add(SellerMember(seller=sellers[row["shop"]], user=owner, role=SellerRole.OWNER))
    return owner


def _ask(row: Row, seller: Seller, by: User, operator: User) -> None:
    """What a story leaves as it is stands beside what it changes."""
    kind, same = ApprovalKind(row["kind"]), {field: getattr(seller, field) for field in row.get("same", ())}
    after = same | row["after"]
    before = {field: getattr(seller, field) for field in after} if kind == ApprovalKind.STORY else {}
    with pretending(now() - timedelta(hours=row["hours_ago"])):
        asked = approvals.submit(
            kind, seller=seller, subject=seller.slug, title=row["title"], before=before, after=after, by=by
        )
    if "answered_hours_ago" not in row:
        return
    with pretending(now() - timedelta(hours=row["answered_hours_ago"])):
        if row.get("note"):
            approvals.send_back(asked, by=operator, to_mend=row["to_mend"], note=row["note"])
        else:
            approvals.approve(asked, by=operator)
