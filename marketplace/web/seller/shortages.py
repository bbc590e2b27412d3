"""Goods that are short while a parcel is packed: what is there, what to do about it, and the question to the buyer."""

from collections.abc import Sequence

from flask import Response, flash, render_template, request
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import Field, RadioField, SelectField, StringField
from wtforms.validators import Optional as MayBeEmpty

from marketplace import orders
from marketplace.accounts.phones import show_phone
from marketplace.catalogue.models import Variant
from marketplace.clock import now
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.orders import Plan, Shortage
from marketplace.orders.errors import AnsweredAlready, JobUnknown, PackUnavailable, ThereRefused
from marketplace.orders.models import Order, OrderLine
from marketplace.orders.packing import Job, find_job
from marketplace.orders.shortage_models import answer_time
from marketplace.sellers.permissions import ShopPermission
from marketplace.stock import parse_count
from marketplace.web.filters import hour, pack_name, sentence_of, vnd
from marketplace.web.forms import Reads, SelectChoice, ShopForm
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_shortages", __name__, "/ban-hang/don")

Answer = Response | str | tuple[str, int]


class ShortageForm(ShopForm):
    """How many are there, and what is proposed to the buyer."""

    there = StringField(_("Đang có mấy cái?"), [Reads(parse_count)])
    plan = RadioField(_("Đề nghị với người mua"), validate_choice=False)
    ref = SelectField(_("Gói thay"), validate_choice=False)
    quantity = StringField(_("Mấy gói thay?"), [MayBeEmpty(), Reads(parse_count)])

    def offer(self, line: OrderLine, packs: Sequence[tuple[Variant, int]], *, is_alone: bool) -> None:
        """Fill in what can be chosen for this line; a line that is alone cannot be dropped."""
        plans = [SelectChoice(Plan.PART, gettext("Gửi số đang có, hủy phần thiếu"))]
        if packs:
            plans.append(SelectChoice(Plan.REPLACE, gettext("Gửi gói khác thay phần thiếu")))
        if not is_alone:
            plans.append(SelectChoice(Plan.DROP, gettext("Hủy món này, gửi các món còn lại")))
        self.plan.choices = plans
        self.ref.choices = [SelectChoice(pack.ref, _offered(pack, left)) for pack, left in packs]


def _offered(pack: Variant, left: int) -> str:
    return gettext("%(pack)s, %(price)s, còn %(left)s", pack=pack_name(pack), price=vnd(pack.price_vnd), left=left)


@blueprint.get("/<number>/goi/thieu")
@requires(ShopPermission.CHANGE_ORDERS)
def show(number: str) -> Answer:
    """The form for the line that the address names, else for the first; with nothing to pack, back to the checklist."""
    order = _order(number)
    try:
        job = _job(order)
    except JobUnknown:
        return see_other("shop_packing.show", number=number)
    return _page(order, job, ShortageForm(formdata=None))


@blueprint.post("/<number>/goi/thieu")
@requires(ShopPermission.CHANGE_ORDERS)
def ask(number: str) -> Answer:
    order, form = _order(number), ShortageForm()
    job = _job(order)
    if not form.validate():
        return _page(order, job, form), 400
    try:
        with transaction():
            order = orders.get_order_of_seller(current_membership().seller_id, number, lock=True)
            asked = _ask(order, job.key, form)
    except DomainError as error:
        form.refuse(error, _field(form, error))
        order = _order(number)
        return _page(order, _job(order), form), error.status
    flash(gettext("Đã hỏi người mua. Có trả lời hoặc đến %(time)s thì gói tiếp.", time=hour(asked.answer_by)))
    return see_other("shop_packing.show", number=number)


@blueprint.post("/<number>/goi/thieu/rut")
@requires(ShopPermission.CHANGE_ORDERS)
def withdraw(number: str) -> Response:
    """The goods were found."""
    try:
        with transaction():
            order = orders.get_order_of_seller(current_membership().seller_id, number, lock=True)
            orders.withdraw(order, by=current_user.user)
        flash(gettext("Đã rút câu hỏi. Gói đủ như khách đặt."))
    except AnsweredAlready as error:
        flash(sentence_of(error), "error")
    return see_other("shop_packing.show", number=number)


def _order(number: str) -> Order:
    return orders.get_order_of_seller(current_membership().seller_id, number)


def _job(order: Order) -> Job:
    """The job of taking the line that the address names, the first one without a name. Raises JobUnknown."""
    job = find_job(order, request.args.get("mon") or orders.jobs_of(order)[0].key)
    if job.line is None or job.is_weighing or not order.can_pack:
        raise JobUnknown()
    return job


def _ask(order: Order, key: str, form: ShortageForm) -> Shortage:
    return orders.ask(
        order,
        key,
        there=parse_count(form.there.data or ""),
        plan=form.plan.data or "",
        by=current_user.user,
        ref=form.ref.data or "",
        quantity=parse_count(form.quantity.data) if form.quantity.data else 0,
    )


def _field(form: ShortageForm, error: DomainError) -> Field:
    if isinstance(error, ThereRefused):
        return form.there
    return form.quantity if isinstance(error, PackUnavailable) else form.plan


def _page(order: Order, job: Job, form: ShortageForm) -> str:
    line = job.line
    if line is None:
        raise JobUnknown()
    packs = orders.packs_instead(order, line)
    form.offer(line, packs, is_alone=len(order.sent_lines) == 1)
    return render_template(
        "seller/packing/shortage.html",
        order=order,
        line=line,
        job=job,
        form=form,
        packs=packs,
        is_alone=len(order.sent_lines) == 1,
        until=hour(now() + answer_time(now()).to_answer),
        phone=show_phone(order.purchase.contact_phone),
    )
