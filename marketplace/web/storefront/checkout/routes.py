"""The checkout: one page, no account needed."""

from flask import Blueprint, Response, flash, g, make_response, render_template, request, session
from flask_login import current_user

from marketplace import cart, orders, places
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.orders import Recipient
from marketplace.orders.errors import EmptyBasket, PlacedOtherwise
from marketplace.orders.models import Purchase
from marketplace.web import rate_limits
from marketplace.web.current_visitor import ALONE, delivery_place
from marketplace.web.filters import sentence_of
from marketplace.web.locale import current, gettext
from marketplace.web.permissions import public
from marketplace.web.redirects import see_other
from marketplace.web.storefront.basket.parcels import count_places, line_views, parcel_views
from marketplace.web.storefront.basket.routes import Owner
from marketplace.web.storefront.checkout import draft
from marketplace.web.storefront.checkout.forms import CheckoutForm
from marketplace.web.storefront.delivery_place.fields import suggestion
from marketplace.web.storefront.delivery_place.routes import keep

blueprint = Blueprint("checkout", __name__, url_prefix="/dat-hang")

Answer = Response | str | tuple[Response | str, int]


@blueprint.get("")
@public
def show() -> Answer:
    return _page(_known())


@blueprint.post("/giu")
@public
def step_aside() -> Response:
    """What was typed is kept for when the buyer comes back from the basket; nothing is ordered."""
    return draft.keep(see_other("basket.show"), CheckoutForm())


@blueprint.post("/noi-nhan")
@public
def set_place() -> Answer:
    """The same page for another place, with everything that was typed; nothing is ordered."""
    form = CheckoutForm()
    if picked := places.find_commune(request.form.get("pick", "")):
        form.choose(picked)
    if commune := places.find_commune((form.destination() or ("", ""))[1]):
        keep(commune)
    return _kept_page(form)


@blueprint.post("")
@public
@rate_limits.orders_from_address
@rate_limits.orders_to_phone
def place() -> Answer:
    form = CheckoutForm()
    if not form.validate():
        return _kept_page(form, 422)
    recipient = form.recipient()
    try:
        purchase = _place(form, recipient)
    except EmptyBasket:
        return see_other("basket.show")
    except PlacedOtherwise as error:
        flash(sentence_of(error), "error")
        return draft.forget(see_other("purchases.track", token=error.token))
    except DomainError as error:
        form.refuse(error)
        return _kept_page(form, error.status)
    g.is_repeat = purchase.is_repeat
    session.pop("at_once" if _is_alone() else "cart", None)
    keep(places.get_commune(recipient.commune_code))
    return draft.forget(see_other("purchases.placed", token=purchase.token))


@blueprint.after_app_request
def forget(answer: Response) -> Response:
    """Whoever sits there after signing out sees nothing of what was typed, be it before signing in."""
    if request.endpoint == "auth.sign_out" and answer.status_code == 303:
        return draft.forget(answer)
    return answer


def _place(form: CheckoutForm, recipient: Recipient) -> Purchase:
    with transaction():
        return orders.place(
            checkout_token=form.checkout_token.data or "",
            cart_token=_basket_of()["token"],
            buyer=current_user.user,
            is_alone=_is_alone(),
            recipient=recipient,
            shown_total_vnd=form.total_seen_vnd(),
            locale=current(),
        )


def _known() -> CheckoutForm:
    """The form, filled with what this person or browser told us before."""
    if typed := draft.typed_before():
        form = CheckoutForm(formdata=None, **typed)
    else:
        last = orders.find_last_purchase(current_user.id) if current_user.is_authenticated else None
        form = CheckoutForm.filled_from(last) if last else CheckoutForm(formdata=None)
    if place := delivery_place():
        form.choose(place)
    return form


def _is_alone() -> bool:
    """Whether one pack size is bought at once, beside the basket."""
    return request.args.get("mua") == ALONE


def _basket_of() -> Owner:
    if _is_alone():
        return {"token": session.get("at_once"), "user_id": None}
    return {"token": session.get("cart"), "user_id": current_user.id}


def _kept_page(form: CheckoutForm, status: int = 200) -> Answer:
    """The same, of a form that was sent: what stands in it is kept."""
    return draft.keep(make_response(_page(form, status)), form)


def _page(form: CheckoutForm, status: int = 200) -> Answer:
    """The checkout of what lies in the basket now; without anything in it, the basket page says so."""
    basket = cart.find_cart(**_basket_of())
    parcels = cart.parcels_in(basket) if basket else []
    if basket is None or not parcels:
        flash(gettext("Giỏ hàng đang trống. Chọn món rồi đặt hàng."), "error")
        return see_other("basket.show")
    destination = form.destination()
    quote = orders.quote(parcels, province_code=destination[0], commune_code=destination[1]) if destination else None
    goods_vnd = sum(parcel.goods_vnd for parcel in parcels)
    form.checkout_token.data = basket.checkout_token
    form.shown_total.data = str(quote.total_vnd if quote else goods_vnd)
    views = parcel_views(parcels, quote)
    page = render_template(
        "storefront/checkout/show.html",
        form=form,
        alone={"mua": ALONE} if _is_alone() else {},
        units=sum(line.quantity for line in line_views(views)),
        parcels=views,
        places=count_places(parcels),
        quote=quote,
        goods_vnd=goods_vnd,
        proposals=_proposals(form),
        can_order=all(line.is_ready for line in line_views(views)) and not any(view.problem for view in views),
    )
    return page, status


def _proposals(form: CheckoutForm) -> list[dict[str, str]] | None:
    """Communes of today for an address of before July 2025, when they are asked for."""
    if "propose" not in request.form:
        return None
    return [suggestion(match) for match in places.find_by_old_address(form.old_address.data or "")]
