"""Why a file cannot be read as a table, said so that it can be mended."""

from marketplace.errors import DomainError
from marketplace.text import N_


class TableTooBig(DomainError):
    """More bytes than a table of goods has."""

    sentence = N_("Bảng nặng quá %(most)s MB. Bỏ ảnh và trang tính thừa khỏi bảng, hoặc chia thành nhiều bảng.")


class TableUnpacksTooFar(DomainError):
    """A small file that unpacks into an enormous one."""

    sentence = N_(
        "Bảng này bung ra lớn bất thường nên không mở. Chép các dòng hàng sang một bảng mới, lưu lại rồi gửi bảng ấy."
    )


class NotATable(DomainError):
    """Neither a workbook nor a text with separators, or one that is damaged."""

    sentence = N_("Tệp này không phải bảng XLSX hay CSV, hoặc đã hỏng. Mở bằng Excel, lưu lại dạng .xlsx rồi gửi.")


class OldWorkbook(DomainError):
    """The format before 2007, or a workbook under a password: both look the same from outside."""

    sentence = N_("Tệp Excel đời cũ (.xls) hoặc có mật khẩu. Mở bằng Excel, bỏ mật khẩu, lưu lại dạng .xlsx rồi gửi.")


class OpenDocument(DomainError):
    """A workbook in the format of OpenDocument."""

    sentence = N_("Đây là bảng .ods. Trong LibreOffice chọn Lưu thành, dạng Excel .xlsx hoặc CSV, rồi gửi tệp ấy.")


class EncodingUnknown(DomainError):
    """A text in letters that cannot be told."""

    sentence = N_("Không đọc được bảng mã chữ của tệp CSV. Lưu lại dạng “CSV UTF-8” hoặc .xlsx rồi gửi.")


class TooManyMerged(DomainError):
    """So many merged cells that the table is a drawing."""

    sentence = N_("Bảng có hơn %(most)s vùng ô gộp. Chọn cả bảng, bỏ gộp ô, điền đủ từng dòng rồi gửi lại.")
