"""All reviews of a product, narrowed and sorted by their address, and the votes for helpful ones."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from flask import Blueprint, Response, flash, render_template, request, session, url_for
from flask_login import current_user

from marketplace import reviews
from marketplace.catalogue.models import Product
from marketplace.database import transaction
from marketplace.money import allocate
from marketplace.reviews import SCORES, OpinionFilter, Sorting
from marketplace.reviews.errors import AlreadyHelpful
from marketplace.shelf.models import average
from marketplace.text import N_
from marketplace.web import rate_limits
from marketplace.web.current_visitor import reader
from marketplace.web.filters import sentence_of
from marketplace.web.labels import Tab
from marketplace.web.locale import gettext
from marketplace.web.paging import page_of, read_page
from marketplace.web.permissions import public
from marketplace.web.redirects import back, confirm, see_other, wanted_path

blueprint = Blueprint("reviews", __name__)

PAGE_SIZE = 20
VOTES, MOST_VOTES = "votes", 19
"""In the session: what this browser found helpful last, and how many of these it keeps besides the newest."""
SORTINGS = {
    Sorting.NEWEST: Tab("moi", N_("Mới nhất")),
    Sorting.HELPFUL: Tab("huu-ich", N_("Hữu ích nhất")),
}


@dataclass(frozen=True)
class Choice:
    """A link that narrows or sorts the list."""

    text: str
    url: str
    current: bool


@dataclass(frozen=True)
class Address:
    """What the address of the page says. Whatever it says wrongly counts as not said."""

    slug: str
    wanted: OpinionFilter
    sorting: Sorting
    page: int = 1

    def url(self) -> str:
        """The page with these filters."""
        said = {
            "diem": self.wanted.points or None,
            "chu": 1 if self.wanted.with_text else None,
            "anh": 1 if self.wanted.with_photos else None,
            "xep": SORTINGS[self.sorting].word if self.sorting != Sorting.NEWEST else None,
            "trang": self.page if self.page > 1 else None,
        }
        return url_for("reviews.list", slug=self.slug, **{name: value for name, value in said.items() if value})  # type: ignore[arg-type]


@blueprint.get("/p/<slug>/danh-gia", endpoint="list")
@public
def show_list(slug: str) -> str:
    product = reviews.get_product(slug)
    address = _read_address(slug)
    found = partial(reviews.opinions_matching, product.id, address.wanted, sorting=address.sorting)
    listing = page_of(found, PAGE_SIZE, lambda page: replace(address, page=page).url())
    return render_template(
        "storefront/reviews/list.html",
        product=product,
        opinions=listing.rows,
        shares=_shares(product),
        rating=average(product.review_count, product.review_points),
        narrowings=list(_narrowings(address)),
        sortings=list(_sortings(address)),
        listing=listing,
    )


@blueprint.get("/danh-gia/<ref>")
@public
def of_ref(ref: str) -> Response:
    """Where a review stands: among the newest ones of its product."""
    product = reviews.get_shown_review(ref).product
    return see_other(".list", slug=product.slug, _anchor=f"danh-gia-{ref}")


@blueprint.post("/danh-gia/<ref>/huu-ich")
@public
@rate_limits.votes_from_address
def find_helpful(ref: str) -> Response:
    try:
        with transaction():
            reviews.find_helpful(reviews.get_shown_review(ref), reader=reader())
    except AlreadyHelpful as error:
        said = sentence_of(error)
    else:
        said = gettext("Đã ghi là hữu ích. Cảm ơn bạn.")
        session[VOTES] = [*session.get(VOTES, ())[-MOST_VOTES:], ref]
    if not _is_own_vote(ref):
        flash(gettext("Từ mạng của bạn đã có một phiếu. Đăng nhập để phiếu của bạn được tính."))
        return back()
    undo: dict[str, object] = {"next": wanted_path()}
    confirm(said, gettext("Thôi, bỏ"), url_for(".take_back_vote", ref=ref), undo=undo)
    return back()


@blueprint.post("/danh-gia/<ref>/huu-ich/bo")
@public
@rate_limits.votes_from_address
def take_back_vote(ref: str) -> Response:
    if _is_own_vote(ref):
        with transaction():
            reviews.take_back_vote(reviews.get_shown_review(ref), reader=reader())
    flash(gettext("Đã bỏ phiếu hữu ích của bạn."))
    return back()


def _is_own_vote(ref: str) -> bool:
    """Whether it was given here: a guest's vote is kept by network, and a neighbour does not take it back."""
    return current_user.is_authenticated or ref in session.get(VOTES, ())


def _read_address(slug: str) -> Address:
    points = request.args.get("diem", 0, int)
    with_text, with_photos = (request.args.get(name) == "1" for name in ("chu", "anh"))
    wanted = OpinionFilter(points if points in SCORES else 0, with_text=with_text, with_photos=with_photos)
    said = request.args.get("xep", "")
    sorting = next((sorting for sorting, tab in SORTINGS.items() if tab.word == said), Sorting.NEWEST)
    return Address(slug, wanted, sorting, read_page(request.args.get("trang", "")))


def _shares(product: Product) -> list[tuple[int, int]]:
    """How many of a hundred buyers gave each score, once there are enough for an average."""
    if average(product.review_count, product.review_points) is None:
        return []
    return list(zip(SCORES, allocate(100, reviews.score_counts(product.id)), strict=True))


def _narrowings(address: Address) -> Iterator[Choice]:
    """The filters as links; following an active one takes it away."""
    first = replace(address, page=1)
    for points in SCORES:
        active = points == address.wanted.points
        narrowed = replace(address.wanted, points=0 if active else points)
        yield Choice(gettext("%(points)s điểm", points=points), replace(first, wanted=narrowed).url(), active)
    with_text = replace(address.wanted, with_text=not address.wanted.with_text)
    yield Choice(gettext("Có lời"), replace(first, wanted=with_text).url(), address.wanted.with_text)
    with_photos = replace(address.wanted, with_photos=not address.wanted.with_photos)
    yield Choice(gettext("Có ảnh"), replace(first, wanted=with_photos).url(), address.wanted.with_photos)


def _sortings(address: Address) -> Iterator[Choice]:
    for sorting, tab in SORTINGS.items():
        yield Choice(gettext(tab.name), replace(address, sorting=sorting, page=1).url(), sorting == address.sorting)
