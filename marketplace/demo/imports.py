"""A table of goods that the demo shop's owner has sent: some rows are good, some wait to be mended."""

from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.imports import Import, ImportRow, ImportState, RowState
from marketplace.imports.judging import recheck
from marketplace.sellers.models import Seller

HEADING = ("Tên món", "Cỡ gói", "Giá bán", "Số còn", "Nhóm hàng")
FIELDS = ("name_vi", "pack_vi", "price_vnd", "left", "category")
ROWS = (
    ("Món mẫu: mật ong hoa nhãn", "Chai 500 ml", "140.000", 30, "Mật ong"),
    ("Món mẫu: mật ong hoa nhãn", "Chai 1 lít", "265.000", 12, ""),
    ("Món mẫu: măng khô", "Túi 300 g", 95, 24, "Rau, măng"),
    ("Món mẫu: trà gừng", "Hộp 20", "85k", 60, "Chè"),
    ("Món mẫu: nấm hương khô", "Túi 200 g", "120.000", "mười tám", "Nấm"),
    ("Món mẫu: hạt dổi", "Gói 50 g", "120.000", 40, "Gia vị"),
    ("Món mẫu: hạt dổi", "Gói 50 g", "125.000", 40, "Gia vị"),
)


def add_table(seller: Seller, owner: User) -> None:
    """Rows that say that they are samples, as a spreadsheet holds them."""
    table = Import(seller=seller, by=owner, filename="hang-mau.xlsx", state=ImportState.CHECKED)
    table.heading, table.fields = list(HEADING), list(FIELDS)
    db.session.add(table)
    db.session.flush()
    for number, cells in enumerate(ROWS, 2):
        row = ImportRow(import_id=table.id, number=number, cells=list(cells), state=RowState.UNCHECKED)
        db.session.add(row)
        db.session.flush()
        recheck(table, row=row)
