"""The words that the search takes for the same: groups beside their list, added, changed and dropped here."""

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import lazy_gettext as _
from wtforms import TextAreaField

from marketplace import search
from marketplace.accounts import OperatorPermission
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.search import SynonymGroup
from marketplace.text import clean_line
from marketplace.web.filters import number
from marketplace.web.forms import ShopForm
from marketplace.web.locale import gettext
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.permissions import requires
from marketplace.web.redirects import confirm, see_other

blueprint = Blueprint("operator_synonyms", __name__, url_prefix="/van-hanh")
blueprint.context_processor(navigation_rail)

LIST = "/tu-dong-nghia"
LONGEST_WORDS = 120
Page = Response | tuple[str, int]


class WordsForm(ShopForm):
    """The words of one group."""

    words = TextAreaField(_("Các từ, cách nhau bằng dấu phẩy"))


@blueprint.get(LIST, endpoint="list")
@requires(OperatorPermission.VIEW_SETTINGS)
def show_list() -> str:
    return _page()


@blueprint.get("/nhom-tu-moi")
@requires(OperatorPermission.CHANGE_SETTINGS)
def new() -> str:
    return _page(WordsForm())


@blueprint.post(LIST)
@requires(OperatorPermission.CHANGE_SETTINGS)
def add() -> Page:
    form = WordsForm()
    try:
        with transaction():
            group = search.add_synonyms(form.words.data or "")
    except DomainError as error:
        form.refuse(error, form.words)
        return _page(form), error.status
    flash(gettext("Đã thêm nhóm “%(words)s”. Ô tìm kiếm dùng ngay.", words=group.words))
    return see_other(".list")


@blueprint.get(f"{LIST}/<first>")
@requires(OperatorPermission.VIEW_SETTINGS)
def show(first: str) -> str:
    group = search.get_synonyms(first)
    return _page(WordsForm(formdata=None, data={"words": group.words}), group)


@blueprint.post(f"{LIST}/<first>")
@requires(OperatorPermission.CHANGE_SETTINGS)
def change(first: str) -> Page:
    form = WordsForm()
    try:
        with transaction():
            group = search.get_synonyms(first)
            before = group.words
            search.change_synonyms(group, form.words.data or "")
    except DomainError as error:
        form.refuse(error, form.words)
        return _page(form, search.get_synonyms(first)), error.status
    text = gettext("Đã sửa thành “%(words)s”.", words=group.words)
    confirm(text, gettext("Trả lại như cũ"), url_for(".change", first=group.spellings[0]), undo={"words": before})
    return see_other(".list")


@blueprint.post(f"{LIST}/<first>/bo")
@requires(OperatorPermission.CHANGE_SETTINGS)
def remove(first: str) -> Response:
    with transaction():
        group = search.get_synonyms(first)
        search.remove_synonyms(group)
    text = gettext("Đã bỏ nhóm “%(words)s”.", words=group.words)
    confirm(text, gettext("Lấy lại"), url_for(".add"), undo={"words": group.words})
    return see_other(".list")


def _page(form: WordsForm | None = None, opened: SynonymGroup | None = None) -> str:
    words = clean_line(request.args.get("q", ""), LONGEST_WORDS)
    groups = search.synonym_groups(words=words)
    return render_template(
        "operator/synonyms/list.html",
        groups=groups,
        opened=opened,
        form=form,
        words=words,
        span=gettext("Nhóm từ: %(count)s", count=number(len(groups))),
    )
