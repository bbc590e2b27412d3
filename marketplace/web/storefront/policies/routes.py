"""The pages, and the list of them that every footer leads to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, abort, render_template

from marketplace import policies
from marketplace.policies import Policy
from marketplace.text import N_
from marketplace.web.permissions import public
from marketplace.web.storefront.policies import delivering, owner, paying, privacy, ranking, returning, terms
from marketplace.web.storefront.policies.sections import Section

blueprint = Blueprint("policies", __name__, url_prefix="/quy-dinh")


@dataclass(frozen=True)
class Page:
    """A page: what it is called, what it says in a line, and its sections."""

    title: str
    about: str
    sections: Callable[[], list[Section]]


PAGES: Final = {
    "chu-cho": Page(N_("Ai chịu trách nhiệm ở đây"), N_("Chủ chợ, nơi bán, cách liên hệ"), owner.sections),
    "dieu-khoan": Page(N_("Điều kiện mua hàng"), N_("Đặt hàng, giới hạn, những gì chợ không có"), terms.conditions),
    "gia-ca": Page(N_("Giá và phí"), N_("Giá gồm gì, chợ thu gì"), terms.prices),
    "thanh-toan": Page(N_("Thanh toán và mã giảm giá"), N_("Các cách trả, giới hạn, tiền hoàn lại"), paying.sections),
    "giao-hang": Page(N_("Giao hàng"), N_("Phí gửi, bao lâu, khi không giao được"), delivering.sections),
    "doi-tra": Page(N_("Đổi trả, hoàn tiền"), N_("Khi nào được, trong bao lâu, ai trả phí"), returning.returns),
    "khieu-nai": Page(N_("Khiếu nại và thời hạn"), N_("Gửi ở đâu, ai trả lời, trong bao lâu"), returning.complaints),
    "quyen-nghia-vu": Page(N_("Quyền và nghĩa vụ"), N_("Của người mua, nơi bán và chợ"), terms.rights),
    "xep-hang": Page(N_("Món hàng được xếp thế nào"), N_("Thứ tự tìm kiếm, danh sách, khi nào ẩn"), ranking.sections),
    "rieng-tu": Page(N_("Dữ liệu cá nhân"), N_("Chợ biết gì, giữ bao lâu, quyền của bạn"), privacy.sections),
}


@blueprint.get("", endpoint="list")
@public
def all_policies() -> str:
    return render_template("storefront/policies/list.html", pages=PAGES)


@blueprint.get("/<name>")
@public
def show(name: str) -> str:
    page = PAGES.get(name) or abort(404)
    versions = policies.versions_of(Policy.PRIVACY)[::-1] if name == "rieng-tu" else ()
    return render_template(
        "storefront/policies/show.html", page=page, sections=page.sections(), versions=versions, name=name, pages=PAGES
    )
