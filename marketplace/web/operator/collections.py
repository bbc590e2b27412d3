"""Collections that operators put together: what they say, when they are shown, and the goods in them."""

from collections.abc import Callable

from flask import Blueprint, Response, flash, render_template, request, url_for

from marketplace import collections
from marketplace.accounts import OperatorPermission
from marketplace.clock import today
from marketplace.collections import Collection, CollectionState
from marketplace.collections.errors import DaysReversed
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.text import N_, clean_line
from marketplace.web.filters import number, say, sentence_of
from marketplace.web.labels import Label
from marketplace.web.locale import gettext
from marketplace.web.operator.collection_forms import LONGEST_NOTE, CoverForm, NoteForm
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.permissions import requires
from marketplace.web.redirects import confirm, see_other

blueprint = Blueprint("operator_collections", __name__, url_prefix="/van-hanh/chon-loc")
blueprint.context_processor(navigation_rail)

STEPS = {"len": -1, "xuong": 1}
FOUND = 8
STATES = {
    CollectionState.DRAFT: Label(N_("Nháp"), "n"),
    CollectionState.COMING: Label(N_("Chờ ngày"), "a"),
    CollectionState.SHOWN: Label(N_("Đang hiện"), "g"),
    CollectionState.ENDED: Label(N_("Đã hết"), "n"),
}
Page = Response | tuple[str, int]


@blueprint.context_processor
def _words() -> dict[str, object]:
    return {"states": STATES, "today": today()}


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_CATALOGUE)
def show_list() -> str:
    found = collections.all_collections()
    span = gettext("Bộ sưu tập: %(count)s", count=number(len(found)))
    return render_template("operator/collections/list.html", collections=found, span=span)


@blueprint.get("/moi")
@requires(OperatorPermission.CHANGE_CATALOGUE)
def new() -> str:
    return render_template("operator/collections/new.html", form=CoverForm())


@blueprint.post("")
@requires(OperatorPermission.CHANGE_CATALOGUE)
def create() -> Page:
    form = CoverForm()
    if not form.validate():
        return render_template("operator/collections/new.html", form=form), 422
    try:
        with transaction():
            made = collections.create(form.cover)
    except DaysReversed as error:
        form.refuse(error, form.shown_until_on)
        return render_template("operator/collections/new.html", form=form), 422
    flash(gettext("Đã tạo bản nháp. Thêm món rồi đăng."))
    return see_other(".show", slug=made.slug)


@blueprint.get("/<slug>")
@requires(OperatorPermission.VIEW_CATALOGUE)
def show(slug: str) -> str:
    return _page(collections.get_collection(slug))


@blueprint.post("/<slug>")
@requires(OperatorPermission.CHANGE_CATALOGUE)
def change(slug: str) -> Page:
    form = CoverForm()
    if not form.validate():
        return _page(collections.get_collection(slug), form), 422
    try:
        with transaction():
            collections.change(collections.get_collection(slug, lock=True), form.cover)
    except DaysReversed as error:
        form.refuse(error, form.shown_until_on)
        return _page(collections.get_collection(slug), form), 422
    flash(gettext("Đã lưu."))
    return see_other(".show", slug=slug)


@blueprint.post("/<slug>/dang")
@requires(OperatorPermission.CHANGE_CATALOGUE)
def publish(slug: str) -> Page:
    return _change(slug, collections.publish, gettext("Đã đăng bộ sưu tập."))


@blueprint.post("/<slug>/rut")
@requires(OperatorPermission.CHANGE_CATALOGUE)
def withdraw(slug: str) -> Page:
    return _change(slug, collections.withdraw, gettext("Đã rút về nháp. Người mua không thấy nữa."))


@blueprint.post("/<slug>/vi-tri")
@requires(OperatorPermission.CHANGE_CATALOGUE)
def move(slug: str) -> Page:
    with transaction():
        collections.move(collections.get_collection(slug, lock=True), step=_step())
    return see_other(".list", _anchor=slug)


@blueprint.post("/<slug>/mon")
@requires(OperatorPermission.CHANGE_CATALOGUE)
def add(slug: str) -> Page:
    said = request.form
    notes = {name: clean_line(said.get(name, ""), LONGEST_NOTE) for name in ("note_vi", "note_en")}
    place = said.get("vi_tri", None, int)

    def put(collection: Collection) -> None:
        collections.add(collection, collections.get_product_on_sale(said.get("mon", "")), position=place, **notes)

    return _change(slug, put, gettext("Đã thêm món."))


@blueprint.post("/<slug>/mon/<product_slug>/bo")
@requires(OperatorPermission.CHANGE_CATALOGUE)
def remove(slug: str, product_slug: str) -> Page:
    try:
        with transaction():
            stood = collections.remove(collections.get_collection(slug, lock=True), product_slug=product_slug)
    except DomainError as error:
        return _refused(slug, error)
    undo = {"mon": product_slug, "vi_tri": stood.position, "note_vi": stood.note_vi, "note_en": stood.note_en}
    confirm(gettext("Đã bỏ một món."), gettext("Lấy lại"), url_for(".add", slug=slug), undo=undo)
    return see_other(".show", slug=slug)


@blueprint.post("/<slug>/mon/<product_slug>/vi-tri")
@requires(OperatorPermission.CHANGE_CATALOGUE)
def move_item(slug: str, product_slug: str) -> Page:
    return _change(slug, lambda found: collections.move_item(found, product_slug=product_slug, step=_step()))


@blueprint.post("/<slug>/mon/<product_slug>/loi")
@requires(OperatorPermission.CHANGE_CATALOGUE)
def annotate(slug: str, product_slug: str) -> Page:
    form = NoteForm()
    if not form.validate():
        flash(" ".join(str(message) for messages in form.errors.values() for message in messages), "error")
        return _page(collections.get_collection(slug)), 422
    notes = {"note_vi": form.note_vi.data or "", "note_en": form.note_en.data or ""}
    return _change(
        slug, lambda found: collections.annotate(found, product_slug=product_slug, **notes), gettext("Đã lưu.")
    )


def _change(slug: str, act: Callable[[Collection], None], said: str = "") -> Page:
    """Do one thing to a collection and show it again, or say why not."""
    try:
        with transaction():
            act(collections.get_collection(slug, lock=True))
    except DomainError as error:
        return _refused(slug, error)
    if said:
        flash(said)
    return see_other(".show", slug=slug, q=request.args.get("q"))


def _refused(slug: str, error: DomainError) -> Page:
    flash(sentence_of(error), "error")
    return _page(collections.get_collection(slug)), error.status


def _step() -> int:
    return STEPS.get(request.form.get("huong", ""), 0)


def _page(collection: Collection, form: CoverForm | None = None) -> str:
    words = clean_line(request.args.get("q", ""), 200)
    return render_template(
        "operator/collections/show.html",
        collection=collection,
        title=say(collection, "title"),
        form=form or CoverForm(collection),
        words=words,
        found=collections.find_goods(words, limit=FOUND) if words else [],
        chosen={item.product_id for item in collection.items},
        span=gettext("Số món: %(count)s", count=number(len(collection.items))),
    )
