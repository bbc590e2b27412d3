"""What can be wrong with a table of goods and its cells, each with the way to mend it."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class ImportNotFound(NotFound):
    """No such table in this shop."""

    sentence = N_("Không thấy bảng này. Bảng cũ tự xóa sau 30 ngày.")


class RowNotFound(NotFound):
    """No such row in the table."""

    sentence = N_("Không thấy dòng này trong bảng.")


class NotNow(Conflict):
    """The table is in another state than the request assumed."""

    sentence = N_("Bảng vừa sang bước khác. Xem lại trang rồi làm tiếp.")


class NothingGood(Conflict):
    """No row can be taken."""

    sentence = N_("Chưa có dòng nào đạt để nhận. Sửa ít nhất một dòng trước.")


class NothingToSend(Conflict):
    """All its drafts were sent, or thrown away."""

    sentence = N_("Không còn bản nháp nào của bảng này để gửi duyệt.")


class TooLateToUndo(Conflict):
    """A day has passed."""

    sentence = N_("Quá 24 giờ nên không rút lại được cả bảng nữa. Sửa từng món trong trang Món hàng.")


class NoRows(DomainError):
    """The table has a heading at most."""

    sentence = N_("Bảng không có dòng hàng nào. Dòng đầu ghi tên cột, các dòng sau mỗi dòng một cỡ gói.")


class TooManyRows(DomainError):
    """More rows than a table may have."""

    sentence = N_("Bảng có hơn %(most)s dòng. Chia thành nhiều bảng rồi gửi từng bảng.")


class FileMissing(DomainError):
    """Nothing was chosen."""

    sentence = N_("Chưa chọn tệp nào. Chọn bảng .xlsx hoặc .csv.")


class PhotosTooBig(DomainError):
    """More pictures than are taken at once."""

    sentence = N_("Tập ảnh có hơn %(most)s ảnh hoặc nặng quá %(size)s MB. Chia thành nhiều lần gửi.")


class NotAZip(DomainError):
    """The pictures did not come in a ZIP."""

    sentence = N_("Tập ảnh phải là một tệp ZIP. Chọn các ảnh, nén lại thành .zip rồi gửi.")


class ColumnsMissing(DomainError):
    """A column without which no goods can be made."""

    sentence = N_("Chọn cột cho tên món, cỡ gói và giá bán; bảng sửa giá thì chọn cột mã cỡ gói.")


class ColumnTwice(DomainError):
    """Two columns for one field."""

    sentence = N_("Hai cột cùng chọn “%(title)s”. Mỗi mục chỉ lấy từ một cột.")


class CellRefused(DomainError):
    """Something that a cell may not hold; `suggestion` is what was probably meant, for a person to agree to."""

    def __init__(self, *, suggestion: str = "", **params: object) -> None:
        super().__init__(**params)
        self.suggestion = suggestion


class CellEmpty(CellRefused):
    """A cell that has to be filled."""

    sentence = N_("Ô này còn trống.")


class CellIsFormula(CellRefused):
    """Formulas are not calculated."""

    sentence = N_("Ô này là công thức %(text)s. Gõ giá trị vào đây, hoặc dán đặc biệt “Giá trị” trong bảng.")


class CellIsError(CellRefused):
    """The spreadsheet could not calculate it."""

    sentence = N_("Bảng tính báo lỗi %(text)s ở ô này. Gõ giá trị vào đây.")


class CellIsDate(CellRefused):
    """The spreadsheet took what was typed for a day."""

    sentence = N_("Bảng tính đã đổi ô này thành ngày %(text)s. Gõ lại đúng chữ anh chị muốn ghi.")


class CellIsMerged(CellRefused):
    """The text stands in another cell of the merged area."""

    sentence = N_("Ô này nằm trong vùng gộp %(text)s nên trống. Gõ giá trị của dòng này.")


class CellTooLong(CellRefused):
    """More characters than there is room for."""

    sentence = N_("Dài tối đa %(most)s chữ, đang có %(count)s.")


class CodeBecameNumber(CellRefused):
    """A code that a spreadsheet has turned into a number."""

    sentence = N_(
        "Bảng tính đã đổi mã này thành số. Đặt cột là dạng Văn bản rồi chép lại mã từ bảng tải về, "
        "hoặc để trống nếu là món mới."
    )


class CodeUnknown(CellRefused):
    """No goods of this shop have the code; whether others have is nobody's business."""

    sentence = N_("Gian hàng không có mã này. Để trống nếu là món mới.")


class CodesDisagree(CellRefused):
    """The pack size belongs to other goods than the row says."""

    sentence = N_("Mã cỡ gói này thuộc món khác. Chép lại hai mã của cùng một dòng từ bảng tải về.")


class NameAmbiguous(CellRefused):
    """Two of the shop's goods have this name."""

    sentence = N_("Gian hàng có hơn một món tên này. Ghi thêm mã món lấy từ bảng tải về.")


class CategoryUnknown(CellRefused):
    """A category that the market does not have."""

    sentence = N_("Chợ chưa có nhóm “%(text)s”. Chọn nhóm gần nhất.")


class ChoiceUnknown(CellRefused):
    """A word that is none of a few."""

    sentence = N_("Ô này chỉ nhận một trong: %(names)s.")


class PackWithoutContent(CellRefused):
    """Nobody can say what a pack holds."""

    sentence = N_("Cỡ gói thiếu đơn vị. Ví dụ: Hũ 500 ml")


class ContentUnclear(CellRefused):
    """Two amounts in one text, or none."""

    sentence = N_("Ghi một lượng với đơn vị, ví dụ 500 g, 1 lít hay 10 quả.")


class PriceUnclear(CellRefused):
    """A number that is no whole amount of dong."""

    sentence = N_("Giá phải là số đồng chẵn, ví dụ 125.000 hoặc 125k.")


class PriceTooLow(CellRefused):
    """A price that was probably meant in thousands."""

    sentence = N_("%(price)s ₫ quá thấp. Có phải %(meant)s ₫ không?")


class PriceRefused(CellRefused):
    """A price that nobody can mean."""

    sentence = N_("Giá phải từ 1.000 đến 100.000.000 đồng.")


class BreaksUnclear(CellRefused):
    """Lower prices that cannot be read."""

    sentence = N_("Viết như 5: 130.000; 10: 125.000, nghĩa là mua từ 5 gói thì mỗi gói 130.000.")


class MonthsUnclear(CellRefused):
    """Months that cannot be read."""

    sentence = N_("Viết các tháng có hàng, ví dụ 3, 4, 5. Cả năm thì ghi: cả năm.")


class WordBlocked(CellRefused):
    """A word that no listing may use."""

    sentence = N_("“%(word)s”: %(why)s %(instead)s")


class ExampleRow(CellRefused):
    """A row of the template that was left in."""

    sentence = N_("Đây là dòng ví dụ của bảng mẫu. Bỏ dòng này.")


class SamePackTwice(CellRefused):
    """Two rows for one pack size."""

    sentence = N_("Trùng tên và cỡ gói với dòng %(number)s. Đổi cỡ gói, hoặc bỏ dòng này.")


class RowsDisagree(CellRefused):
    """Two pack sizes of one product say different things of it."""

    sentence = N_("Khác với dòng %(number)s của cùng món (“%(text)s”). Ghi giống nhau, hoặc để trống ở dòng này.")


class PacksFull(CellRefused):
    """More pack sizes than a shopper can take in."""

    sentence = N_("Mỗi món có tối đa %(most)s cỡ gói.")


class PhotosFull(CellRefused):
    """More pictures than a listing shows."""

    sentence = N_("Mỗi món tối đa %(most)s ảnh, ở đây có %(count)s.")


class PhotoMissing(CellRefused):
    """A picture that is not in the ZIP."""

    sentence = N_("Không thấy ảnh “%(name)s” trong tập ảnh. Gõ đúng tên tệp, hoặc để trống rồi thêm ảnh sau.")


class PhotoRefused(CellRefused):
    """A picture that cannot be used."""

    sentence = N_("Ảnh “%(name)s”: %(why)s")


class WordsToMend(CellRefused):
    """A draft with a word that no listing may use."""

    sentence = N_("Có chữ không được dùng. Mở bản nháp xem lý do.")
