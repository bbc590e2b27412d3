"""Waiting for goods that are sold out: the form, and what the links in its mails open."""

import re

from flask import Blueprint, Response, flash, render_template, request, session
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import RadioField, StringField

from marketplace import accounts, stock, wishlist
from marketplace.clock import now
from marketplace.database import transaction
from marketplace.stock import Holder
from marketplace.text import clean_line
from marketplace.web import rate_limits
from marketplace.web.filters import month, sentence_of
from marketplace.web.forms import Reads, SelectChoice, ShopForm
from marketplace.web.locale import current, gettext
from marketplace.web.permissions import public, signed_in
from marketplace.web.redirects import see_other
from marketplace.wishlist.errors import AlreadyInStock
from marketplace.wishlist.models import Reminder
from marketplace.wishlist.reminders import Awaited

blueprint = Blueprint("reminders", __name__)

Answer = Response | tuple[str, int]
IN_STOCK, IN_SEASON = "co-hang", "vao-mua"
PERSONAL = frozenset({"basket", "checkout", "checkout_addresses"})
"""Pages that are kept for everybody know nothing of one person's rights."""
MOST_RIGHTS = 4
TOKEN = re.compile(r"[\w-]{43}", re.ASCII)


@blueprint.before_app_request
def act() -> None:
    """Say whose rights to kept units count in this request: at the basket and at the checkout, and nowhere else."""
    stock.act_as(_holder() if request.blueprint in PERSONAL else Holder())


def _holder() -> Holder:
    """Whoever is signed in, or has come by the link of a letter and pressed its button."""
    token = request.form.get("right", "")
    if TOKEN.fullmatch(token):
        session["rights"] = [*session.get("rights", [])[-MOST_RIGHTS:], token]
    user = current_user.user
    return Holder(user.id if user else 0, " ".join(session.get("rights", ())))


class RemindForm(ShopForm):
    """Where to write to, and when."""

    email = StringField(_("E-mail nhận nhắc"), [Reads(accounts.parse_email)])
    when = RadioField(_("Nhắc khi nào"), default=IN_STOCK)

    def offer(self, season_months: int) -> "RemindForm":
        """Let one wait for what goods with this season can be waited for."""
        begins = wishlist.next_season(season_months)
        self.when.choices = [SelectChoice(IN_STOCK, gettext("Ngay khi có hàng lại"))]
        if begins:
            season = gettext("Khi vào mùa, tháng %(month)s", month=month(begins.month))
            self.when.choices.append(SelectChoice(IN_SEASON, season))
        return self


@blueprint.app_template_global()
def remind_form(season_months: int, email: str) -> RemindForm:
    """A form for goods with this season in which this address stands already."""
    return RemindForm(formdata=None, email=email).offer(season_months)


def own_email() -> str:
    """A signed-in person's own address, as far as it is known."""
    return (current_user.user.email if current_user.user else None) or ""


@blueprint.get("/p/<slug>/nhac")
@public
def ask(slug: str) -> str:
    awaited = wishlist.get_awaited(slug, _pack())
    return _page(awaited, remind_form(_months(awaited), own_email()))


@blueprint.post("/p/<slug>/nhac")
@public
@rate_limits.mail_requests
@rate_limits.reminders_to_mailbox
def remind(slug: str) -> Answer:
    awaited = wishlist.get_awaited(slug, _pack())
    form = RemindForm().offer(_months(awaited))
    if not form.validate():
        return _page(awaited, form), 422
    with transaction():
        reminder = wishlist.remind(
            slug,
            email=accounts.parse_email(str(form.email.data)),
            user=current_user.user,
            locale=current(),
            in_season=form.when.data == IN_SEASON,
            ref=_pack(),
        )
    flash(_thanks(reminder))
    return see_other("product.show", slug=slug)


@blueprint.post("/p/<slug>/bao-toi")
@signed_in
def wait(slug: str) -> Response:
    try:
        with transaction():
            wishlist.wait(slug, current_user.user, locale=current(), ref=_pack())
    except AlreadyInStock as error:  # it has come in meanwhile: the page that is shown next sells it
        flash(sentence_of(error))
        return see_other("product.show", slug=slug)
    flash(gettext("Đã ghi. Có hàng là chợ báo bạn ngay, và giữ một phần trong 24 giờ."))
    return see_other("product.show", slug=slug)


@blueprint.get("/nhac/<token>")
@public
def show(token: str) -> str:
    reminder = wishlist.get_reminder(token)
    right = stock.find_right(token)
    return render_template(
        "storefront/wishlist/reminder.html",
        reminder=reminder,
        right=right,
        is_kept=bool(right and right.used_at is None and right.until > now()),
    )


@blueprint.post("/nhac/<token>")
@public
def confirm(token: str) -> Response:
    with transaction():
        wishlist.confirm_reminder(token)
    return see_other(".show", token=token)


@blueprint.post("/nhac/<token>/bo")
@public
def stop(token: str) -> Response:
    is_all = "everything" in request.form
    with transaction():
        had_right = wishlist.stop_reminders(token, everything=is_all)
    flash(_farewell(is_all, had_right))
    return see_other("wishlist.show")


def _pack() -> str:
    """The pack size that is waited for alone, as the address says; empty for any."""
    return clean_line(request.args.get("goi", ""), 16)


def _months(awaited: Awaited) -> int:
    """The season that can be waited for: a pack size that is gone while others are there has none of its own."""
    return 0 if awaited.variant else awaited.product.season_months


def _page(awaited: Awaited, form: RemindForm) -> str:
    product, variant = awaited
    return render_template("storefront/wishlist/remind.html", product=product, variant=variant, form=form)


def _farewell(is_all: bool, had_right: bool) -> str:
    told = gettext("Đã bỏ mọi lời nhắc gửi đến địa chỉ này.") if is_all else gettext("Đã bỏ lời nhắc này.")
    return " ".join((told, gettext("Phần đang giữ nay bán cho người khác."))) if had_right else told


def _thanks(reminder: Reminder) -> str:
    """The same for every address that is not the account's own, so that nobody learns who waits for what."""
    if reminder.user_id is not None and reminder.user_id == current_user.id:
        return gettext("Chúng tôi sẽ nhắc bạn qua %(email)s.", email=reminder.email)
    return gettext("Xem hộp thư %(email)s: bấm nút trong thư xác nhận thì mới nhận được nhắc.", email=reminder.email)
