"""The blocks of a shop's page: added, written with their photos, moved and taken out."""

from flask import Response, flash, render_template, request
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from marketplace import pictures
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.sellers import shop_page
from marketplace.sellers.permissions import ShopPermission
from marketplace.sellers.shop_page import MOST_PHOTOS, BlockKind, PhotoChanges, block_of
from marketplace.sellers.shop_page.drafts import digest
from marketplace.sellers.shop_page.errors import SavedByAnother, TooManyBlocks
from marketplace.web import rate_limits
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.shop import shop_pages
from marketplace.web.seller.shop_page.forms import BlockForm, KindForm, block_form_of
from marketplace.web.shop_blocks import PROMPTS

blueprint = shop_pages("shop_page_blocks", __name__, "/ban-hang/trang/phan")

Answer = Response | tuple[str, int]


@blueprint.post("")
@requires(ShopPermission.CHANGE_SHOP)
def add() -> Response:
    form = KindForm()
    if not form.validate():
        return see_other("shop_page.show")
    try:
        with transaction():
            ref = shop_page.add_block(current_membership().seller, form.wanted, by=current_user.user)
    except TooManyBlocks as error:
        flash(sentence_of(error))
        return see_other("shop_page.show")
    return see_other(".edit", ref=ref)


@blueprint.get("/<ref>")
@requires(ShopPermission.CHANGE_SHOP)
def edit(ref: str) -> str:
    return _page(ref)


@blueprint.post("/<ref>")
@requires(ShopPermission.CHANGE_SHOP)
@rate_limits.photos_sent
def save(ref: str) -> Answer:
    seller, form = current_membership().seller, BlockForm()
    block_of(shop_page.page_of(seller).content, ref)
    if not form.validate():
        return _page(ref, form), 422
    try:
        with pictures.receiving(file.stream for file in _sent()) as received, transaction():
            photos = PhotoChanges(_alts(), request.form.getlist("bo"), received)
            seen, by = form.seen.data or "", current_user.user
            shop_page.save_block(seller, ref, form.texts, by=by, seen=seen, photos=photos)
    except DomainError as error:
        form.refuse(error)
        return _page(ref, form, is_stale=isinstance(error, SavedByAnother)), error.status
    flash(gettext("Đã lưu nháp. Khách chưa thấy cho tới khi được duyệt."))
    return see_other(".edit", ref=ref) if _sent() else see_other("shop_page.show")


@blueprint.post("/<ref>/cho")
@requires(ShopPermission.CHANGE_SHOP)
def move(ref: str) -> Response:
    with transaction():
        up = request.form.get("huong") == "len"
        shop_page.move_block(current_membership().seller, ref, up=up, by=current_user.user)
    return see_other("shop_page.show", _anchor=f"phan-{ref}")


@blueprint.post("/<ref>/bo")
@requires(ShopPermission.CHANGE_SHOP)
def remove(ref: str) -> Response:
    with transaction():
        shop_page.remove_block(current_membership().seller, ref, by=current_user.user)
    flash(gettext("Đã bỏ phần này khỏi bản nháp."))
    return see_other("shop_page.show")


def _page(ref: str, form: BlockForm | None = None, *, is_stale: bool = False) -> str:
    page = shop_page.page_of(current_membership().seller)
    block = block_of(page.content, ref)
    if form and is_stale:
        form.seen.data = digest(block)
    return render_template(
        "seller/shop_page/block.html",
        block=block,
        prompt=PROMPTS[BlockKind(block["kind"])],
        form=form or block_form_of(block),
        photos=[(page.pictures[each["ref"]], each) for each in block["photos"] if each["ref"] in page.pictures],
        most=MOST_PHOTOS,
        has_texts=block["kind"] != BlockKind.PHOTOS,
    )


def _sent() -> list[FileStorage]:
    return [file for file in request.files.getlist("photos") if file.filename]


def _alts() -> dict[str, tuple[str, str]]:
    """What each photo shows, in both languages, by its reference."""
    said, named = request.form, "alt_vi-"
    refs = [name.removeprefix(named) for name in said if name.startswith(named)]
    return {ref: (said[f"{named}{ref}"], said.get(f"alt_en-{ref}", "")) for ref in refs}
