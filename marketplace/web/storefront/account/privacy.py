"""Whether a person agrees to what is done with their data."""

from flask import Blueprint, Response, flash, render_template, request
from flask_login import current_user

from marketplace import policies
from marketplace.database import transaction
from marketplace.policies import Policy, VersionChanged
from marketplace.web.filters import sentence_of
from marketplace.web.locale import current, gettext
from marketplace.web.permissions import signed_in
from marketplace.web.redirects import see_other
from marketplace.web.storefront.policies.privacy import digest

blueprint = Blueprint("account_privacy", __name__, url_prefix="/tai-khoan/rieng-tu")

YES, NO = "dong-y", "khong"


@blueprint.get("")
@signed_in
def show() -> str:
    return _page()


@blueprint.post("")
@signed_in
def answer() -> Response | tuple[str, int]:
    said = request.form.get("tra-loi")
    if said not in (YES, NO):
        return _page(problem=gettext("Bấm một trong hai nút.")), 422
    try:
        with transaction():
            policies.answer(
                current_user.user,
                Policy.PRIVACY,
                version=request.form.get("ban", ""),
                is_given=said == YES,
                digest=digest(),
                locale=current(),
            )
    except VersionChanged as error:
        return _page(problem=sentence_of(error)), error.status
    flash(gettext("Đã ghi là bạn đồng ý.") if said == YES else gettext("Đã ghi là bạn không đồng ý."))
    return see_other("account.show")


def _page(problem: str = "") -> str:
    asked = policies.asked_of(current_user.id)
    answers = policies.answers_of(current_user.id, Policy.PRIVACY)
    return render_template("storefront/account/privacy.html", asked=asked, answers=answers, problem=problem)
