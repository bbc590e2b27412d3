"""People whom a shop quotes: who, when, how they agreed, and the button that takes their words off at once."""

from flask import Response, flash, render_template
from flask_login import current_user

from marketplace import sellers
from marketplace.catalogue.blocked_words import flags_in
from marketplace.clock import today
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.sellers import shop_page
from marketplace.sellers.permissions import ShopPermission
from marketplace.sellers.shop_page import BlockKind, Consent, Said
from marketplace.sellers.shop_page.models import ConsentWay
from marketplace.web.filters import say
from marketplace.web.labels import CONSENT_WAYS
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.shop import shop_pages
from marketplace.web.seller.shop_page.forms import QuoteForm
from marketplace.web.shop_blocks import PROMPTS

blueprint = shop_pages("shop_page_quotes", __name__, "/ban-hang/trang/loi-ke")

Answer = Response | tuple[str, int]


@blueprint.get("", endpoint="list")
@requires(ShopPermission.CHANGE_SHOP)
def show_list() -> str:
    return _page(QuoteForm(formdata=None, data={"consented_on": today()}))


@blueprint.post("")
@requires(ShopPermission.CHANGE_SHOP)
def add() -> Answer:
    form = QuoteForm()
    if not form.validate() or _is_blocked(form):
        return _page(form), 422
    try:
        with transaction():
            seller, by = current_membership().seller, current_user.user
            quote = shop_page.add_quote(seller, _said(form), _consent(form), by=by)
            shop_page.add_block(seller, BlockKind.QUOTE, by=by, quote=quote.ref)
    except DomainError as error:
        form.refuse(error)
        return _page(form), error.status
    flash(gettext("Đã ghi lời kể. Gửi duyệt trang thì khách mới thấy."))
    return see_other("shop_page.show")


@blueprint.post("/<ref>/rut")
@requires(ShopPermission.CHANGE_SHOP)
def withdraw(ref: str) -> Response:
    with transaction():
        seller = sellers.get_seller(current_membership().seller.slug, lock=True)
        quote = shop_page.withdraw(seller, ref, by=current_user.user)
    flash(gettext("Lời của %(name)s đã rời trang. Không ai đọc được nữa.", name=quote.name))
    return see_other(".list")


def _page(form: QuoteForm) -> str:
    quotes = shop_page.quotes_of(current_membership().seller_id)
    return render_template(
        "seller/shop_page/quotes.html", form=form, quotes=quotes, ways=CONSENT_WAYS, prompt=PROMPTS[BlockKind.QUOTE]
    )


def _is_blocked(form: QuoteForm) -> bool:
    """Whether a word may not stand there; then the form says which and why."""
    for field in (form.words_vi, form.words_en):
        for flag in flags_in(field.data or ""):
            why = gettext("Bỏ chữ “%(text)s”: %(why)s", text=flag.text, why=say(flag.reason, "why"))
            field.errors = [*field.errors, why]
    return bool(form.errors)


def _said(form: QuoteForm) -> Said:
    texts = (form.name, form.words_vi, form.words_en, form.role_vi, form.role_en)
    return Said(*(field.data or "" for field in texts))


def _consent(form: QuoteForm) -> Consent:
    return Consent(form.consented_on.data or today(), ConsentWay(form.way.data))
