"""Documents as they are read: the same heading, facts, rows and sums on a page and in the PDF."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from textwrap import wrap
from typing import Any, Final

from flask_babel import lazy_gettext as _

from marketplace.documents import Document, DocumentKind
from marketplace.orders.numbers import payment_number
from marketplace.web.filters import day, full_date, moment, number, vnd
from marketplace.web.locale import gettext
from marketplace.web.months import month_words
from marketplace.web.pdf import Paper

TITLES: Final[Mapping[DocumentKind, str]] = {
    DocumentKind.RECEIPT: _("Biên nhận thanh toán"),
    DocumentKind.CREDIT_NOTE: _("Phiếu hoàn tiền"),
    DocumentKind.FEE_STATEMENT: _("Bảng kê phí và thuế"),
    DocumentKind.INCOME: _("Xác nhận thu nhập bán hàng"),
}
LETTERS: Final = {"receipt": "BN", "credit_note": "HT", "fee_statement": "PC", "income": "TN"}
"""What a number begins with."""
METHODS: Final = {
    "cod": _("Tiền mặt khi nhận (COD)"),
    "transfer": _("Chuyển khoản trước khi gửi"),
    "card": _("Thẻ ngân hàng"),
}
"""How a purchase was paid, as it is written in a document's content."""


@dataclass(frozen=True)
class Sheet:
    """What stands in a document, in words. Of each row the first `texts` cells are texts, the others figures."""

    title: str
    number: str
    issued: str
    facts: list[tuple[str, str]]
    heading: list[str]
    rows: list[list[str]]
    sums: list[tuple[str, str]]
    notes: list[str]
    widths: list[int]
    texts: int = 1
    reason: str = field(default="")


def number_of(document: Document) -> str:
    """Its number as people say it: "BN-2026-000042", another version with its own: "BN-2026-000042/2"."""
    version = f"/{document.version}" if document.version > 1 else ""
    return f"{LETTERS[document.kind]}-{document.year}-{document.number:06}{version}"


def title_of(document: Document) -> str:
    """What it is."""
    return str(TITLES[DocumentKind(document.kind)])


def sheet_of(document: Document) -> Sheet:
    """The document in the language of the page."""
    return _MAKERS[DocumentKind(document.kind)](document)


def pdf_of(document: Document, *, check_url: str = "") -> bytes:
    """The same as a file; with the address where a stranger checks it, as a code too."""
    sheet = sheet_of(document)
    paper = Paper(
        f"{sheet.title} {sheet.number}", page_of=gettext("Trang %(page)s/%(all)s", page="{page}", all="{all}")
    )
    paper.text(gettext("Sàn thương mại điện tử Gùi"), bold=True)
    paper.heading(
        sheet.title, [gettext("Số %(number)s", number=sheet.number), sheet.issued, *sheet.reason.splitlines()]
    )
    paper.facts(sheet.facts)
    paper.table(sheet.heading, sheet.rows, sheet.widths, sheet.texts)
    paper.sums(sheet.sums)
    for note in sheet.notes:
        paper.text(note, 9)
    if check_url:
        paper.code(check_url, [gettext("Kiểm giấy này là thật: quét mã, hoặc mở địa chỉ dưới đây."), check_url])
    return paper.content()


def _receipt(document: Document) -> Sheet:
    told = document.content
    rows = [_goods(parcel, line) for parcel in told["parcels"] for line in parcel["lines"]]
    sums = [(gettext("Tiền hàng"), vnd(told["goods_vnd"])), (gettext("Phí gửi"), vnd(told["shipping_vnd"]))]
    if told.get("discount_vnd"):  # receipts made out before there were vouchers do not say
        sums.append((gettext("Mã giảm giá"), vnd(-told["discount_vnd"])))
    return _sheet(
        document,
        facts=[
            (gettext("Mã đơn"), told["code"]),
            *[(gettext("Mã thanh toán"), payment_number(parcel["number"])) for parcel in told["parcels"][:1]],
            (gettext("Đặt lúc"), moment(datetime.fromisoformat(told["placed_at"]))),
            (gettext("Người nhận"), told["name"]),
            (gettext("Cách trả tiền"), str(METHODS[told["method"]])),
        ],
        heading=[gettext("Món hàng"), gettext("Nơi bán"), gettext("Số gói"), gettext("Đơn giá"), gettext("Thành tiền")],
        rows=rows,
        sums=[*sums, (gettext("Đã thanh toán"), vnd(told["paid_vnd"]))],
        notes=[
            gettext("Biên nhận này xác nhận đã nhận tiền, không phải hóa đơn giá trị gia tăng."),
            gettext("Hóa đơn do nơi bán lập. Ai cần hóa đơn thì yêu cầu ở trang của đơn hàng."),
        ],
        widths=[62, 44, 18, 24, 26],
        texts=2,
    )


def _goods(parcel: Mapping[str, Any], line: Mapping[str, Any]) -> list[str]:
    amounts = [vnd(line["unit_vnd"]), vnd(line["total_vnd"])]
    return [line["title"], parcel["seller"], str(line["quantity"]), *amounts]


def _credit_note(document: Document) -> Sheet:
    told = document.content
    named = {
        "goods_vnd": gettext("Tiền hàng"),
        "shipping_vnd": gettext("Phí gửi"),
        "goodwill_vnd": gettext("Hỗ trợ thêm"),
        "surplus_vnd": gettext("Phần trả thừa"),
    }
    sums = [(name, vnd(told[part])) for part, name in named.items() if told[part]]
    notes = [gettext("Phiếu này xác nhận tiền đã hoàn. Hóa đơn đã lập thì nơi bán điều chỉnh hoặc thay thế.")]
    if told["is_void"]:
        notes = [gettext("Phiếu này không còn hiệu lực: ngân hàng đã trả lại số tiền hoàn.")]
    return _sheet(
        document,
        facts=[(gettext("Mã đơn"), told["code"]), (gettext("Người nhận"), told["name"])],
        heading=[gettext("Món hàng"), gettext("Nơi bán"), gettext("Số gói"), gettext("Hoàn lại")],
        rows=[
            [line["title"], line["seller"], str(line["quantity"]), vnd(line["amount_vnd"])] for line in told["lines"]
        ],
        sums=[*sums, (gettext("Đã hoàn cho người mua"), vnd(told["amount_vnd"]))],
        notes=notes,
        widths=[74, 50, 20, 30],
        texts=2,
    )


def _statement(document: Document) -> Sheet:
    told = document.content
    vat = vnd(told["commission_vat_vnd"])
    return _sheet(
        document,
        facts=[
            (gettext("Gian hàng"), told["seller"]),
            (gettext("Mã số thuế"), told["tax_code"] or gettext("chưa khai với chợ")),
            (gettext("Tháng"), month_words(document.month or "")),
        ],
        heading=[
            gettext("Mã đơn"),
            gettext("Ngày"),
            gettext("Tiền hàng"),
            gettext("Phí chợ"),
            gettext("Trong đó GTGT"),
            gettext("Thuế giữ lại"),
            gettext("Nhận về"),
        ],
        rows=[_order(order) for order in told["orders"]],
        sums=[
            (gettext("Tiền hàng"), vnd(told["goods_vnd"])),
            (gettext("Phí chợ, trong đó GTGT %(vat)s", vat=vat), vnd(-told["commission_vnd"])),
            (gettext("Thuế GTGT nộp thay"), vnd(-told["withheld_vat_vnd"])),
            (gettext("Thuế TNCN nộp thay"), vnd(-told["withheld_pit_vnd"])),
            (gettext("Nhận về"), vnd(told["net_vnd"])),
        ],
        notes=_of_refunds(told["orders"]),
        widths=[32, 22, 26, 24, 24, 24, 26],
        texts=2,
    )


def _of_refunds(orders: list[Mapping[str, Any]]) -> list[str]:
    if all(order["goods_vnd"] >= 0 for order in orders):
        return []
    return [gettext("Dòng có tiền hàng âm là hàng đã hoàn tiền: phí và thuế của phần ấy về lại với gian hàng.")]


def _order(order: Mapping[str, Any]) -> list[str]:
    taxes = order["withheld_vat_vnd"] + order["withheld_pit_vnd"]
    amounts = (order["goods_vnd"], -order["commission_vnd"], -order["commission_vat_vnd"], -taxes, order["net_vnd"])
    return [order["number"], day(datetime.fromisoformat(order["at"])), *map(vnd, amounts)]


def _income(document: Document) -> Sheet:
    told = document.content
    until = date.fromisoformat(told["until"]) if told["until"] else date(told["year"], 12, 31)
    return _sheet(
        document,
        facts=[
            (gettext("Gian hàng"), told["seller"]),
            (gettext("Năm"), str(told["year"])),
            (gettext("Tính đến hết ngày"), full_date(until)),
            (gettext("Số đơn đã giao"), number(told["orders"])),
            (gettext("Đã về tài khoản ngân hàng"), vnd(told["paid_out_vnd"])),
        ],
        heading=[
            gettext("Tháng"),
            gettext("Đơn"),
            gettext("Tiền hàng"),
            gettext("Trả lại"),
            gettext("Phí chợ"),
            gettext("Thuế giữ lại"),
            gettext("Thu nhập"),
        ],
        rows=[_month(row) for row in told["months"]],
        sums=[
            (gettext("Tiền hàng, trừ trả lại"), vnd(told["goods_vnd"])),
            (gettext("Phí chợ"), vnd(-told["commission_vnd"])),
            (gettext("Thuế chợ nộp thay"), vnd(-told["withheld_vnd"])),
            (gettext("Thu nhập từ bán hàng"), vnd(told["net_vnd"])),
        ],
        notes=[
            gettext("Số liệu lấy từ sổ của chợ, chỉ gồm hàng bán trên chợ. Chưa trừ tiền làm ra hàng."),
            gettext("Mã ký: %(mark)s", mark=" ".join(wrap(told["mark"][:32], 4))),
        ],
        widths=[20, 14, 30, 26, 26, 26, 32],
    )


def _month(row: Mapping[str, Any]) -> list[str]:
    amounts = (row["sold_vnd"], -row["returned_vnd"], -row["commission_vnd"], -row["withheld_vnd"], row["net_vnd"])
    return [month_words(row["month"]), number(row["orders"]), *map(vnd, amounts)]


def _sheet(document: Document, **told: Any) -> Sheet:
    return Sheet(
        title=title_of(document),
        number=number_of(document),
        issued=gettext("Lập lúc %(moment)s", moment=moment(document.issued_at)),
        reason=document.reason,
        **told,
    )


_MAKERS: Final[Mapping[DocumentKind, Callable[[Document], Sheet]]] = {
    DocumentKind.RECEIPT: _receipt,
    DocumentKind.CREDIT_NOTE: _credit_note,
    DocumentKind.FEE_STATEMENT: _statement,
    DocumentKind.INCOME: _income,
}
