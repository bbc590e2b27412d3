"""What a household sees on its own phone: what somebody filled in for it, and the code by which it agrees."""

from flask import Blueprint, Response, flash, g, render_template

from marketplace.accounts.errors import WrongCode
from marketplace.approvals.applications import withdraw_requests
from marketplace.database import transaction
from marketplace.sellers import households, phone_codes
from marketplace.sellers.application_models import SellerApplication
from marketplace.sellers.errors import CodeEnded
from marketplace.sellers.questions import Question, kind_of
from marketplace.web import rate_limits
from marketplace.web.account_forms import CodeForm
from marketplace.web.application_labels import APPLICANTS, QUESTIONS
from marketplace.web.locale import current, gettext
from marketplace.web.permissions import public
from marketplace.web.redirects import see_other
from marketplace.web.seller.application_answers import shown

blueprint = Blueprint("household", __name__, url_prefix="/xac-nhan-ho/<token>")

SHOWN = (Question.NAME, Question.REPRESENTATIVE, Question.COMMUNE, Question.ADDRESS, Question.PRODUCT_NAME)
Answer = Response | str | tuple[str, int]


@blueprint.after_request
def keep_private(response: Response) -> Response:
    """What was filled in stays in no cache, and the link goes to no other site."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@blueprint.get("")
@public
def show(token: str) -> str:
    return _page(households.get_by_link(token), token)


@blueprint.post("/ma")
@public
@rate_limits.codes_for_household
def ask_code(token: str) -> Answer:
    with transaction():
        application = households.get_by_link(token, lock=True)
        households.ask_code(application, locale=current())
        g.code_sent = True
    return see_other(".code", token=token)


@blueprint.get("/ma")
@public
def code(token: str) -> str:
    return _page(households.get_by_link(token), token, CodeForm(formdata=None))


@blueprint.post("/dong-y")
@public
@rate_limits.failed_tries
def confirm(token: str) -> Answer:
    form = CodeForm()
    if not form.validate():
        return _page(households.get_by_link(token), token, form), 422
    try:
        with transaction():
            phone_codes.count_try(households.get_by_link(token), households.PROOF)
        with transaction():
            households.confirm(households.get_by_link(token, lock=True), str(form.code.data))
    except (WrongCode, CodeEnded) as error:
        form.refuse(error, form.code)
        return _page(households.get_by_link(token), token, form), 422
    return see_other(".show", token=token)


@blueprint.post("/khong-phai")
@public
def refuse(token: str) -> Answer:
    with transaction():
        application = households.get_by_link(token, lock=True)
        households.refuse(application)
        withdraw_requests(application)
    flash(gettext("Đã ghi: anh chị không nhờ ai làm hồ sơ. Hồ sơ dừng lại, không có gian hàng nào mở."))
    return see_other("catalogue.home")


def _page(application: SellerApplication, token: str, form: CodeForm | None = None) -> str:
    kind = kind_of(application)
    facts = [(gettext("Người làm giúp"), application.user.name), (gettext("Hội"), application.said(Question.HELPER))]
    facts += [(gettext("Người bán là"), gettext(APPLICANTS[kind].name))] if kind else []
    facts += [(gettext(QUESTIONS[each].name), shown(application, each)) for each in SHOWN]
    return render_template(
        "seller/application/household.html", application=application, token=token, facts=facts, form=form
    )
