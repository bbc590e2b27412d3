"""Orders that arrived, and claims about them, made through the shop's own actions."""

from marketplace import payments, returns
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.gateways import files
from marketplace.orders.models import Order
from marketplace.orders.states import PaymentMethod
from marketplace.pictures import Received, storage_keys
from marketplace.returns import Asked, Claim, ClaimKind, Reason, Wish
from marketplace.returns.evidence import Evidence
from tests import factories
from tests.people import Cast


def arrived(quantity: int = 3, *, price_vnd: int = 100_000, **values: object) -> Order:
    """Some jars of one product that were paid before and have arrived."""
    product: Product = factories.product(price_vnd=price_vnd, **values)  # type: ignore[arg-type]
    with factories.heard():
        return factories.delivered(product, quantity=quantity, paying=PaymentMethod.TRANSFER)


def claim(
    order: Order,
    quantity: int = 1,
    *,
    kind: ClaimKind = ClaimKind.CLAIM,
    reason: Reason = Reason.MISSING,
    wish: Wish = Wish.MONEY,
    by: User | None = None,
) -> Claim:
    """A claim about so many units of an order's first line."""
    locked = payments.get_purchase(order.purchase.code)
    found = next(each for each in locked.orders if each.id == order.id)
    return returns.open_claim(found, Asked(kind, {found.lines[0].id: quantity}, reason, wish, "Thiếu hàng."), by=by)


def of_claims(cast: Cast, product: Product) -> dict[str, dict[str, str]]:
    """A claim about goods of seller A, with a photo and a film."""
    picture, film = "photoofaclaim000", "filmofaclaim0000"
    evidence = [Evidence(Received(picture, "0" * 64)), Evidence(video=film)]
    with factories.heard():
        sold = factories.delivered(product, paying=PaymentMethod.TRANSFER)
        asked = Asked(ClaimKind.CLAIM, {sold.lines[0].id: 1}, Reason.BROKEN, Wish.MONEY)
        claim = returns.open_claim(sold, asked, by=cast.buyer, evidence=evidence)
    files.put(storage_keys.rendition(picture, 400, "jpg"), b"a photo")
    files.put(f"claims/{film}.mp4", b"a film")
    found = {
        "claims": {"token": sold.purchase.token, "number": sold.number},
        "claim_threads": {"token": sold.purchase.token, "ref": claim.ref},
        "shop_claims": {"ref": claim.ref},
        "operator_claims": {"ref": claim.ref},
    }
    for endpoint in ("claim_threads", "shop_claims"):
        found[f"{endpoint}.act"] = found[endpoint] | {"step": "viet"}
    for endpoint in ("claim_threads", "shop_claims", "operator_claims"):
        found[f"{endpoint}.photo"] = found[endpoint] | {"name": picture, "width": "400"}
        found[f"{endpoint}.film"] = found[endpoint] | {"name": film}
    return found
