"""What was held back from the shop for the state: by month, against the threshold, and the year's certificate."""

from flask import Response, render_template

from marketplace import earnings, fees, sealing
from marketplace.clock import today
from marketplace.earnings import YearTotal
from marketplace.earnings.forms import CERTIFICATE
from marketplace.earnings.queries import THRESHOLD_VND, years_of_seller
from marketplace.errors import NotFound
from marketplace.fees import rate_for
from marketplace.sellers.models import Seller
from marketplace.sellers.permissions import ShopPermission
from marketplace.sellers.tax_codes import masked
from marketplace.spreadsheets import Told
from marketplace.text import N_
from marketplace.web import csv
from marketplace.web.fee_words import percent
from marketplace.web.locale import gettext
from marketplace.web.months import month_words
from marketplace.web.pdf import Paper
from marketplace.web.permissions import current_membership, requires
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_taxes", __name__, "/ban-hang/thue")


class YearUnknown(NotFound):
    """The shop earned nothing in that year."""

    sentence = N_("Gian hàng không có đơn nào hoàn tất trong năm này.")


@blueprint.get("", endpoint="list")
@requires(ShopPermission.VIEW_MONEY)
def show_now() -> str:
    return _page(today().year)


@blueprint.get("/<int:year>")
@requires(ShopPermission.VIEW_MONEY)
def show(year: int) -> str:
    if year not in (today().year, *years_of_seller(current_membership().seller_id)):
        raise YearUnknown()
    return _page(year)


@blueprint.get("/<int:year>/chung-tu.csv")
@requires(ShopPermission.VIEW_MONEY)
def table(year: int) -> Response:
    """The year by month, for the shop's own books."""
    heading = [
        gettext("Tháng"),
        gettext("Đơn"),
        gettext("Doanh thu (đồng)"),
        gettext("Trả lại (đồng)"),
        gettext("Thuế GTGT (đồng)"),
        gettext("Thuế TNCN (đồng)"),
    ]
    rows: list[list[Told]] = [
        [month, sums.orders, sums.sold_vnd, sums.returned_vnd, sums.withheld_vat_vnd, sums.withheld_pit_vnd]
        for month, sums in _year(year).months.items()
    ]
    return csv.table(f"thue-{year}.csv", heading, rows)


@blueprint.get("/<int:year>/chung-tu.pdf")
@requires(ShopPermission.VIEW_MONEY)
def certificate(year: int) -> Response:
    """The certificate of what was held back in the year, as far as it has gone."""
    return csv.to_save(f"khau-tru-thue-{year}.pdf", _drawn(current_membership().seller, _year(year)))


def _year(year: int) -> YearTotal:
    total = earnings.year_of_seller(current_membership().seller_id, year)
    if not total.months:
        raise YearUnknown()
    return total


def _page(year: int) -> str:
    seller = current_membership().seller
    years = years_of_seller(seller.id)
    return render_template(
        "seller/taxes/show.html",
        year=year,
        years=years if year in years else [year, *years],
        total=earnings.year_of_seller(seller.id, year),
        rate=rate_for(seller.kind),
        is_exempt=fees.is_exempt(seller.kind),
        threshold_vnd=THRESHOLD_VND,
        percent=percent,
        month_words=month_words,
        form=CERTIFICATE,
    )


def _drawn(seller: Seller, total: YearTotal) -> bytes:
    """In Vietnamese whatever the page is in: the tax office reads it."""
    paper = Paper(f"{CERTIFICATE.name} {total.year}", page_of="Trang {page}/{all}")
    paper.text("Sàn thương mại điện tử Gùi", bold=True)
    until = "" if total.year < today().year else f", tính đến ngày {today():%d/%m/%Y}"
    paper.heading(CERTIFICATE.name, [f"Năm {total.year}{until}", f"Căn cứ: {CERTIFICATE.legal_basis}"])
    day = f"{today():%d/%m/%Y}"
    paper.facts([("Người bán", seller.name_vi), ("Mã số thuế", _number(seller)), ("Ngày lập", day)])
    paper.table(
        ["Tháng", "Doanh thu", "Trả lại", "Thuế GTGT", "Thuế TNCN", "Cộng thuế"],
        [
            [
                month_words(month),
                *map(_dong, (sums.sold_vnd, sums.returned_vnd, sums.withheld_vat_vnd, sums.withheld_pit_vnd)),
                _dong(sums.withheld_vnd),
            ]
            for month, sums in total.months.items()
        ],
        [18, 32, 28, 32, 32, 32],
    )
    paper.sums(
        [
            ("Doanh thu tính thuế", f"{_dong(total.goods_vnd)} đồng"),
            ("Thuế giá trị gia tăng đã khấu trừ", f"{_dong(total.withheld_vat_vnd)} đồng"),
            ("Thuế thu nhập cá nhân đã khấu trừ", f"{_dong(total.withheld_pit_vnd)} đồng"),
            ("Tổng số thuế đã khấu trừ", f"{_dong(total.withheld_vnd)} đồng"),
        ]
    )
    paper.text(
        "Doanh thu là tiền hàng của các đơn đã giao, trừ hàng trả lại trong tháng trả. Chợ khấu trừ từ đồng đầu tiên;"
        " ai có doanh thu năm từ 1 tỷ đồng trở xuống thì tự đề nghị cơ quan thuế nơi cư trú bù trừ hoặc hoàn lại"
        " (Nghị định 68/2026/NĐ-CP, điều 12, sửa đổi bởi Nghị định 141/2026/NĐ-CP).",
        9,
    )
    return paper.content()


def _number(seller: Seller) -> str:
    """A tax code is public; a person's own number shows its end alone."""
    sealed = seller.personal_number_sealed
    return seller.tax_code or (masked(sealing.unseal(sealed)) if sealed else "chưa khai")


def _dong(amount_vnd: int) -> str:
    return f"{amount_vnd:,}".replace(",", ".")
