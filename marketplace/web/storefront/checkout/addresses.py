"""The address book at the checkout: one press fills in the form, and what else was typed stays."""

from typing import Final

from flask import Blueprint, Response, g, request, session
from flask_login import current_user

from marketplace import addresses, orders
from marketplace.accounts.phones import show_phone
from marketplace.addresses import SavedAddress
from marketplace.web.current_visitor import delivery_place
from marketplace.web.permissions import signed_in
from marketplace.web.redirects import see_other
from marketplace.web.storefront import delivery_ways
from marketplace.web.storefront.checkout import draft
from marketplace.web.storefront.checkout.forms import CheckoutForm
from marketplace.web.storefront.delivery_place.routes import keep

blueprint = Blueprint("checkout_addresses", __name__, url_prefix="/dat-hang/so-dia-chi")

PART: Final = ("mua", "noi")
"""What the address of a checkout says of which part of the basket is ordered."""


@blueprint.post("/<address>")
@signed_in
def use(address: str) -> Response:
    """The checkout with this address in it; nothing is ordered."""
    kept = addresses.get_address(current_user.id, address)
    form = CheckoutForm()
    fill(form, kept)
    if kept.commune:
        keep(kept.commune)
    else:
        session.pop("deliver_to", None)
    delivery_ways.remember()
    part: dict[str, object] = {name: request.args.getlist(name) for name in PART if name in request.args}
    return draft.keep(see_other("checkout.show", _anchor="place", **part), form)


def fill(form: CheckoutForm, kept: SavedAddress) -> None:
    """Take over an address of the book."""
    form.name.data, form.phone.data = kept.name, show_phone(kept.phone)
    form.province_code.data = kept.province_code if kept.commune else ""
    form.commune_code.data = kept.commune_code if kept.commune else ""
    form.street.data, form.old_address.data = kept.street, kept.old_address
    form.offer()


def book() -> list[SavedAddress]:
    """The signed-in person's address book, asked for once in a request; empty for a guest."""
    if "address_book" not in g:
        g.address_book = addresses.addresses_of(current_user.id) if current_user.is_authenticated else []
    kept: list[SavedAddress] = g.address_book
    return kept


def prefilled(commune_code: str) -> CheckoutForm | None:
    """A form with the person's usual address, or with one in the commune that is chosen already; None without one."""
    kept = addresses.fitting(book(), commune_code)
    if kept is None:
        return None
    form = CheckoutForm(formdata=None, email=current_user.user.email)
    fill(form, kept)
    return form


def known() -> CheckoutForm:
    """The form, filled with what this person or browser told us before."""
    if typed := draft.typed_before():
        form = CheckoutForm(formdata=None, **typed)
    else:
        form = _as_before() if current_user.is_authenticated else CheckoutForm(formdata=None)
    if place := delivery_place():
        form.choose(place)
    return form


def _as_before() -> CheckoutForm:
    """The form with what a signed-in person keeps in their address book, else as they filled it in last time."""
    place = delivery_place()
    if form := prefilled(place.code if place else ""):
        return form
    last = orders.find_last_purchase(current_user.id)
    return CheckoutForm.filled_from(last) if last else CheckoutForm(formdata=None)
