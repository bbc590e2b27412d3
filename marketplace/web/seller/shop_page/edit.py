"""A shop's page as its owner writes it: the parts in their order, the introduction, the preview, and sending it."""

from dataclasses import dataclass

from flask import Response, flash, render_template, url_for
from flask_login import current_user

from marketplace.approvals import Approval, ApprovalState, stories
from marketplace.database import transaction
from marketplace.sellers import shop_page
from marketplace.sellers.models import Seller
from marketplace.sellers.permissions import ShopPermission
from marketplace.sellers.shop_page import MOST_BLOCKS, BlockKind, Page
from marketplace.sellers.shop_page.content import Missing, Values
from marketplace.sellers.shop_page.errors import PageUnfinished
from marketplace.sellers.shop_page.models import Quote
from marketplace.text import N_
from marketplace.web.filters import say
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.shop import shop_pages
from marketplace.web.seller.shop_page.forms import IntroForm
from marketplace.web.shop_blocks import INTRO, PROMPTS

blueprint = shop_pages("shop_page", __name__, "/ban-hang/trang")

Answer = Response | tuple[str, int]


@dataclass(frozen=True)
class Part:
    """One part in the list: its name, how it begins, where it is written, and what is to be mended in it."""

    ref: str
    name: str
    beginning: str
    url: str
    wrongs: list[str]
    photos: int = 0


@blueprint.get("")
@requires(ShopPermission.CHANGE_SHOP)
def show() -> str:
    return _overview(current_membership().seller)


@blueprint.get("/loi-chao")
@requires(ShopPermission.CHANGE_SHOP)
def intro() -> str:
    page = shop_page.page_of(current_membership().seller)
    return _intro_page(IntroForm(formdata=None, data=page.content))


@blueprint.post("/loi-chao")
@requires(ShopPermission.CHANGE_SHOP)
def save_intro() -> Answer:
    form = IntroForm()
    if not form.validate():
        return _intro_page(form), 422
    with transaction():
        shop_page.save_intro(current_membership().seller, form.texts, form.figures, by=current_user.user)
    flash(gettext("Đã lưu nháp. Khách chưa thấy cho tới khi được duyệt."))
    return see_other(".show")


@blueprint.get("/xem-truoc")
@requires(ShopPermission.CHANGE_SHOP)
def preview() -> str:
    seller = current_membership().seller
    page = shop_page.page_of(seller)
    blocks = shop_page.shown_blocks(page.content["blocks"], page.pictures, shop_page.quotes_of(seller.id))
    return render_template("seller/shop_page/preview.html", page=page, told=page.content, blocks=blocks)


@blueprint.post("/gui-duyet")
@requires(ShopPermission.CHANGE_SHOP)
def send() -> Answer:
    seller = current_membership().seller
    try:
        with transaction():
            stories.send(shop_page.page_of(seller), by=current_user.user)
    except PageUnfinished as error:
        return _overview(seller), error.status
    flash(gettext("Đã gửi duyệt. Trong 2 ngày có trả lời; bản cũ vẫn hiện."))
    return see_other(".show")


@blueprint.post("/rut-lai")
@requires(ShopPermission.CHANGE_SHOP)
def take_back() -> Response:
    with transaction():
        stories.take_back(current_membership().seller)
    flash(gettext("Đã rút lại. Sửa xong thì gửi lần nữa."))
    return see_other(".show")


def _intro_page(form: IntroForm) -> str:
    return render_template("seller/shop_page/intro.html", form=form, prompt=INTRO)


def _overview(seller: Seller) -> str:
    page, asked = shop_page.page_of(seller), stories.last_asked(seller)
    wrongs = _wrongs(page)
    return render_template(
        "seller/shop_page/show.html",
        page=page,
        intro=Part("", gettext(INTRO.name), page.content["tagline_vi"], url_for(".intro"), wrongs.get("", [])),
        parts=_parts(page, wrongs),
        kinds={kind: PROMPTS[kind] for kind in BlockKind if kind != BlockKind.QUOTE},
        quote=PROMPTS[BlockKind.QUOTE],
        most=MOST_BLOCKS,
        is_full=len(page.content["blocks"]) >= MOST_BLOCKS,
        can_send=stories.can_send(page) and not _waits_as_written(asked, page),
        waits=asked if asked and asked.is_waiting else None,
        waits_as_written=_waits_as_written(asked, page),
        sent_back=asked if asked and asked.state == ApprovalState.SENT_BACK else None,
        wrongs=sum(map(len, wrongs.values())),
    )


def _waits_as_written(asked: Approval | None, page: Page) -> bool:
    return bool(asked and asked.is_waiting and asked.after == page.content)


def _wrongs(page: Page) -> dict[str, list[str]]:
    """What is to be mended, by the reference of the block."""
    found: dict[str, list[str]] = {}
    waiting = [Missing(ref, N_("Ảnh đang xử lý hoặc không dùng được.")) for ref in page.waiting_photos]
    for ref, sentence in [*shop_page.unfinished(page.content), *waiting]:
        found.setdefault(ref, []).append(gettext(sentence))
    for ref, flag in stories.flagged(page):
        words = gettext("Bỏ chữ “%(text)s”: %(why)s", text=flag.text, why=say(flag.reason, "why"))
        found.setdefault(ref, []).append(words)
    return found


def _parts(page: Page, wrongs: dict[str, list[str]]) -> list[Part]:
    blocks = page.content["blocks"]
    said = {quote.ref: quote for quote in shop_page.quotes_with(block["quote"] for block in blocks if block["quote"])}
    return [_part(block, said.get(block["quote"]), wrongs.get(block["ref"], [])) for block in blocks]


def _part(block: Values, quote: Quote | None, wrongs: list[str]) -> Part:
    kind = BlockKind(block["kind"])
    beginning = f"{quote.name}: “{quote.words_vi}”" if quote else block["body_vi"]
    url = url_for("shop_page_quotes.list") if block["quote"] else url_for("shop_page_blocks.edit", ref=block["ref"])
    name = block["title_vi"] or gettext(PROMPTS[kind].name)
    return Part(block["ref"], name, beginning, url, wrongs, len(block["photos"]))
