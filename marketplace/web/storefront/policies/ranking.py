"""By what goods are ranked and hidden (decree 248/2026/NĐ-CP, art. 11): a test searches and compares."""

from marketplace.shelf.filters import Sort
from marketplace.web.locale import gettext
from marketplace.web.storefront.catalogue.listing import ORDERS
from marketplace.web.storefront.policies.sections import Section


def sections() -> list[Section]:
    """How a search is ordered, how a list is, and why something is not shown."""
    return [_search(), _lists(), _hidden()]


def _search() -> Section:
    return Section(
        gettext("Khi tìm bằng chữ"),
        (gettext("Món khớp hơn đứng trước, theo thứ tự này:"),),
        (
            gettext("tên món bắt đầu bằng các chữ đã gõ;"),
            gettext("tên món có các chữ đã gõ;"),
            gettext("các chữ ấy có ở nơi khác: nơi bán, nơi làm, nhóm hàng, từ khóa."),
        ),
    )


def _lists() -> Section:
    others = ", ".join(gettext(ORDERS[sort]).lower() for sort in Sort if sort not in (Sort.FIT, Sort.POPULAR))
    return Section(
        gettext("Thứ tự trong danh sách"),
        (
            gettext(
                "Món khớp như nhau, và mọi danh sách khi bạn chưa chọn thứ tự: bán được nhiều gói hơn đứng "
                "trước, bằng nhau thì món mới lên chợ đứng trước."
            ),
            gettext("Gõ có dấu thì món viết đúng dấu ấy đứng trước món chỉ giống khi bỏ dấu."),
            gettext("Bạn đổi thứ tự được: %(others)s.", others=others),
            gettext(
                "Không ai trả tiền để món của mình đứng cao hơn. Sao OCOP, mức phí trả chợ, hay bạn là ai đều "
                "không làm đổi thứ tự."
            ),
        ),
    )


def _hidden() -> Section:
    return Section(
        gettext("Khi nào một món không hiện"),
        items=(
            gettext("chưa được duyệt, đang bị trả lại để sửa, hoặc bị gỡ;"),
            gettext("nơi bán tự cất món, hoặc gian hàng chưa mở, bị tạm ngừng;"),
            gettext("bạn đang lọc, chẳng hạn chỉ xem món còn hàng hoặc gửi được tới nơi mình."),
        ),
    )
