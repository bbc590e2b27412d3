"""What the sample buyer told of parcels that had arrived, and what came of it: one claim for each turn it can take."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Final

from marketplace import payments, pictures, returns
from marketplace.accounts.models import User
from marketplace.art import raster
from marketplace.clock import now, pretending
from marketplace.demo.content import Row, rows
from marketplace.demo.past import Past
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole
from marketplace.payments.states import RefundBearer
from marketplace.returns import Asked, Claim, ClaimKind, ClaimState, Reason, Wish
from marketplace.returns.evidence import Evidence

BUYER: Final = "A"
PICTURE: Final = "mat-ong-green-life"
Step = Callable[[Claim, Row], None]


def add_claims(past: Past, *, owner: User, operator: User) -> None:
    """Sell and deliver what the claims are about, and let everybody take their steps."""
    for row in rows("claim", "claims"):
        order = past.arrive([{"ref": row["ref"], "quantity": row["quantity"]}], BUYER, _ago(row["arrived"]))
        buyer = past.people[BUYER]
        with pretending(_ago(row["hours"])):
            claim = _told(order, row, buyer)
        steps = _steps(buyer, owner, operator)
        for said in row.get("steps", ()):
            with pretending(_ago(said["hours"])):
                steps[said["step"]](claim, said)


def _told(order: Order, row: Row, buyer: User) -> Claim:
    locked = payments.get_purchase(order.purchase.code)
    found = next(each for each in locked.orders if each.id == order.id)
    wanted = {found.lines[0].id: row["units"]}
    asked = Asked(ClaimKind(row["kind"]), wanted, Reason(row["reason"]), Wish(row["wish"]), row["words"])
    evidence = [Evidence(pictures.receive(BytesIO(raster.png(PICTURE))))] if row.get("photo") else []
    return returns.open_claim(found, asked, by=buyer, evidence=evidence)


def _steps(buyer: User, owner: User, operator: User) -> dict[str, Step]:
    """What somebody may do in the list, by its word."""
    market, seller = RefundBearer.SHOP, ActorRole.SELLER
    return {
        "write": lambda claim, said: returns.write(claim, by=owner, role=seller, words=said["words"]),
        "offer": lambda claim, said: returns.offer(claim, said["amount_vnd"], by=owner, words=said["words"]),
        "agree": lambda claim, said: returns.agree(claim, by=owner, words=said["words"]),
        "decline": lambda claim, said: returns.decline(claim, by=owner, role=seller, words=said["words"]),
        "send_again": lambda claim, said: returns.send_again(claim, by=owner, words=said["words"]),
        "send_back": lambda claim, said: returns.send_back(claim, by=buyer, words=said["words"]),
        "decide": lambda claim, said: returns.decide(
            claim, ClaimState.REPLACING, bearer=market, by=operator, words=said["words"]
        ),
    }


def _ago(hours: int) -> datetime:
    return now() - timedelta(hours=hours)
