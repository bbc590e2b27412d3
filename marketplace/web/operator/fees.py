"""The fees that sellers pay: the rules, what a new one would change, and who decided what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, flash, render_template, request
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import Field

from marketplace import catalogue, fees
from marketplace.accounts import OperatorPermission
from marketplace.catalogue.categories import CATEGORIES
from marketplace.catalogue.models import Product
from marketplace.clock import today
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.fees import FeeKind, FeeRule, NewRule, vat_rate
from marketplace.fees.actions import check_rule
from marketplace.fees.errors import AmountMissing, LeastAboveMost, RateTooHigh, RuleEndsBeforeItBegins, RuleTooEarly
from marketplace.fees.models import RuleStep
from marketplace.orders.states import PaymentMethod
from marketplace.sellers.models import COMMISSION_BP
from marketplace.web.fee_words import KINDS, amount_words, percent
from marketplace.web.filters import day, number, say
from marketplace.web.locale import gettext
from marketplace.web.operator.fee_forms import EndForm, RuleForm
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.operator.order_labels import PAYMENTS
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

blueprint = Blueprint("operator_fees", __name__, url_prefix="/van-hanh/phi")
blueprint.context_processor(navigation_rail)

Page = Response | str | tuple[str, int]
EXAMPLES: Final = 6
STEPS: Final[Mapping[RuleStep, str]] = {RuleStep.ADDED: _("Đã thêm"), RuleStep.ENDED: _("Đã kết thúc")}
FIELD_OF: Final[Mapping[type[DomainError], str]] = {
    RuleTooEarly: "first_day",
    RuleEndsBeforeItBegins: "last_day",
    RateTooHigh: "rate",
    LeastAboveMost: "most",
}
"""Beside which field an error is said."""


@dataclass(frozen=True)
class Effect:
    """A pack on sale: its name, its price, and what a sale leaves its shop without and with the rule."""

    name: str
    price_vnd: int
    before_vnd: int
    after_vnd: int


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_FINANCE)
def show_list() -> str:
    return _page()


@blueprint.get("/quy-dinh-moi")
@requires(OperatorPermission.CHANGE_FINANCE)
def new() -> str:
    return _page(RuleForm(formdata=None))


@blueprint.post("")
@requires(OperatorPermission.CHANGE_FINANCE)
def add() -> Page:
    """Write the rule, or show first what it would change."""
    form = RuleForm()
    if not form.validate():
        return _page(form), 422
    written = form.rule()
    try:
        check_rule(written)
        if request.form.get("then") != "save":
            return _page(form, effects=list(_effects(written)))
        with transaction():
            fees.add_rule(written, by=current_user.user, note=form.note.data or "")
    except DomainError as error:
        form.refuse(error, _field_of(form, error))
        return _page(form), error.status
    flash(gettext("Đã thêm quy định phí. Áp dụng từ %(day)s.", day=day(written.first_day)))
    return see_other(".list")


@blueprint.get("/<ref>")
@requires(OperatorPermission.VIEW_FINANCE)
def show(ref: str) -> str:
    return _page(opened=fees.get_rule(ref), end=EndForm(formdata=None))


@blueprint.post("/<ref>/ket-thuc")
@requires(OperatorPermission.CHANGE_FINANCE)
def end(ref: str) -> Page:
    form = EndForm()
    if not form.validate() or form.last_day.data is None:
        return _page(opened=fees.get_rule(ref), end=form), 422
    last_day = form.last_day.data
    try:
        with transaction():
            rule = fees.get_rule(ref, lock=True)
            fees.end_rule(rule, last_day=last_day, by=current_user.user, note=form.end_note.data or "")
    except DomainError as error:
        form.refuse(error, form.last_day)
        return _page(opened=fees.get_rule(ref), end=form), error.status
    flash(gettext("Quy định áp dụng đến hết %(day)s.", day=day(last_day)))
    return see_other(".show", ref=ref)


def _field_of(form: RuleForm, error: DomainError) -> Field | None:
    name = FIELD_OF.get(type(error), "")
    if isinstance(error, AmountMissing):
        name = "fixed" if form.kind.data == FeeKind.FIXED else "rate"
    return form[name] if name else None


def _effects(written: NewRule) -> Iterator[Effect]:
    """What the rule would change for goods that it is about, each by its first pack."""
    named = {"category": written.category, "seller_id": written.seller_id, "product_id": written.product_id}
    trying = FeeRule(**vars(written), ref="")
    for product in catalogue.examples(**named, limit=EXAMPLES):  # type: ignore[arg-type]
        pack = product.variants[0]
        sold = {"category": product.category, "product_id": product.id, "day": written.first_day}
        before, after = (
            fees.quote_line(pack.price_vnd, product.seller, **sold, trying=tried)  # type: ignore[arg-type]
            for tried in ((), (trying,))
        )
        yield Effect(f"{say(product, 'name')}, {say(pack, 'pack')}", pack.price_vnd, before.net_vnd, after.net_vnd)


def _page(
    form: RuleForm | None = None,
    *,
    opened: FeeRule | None = None,
    end: EndForm | None = None,
    effects: list[Effect] | None = None,
) -> str:
    rules = fees.all_rules()
    goods = catalogue.products_by_id({rule.product_id for rule in rules if rule.product_id})
    return render_template(
        "operator/fees/list.html",
        rules=rules,
        span=gettext("Quy định: %(count)s", count=number(len(rules))),
        opened=opened,
        form=form,
        end=end,
        effects=effects,
        kinds=KINDS,
        steps=STEPS,
        scope_of=lambda rule: scope_words(rule, goods),
        amount_of=lambda rule: amount_words(rule.part),
        standard=percent(COMMISSION_BP),
        vat=vat_rate(today()),
        percent=percent,
    )


def scope_words(rule: FeeRule, goods: Mapping[int, Product]) -> str:
    """What a rule is about: "Mật ong · HTX Mẫu · chuyển khoản"."""
    category = next((say(each, "name") for each in CATEGORIES if each.slug == rule.category), rule.category)
    product = goods.get(rule.product_id or 0)
    method = gettext(PAYMENTS[PaymentMethod(rule.method)]) if rule.method else ""
    named = (say(product, "name") if product else "", say(rule.seller, "name") if rule.seller else "", category, method)
    return " · ".join(name for name in named if name) or gettext("Mọi món, mọi gian hàng")
