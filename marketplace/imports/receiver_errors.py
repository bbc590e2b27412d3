"""What can be wrong with a file of receivers, each with the way to mend it."""

from marketplace.errors import DomainError
from marketplace.imports.errors import CellRefused
from marketplace.text import N_


class ReceiverColumnsMissing(DomainError):
    """Without them no parcel finds anybody."""

    sentence = N_("Tệp thiếu cột: %(names)s. Tải bảng mẫu, chép dữ liệu vào đúng cột rồi gửi lại.")


class NoReceivers(DomainError):
    """The file has a heading at most."""

    sentence = N_("Tệp chưa có người nhận nào. Dòng đầu ghi tên cột, các dòng sau mỗi dòng một người.")


class ProvinceUnknown(CellRefused):
    """No province has or had this name."""

    sentence = N_("Không có tỉnh, thành nào tên “%(text)s”. Ghi tên đầy đủ, ví dụ: Hà Nội, Phú Thọ.")


class CommuneUnknown(CellRefused):
    """No commune there has or had this name."""

    sentence = N_("%(province)s không có phường, xã nào tên “%(text)s”. Xem lại chính tả và cột tỉnh.")


class CommuneUnclear(CellRefused):
    """Several communes there have, had or begin with this name."""

    sentence = N_("“%(text)s” có thể là nhiều nơi: %(names)s. Ghi đúng một tên.")


class ReceiverTwice(CellRefused):
    """The same person at the same place."""

    sentence = N_("Trùng với dòng %(number)s: cùng tên, số điện thoại và địa chỉ. Bỏ một dòng.")
