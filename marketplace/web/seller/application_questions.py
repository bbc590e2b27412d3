"""One question of an application on a screen, and keeping its answer."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from flask import Blueprint, Response, abort, current_app, flash, g, render_template, request, url_for
from flask_login import current_user

from marketplace import fees, pictures, places
from marketplace.accounts.errors import WrongCode
from marketplace.accounts.models import User
from marketplace.approvals.applications import Stage, refuse_unless_open, standing_of
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.gateways import sms
from marketplace.pictures.errors import NotAPicture
from marketplace.sellers import applications, phone_codes
from marketplace.sellers.application_models import SellerApplication
from marketplace.sellers.errors import ApplicationNotFound, CodeEnded
from marketplace.sellers.models import COMMISSION_BP, SellerKind
from marketplace.sellers.questions import PAPERS, Question, asked_of, kind_of, questions_in, task_of
from marketplace.text import clean_line
from marketplace.web import rate_limits
from marketplace.web.account_forms import CodeForm
from marketplace.web.application_labels import APPLICANTS, QUESTIONS, TASKS
from marketplace.web.filters import sentence_of, vnd
from marketplace.web.locale import current, gettext
from marketplace.web.media import HARMLESS
from marketplace.web.permissions import signed_in
from marketplace.web.redirects import see_other
from marketplace.web.seller.application import after, asked_again
from marketplace.web.seller.application_answers import shown
from marketplace.web.seller.application_forms import AnswerForm, CommuneForm, PhoneForm
from marketplace.web.seller.first_product_forms import FORMS

blueprint = Blueprint("shop_answers", __name__, url_prefix="/mo-gian-hang/<application_ref>")

MOST_FOUND = 8
PHOTOS = frozenset({*PAPERS, Question.PHOTO})

Answer = Response | str | tuple[str, int]


@blueprint.after_request
def keep_private(response: Response) -> Response:
    """Papers and numbers stay in no cache."""
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/cau/<question>")
@signed_in
def ask(application_ref: str, question: str) -> str:
    application, asked = _mine(application_ref, question)
    if asked in PHOTOS:
        return _photo_page(application, asked)
    form = FORMS[asked](formdata=None)
    form.fit(application)
    form.tell(application)
    return _page(application, asked, form)


@blueprint.post("/cau/<question>")
@signed_in
def keep(application_ref: str, question: str) -> Answer:
    application, asked = _mine(application_ref, question)
    if asked in PHOTOS or asked == Question.PHONE:
        abort(404)
    form = FORMS[asked]()
    form.fit(application)
    if not form.validate():
        return _page(application, asked, form), 422
    return after(_change(application_ref, asked, form.keep), asked)


@blueprint.post("/cau/<question>/anh")
@signed_in
@rate_limits.photos_sent
def keep_photo(application_ref: str, question: str) -> Answer:
    application, asked = _mine(application_ref, question)
    if asked not in PHOTOS:
        abort(404)
    sent = [file for file in request.files.getlist("photo") if file.filename]
    if not sent:
        return _photo_page(application, asked, gettext("Chưa chọn ảnh nào.")), 400
    put = applications.put_photo if asked == Question.PHOTO else _paper_of(asked)
    try:
        with pictures.receiving([sent[0].stream]) as (received,):
            changed = _change(application_ref, asked, lambda mine: put(mine, received, by=current_user.user))
    except DomainError as error:
        if error.status in (404, 409):
            raise
        return _photo_page(application, asked, _said_of_file(sent[0].mimetype, error)), error.status
    flash(gettext("Đã nhận ảnh."))
    return after(changed, asked)


@blueprint.post("/cau/<question>/so")
@signed_in
@rate_limits.codes_of_person
@rate_limits.codes_for_phone
def keep_phone(application_ref: str, question: str) -> Answer:
    """The number counts once its code was typed; where none can be sent, operators call before the shop opens."""
    application, asked = _phone(application_ref, question)
    form = PhoneForm()
    if not form.validate():
        return _page(application, asked, form), 422
    person: User = current_user.user
    is_own = bool(person.phone_confirmed_at) and person.phone == form.e164
    if application.is_helped and person.phone == form.e164:
        form.phone.errors = [gettext("Đây là số của anh chị. Ghi số của hộ: hộ xác nhận trên máy của mình.")]
        return _page(application, asked, form), 422
    if not sms.is_on() or is_own or application.is_helped:
        told = partial(applications.answer_phone, phone=form.e164, is_confirmed=is_own and sms.is_on())
        return after(_change(application_ref, asked, told), asked)
    g.code_sent = True
    _change(application_ref, asked, lambda mine: phone_codes.ask_code(mine, form.e164, locale=current()))
    return see_other(".code", application_ref=application_ref, question=question, sua=asked_again())


@blueprint.get("/cau/<question>/ma")
@signed_in
def code(application_ref: str, question: str) -> str:
    application, _asked = _phone(application_ref, question)
    return _code_page(application, CodeForm(formdata=None))


@blueprint.post("/cau/<question>/ma")
@signed_in
@rate_limits.failed_tries_of_person
def check_code(application_ref: str, question: str) -> Answer:
    application, asked = _phone(application_ref, question)
    form = CodeForm()
    if not form.validate():
        return _code_page(application, form), 422
    try:
        with transaction():
            phone_codes.count_try(application)
        changed = _change(application_ref, asked, lambda mine: phone_codes.confirm(mine, str(form.code.data)))
    except (WrongCode, CodeEnded) as error:
        form.refuse(error, form.code)
        return _code_page(application, form), 422
    flash(gettext("Đã xác nhận số điện thoại."))
    return after(changed, asked)


@blueprint.get("/anh/<picture>.jpg")
@signed_in
def photo(application_ref: str, picture: str) -> Response:
    """A photo of one's own application: whole, or a small square (`nho`)."""
    application = applications.get_application(application_ref, user_id=current_user.id)
    found = applications.get_picture(application, picture)
    width = 400 if "nho" in request.args else 1600
    answer = current_app.response_class(pictures.read(found.ref, width, "jpg"), content_type="image/jpeg")
    answer.headers["Content-Security-Policy"] = HARMLESS
    return answer


def _mine(application_ref: str, question: str) -> tuple[SellerApplication, Question]:
    """One's own application and a question that is asked of it. Raises ApplicationNotFound."""
    application = applications.get_application(application_ref, user_id=current_user.id)
    asked = next((each for each in asked_of(application) if each == question), None)
    if asked is None:
        raise ApplicationNotFound()
    return application, asked


def _phone(application_ref: str, question: str) -> tuple[SellerApplication, Question]:
    """The same where it is the telephone that is asked for."""
    application, asked = _mine(application_ref, question)
    if asked != Question.PHONE:
        raise ApplicationNotFound()
    return application, asked


def _change(application_ref: str, asked: Question, act: Callable[[SellerApplication], object]) -> SellerApplication:
    """Do it to one's own application, while nobody else does anything to it. Raises what `act` raises."""
    with transaction():
        application = applications.get_application(application_ref, user_id=current_user.id, lock=True)
        refuse_unless_open(application, asked)
        act(application)
    return application


def _paper_of(asked: Question) -> Callable[..., None]:
    def put(application: SellerApplication, received: pictures.Received, *, by: User) -> None:
        applications.put_paper(application, asked, received, by=by)

    return put


def _said_of_file(kind: str, error: DomainError) -> str:
    """People scan papers into PDF files, so that is said by itself."""
    if isinstance(error, NotAPicture) and kind == "application/pdf":
        return gettext("Tệp PDF chưa nhận được. Mở tệp, chụp lại màn hình hoặc chụp tờ giấy bằng điện thoại.")
    return sentence_of(error)


def _page(application: SellerApplication, asked: Question, form: AnswerForm) -> str:
    words = clean_line(request.args.get("q", "") or application.said("place_typed"), 200)
    return _render(
        "ask",
        application,
        asked,
        form=form,
        words=words,
        found=_found(words) if isinstance(form, CommuneForm) else (),
        known=shown(application, asked),
        needs={kind.value: gettext(each.needs) for kind, each in APPLICANTS.items()},
        net=_net(application) if asked == Question.PRICE else "",
        can_text=sms.is_on(),
        taken=getattr(form, "taken", None),
    )


def _photo_page(application: SellerApplication, asked: Question, refusal: str = "") -> str:
    paper = application.paper(PAPERS[asked]) if asked in PAPERS else None
    picture = paper.picture if paper else (application.photo if asked == Question.PHOTO else None)
    if refusal:
        g.shows_errors = True
    return _render("photo", application, asked, picture=picture, refusal=refusal)


def _code_page(application: SellerApplication, form: CodeForm) -> str:
    phone = application.said("asked_phone")
    return _render("code", application, Question.PHONE, form=form, phone=phone)


def _render(name: str, application: SellerApplication, asked: Question, **facts: Any) -> str:
    task = task_of(asked)
    questions = questions_in(task, application)
    standing = standing_of(application)
    return render_template(
        f"seller/application/{name}.html",
        application=application,
        question=asked,
        asked=QUESTIONS[asked],
        task=TASKS[task],
        number=questions.index(asked) + 1,
        whole=len(questions),
        is_open=standing.may_change(asked),
        is_mending=standing.stage == Stage.SENT_BACK,
        again=asked_again(),
        notes=[each.note for each in standing.sent_back if asked in standing.to_mend],
        back_url=url_for("shop_application.tasks", application_ref=application.ref),
        **facts,
    )


def _found(words: str) -> list[tuple[str, str, str]]:
    """Communes that fit what was typed: code, name, and the old name by which it was found."""
    matches = [*places.find_by_old_address(words, MOST_FOUND), *places.search(words, limit=MOST_FOUND)] if words else []
    found = {match.commune.code: match for match in reversed(matches)}
    ordered = [found[code] for code in dict.fromkeys(match.commune.code for match in matches)]
    return [(each.commune.code, each.commune.line(current()), each.formerly) for each in ordered[:MOST_FOUND]]


class _Applicant(NamedTuple):
    """Whoever will be paid; as long as nobody has said who sells, the taxes are those of a household."""

    kind: SellerKind
    commission_bp: int = COMMISSION_BP
    id: None = None


def _net(application: SellerApplication) -> str:
    """What the price leaves the seller, in a sentence; nothing as long as there is no price."""
    known, kind = application.answers.get(Question.PRICE), kind_of(application)
    if not known:
        return ""
    net = fees.quote_line(int(known), _Applicant(kind.seller_kind if kind else SellerKind.INDIVIDUAL_FARMER))
    said = {"fee": vnd(net.commission_vnd), "net": vnd(net.net_vnd)}
    if not net.withheld_vnd:
        return gettext("Trừ phí chợ %(fee)s, anh chị nhận được %(net)s mỗi gói.", **said)
    tax = vnd(net.withheld_vnd)
    return gettext("Trừ phí chợ %(fee)s và thuế khấu trừ %(tax)s, anh chị nhận được %(net)s mỗi gói.", tax=tax, **said)
