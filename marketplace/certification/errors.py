"""What can go wrong with certificates, said to the person on the screen."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class CertificateNotFound(NotFound):
    """No such certificate, or nobody has checked it yet."""

    sentence = N_("Không thấy giấy chứng nhận này.")


class NotVerified(Conflict):
    """Only what once counted can be withdrawn."""

    sentence = N_("Giấy này chưa được xác nhận hoặc đã bị thu hồi.")


class StarsNotMarketable(DomainError):
    """One and two stars get no certificate, and there are no six."""

    sentence = N_("Chợ chỉ nhận giấy 3, 4 hoặc 5 sao. Hạng 1 và 2 sao không được cấp giấy.")


class DecidedInFuture(DomainError):
    """Nothing has been decided tomorrow."""

    sentence = N_("Ngày cấp chưa tới. Xem lại ngày ký trên giấy.")


class EndsBeforeIssue(DomainError):
    """The last day comes after the first."""

    sentence = N_("Ngày hết hạn phải sau ngày cấp. Xem lại năm trên giấy.")


class UnusualTerm(DomainError):
    """The paper names another end than the rules do; `day` is the usual one. It is asked about, not refused."""

    sentence = N_("Giấy OCOP có hạn 36 tháng, thường là đến %(day)s. Xem lại năm trên giấy, đúng như vậy thì đánh dấu.")


class ScoreOutOfRange(DomainError):
    """A score is between 0 and 100, with two decimals at most."""

    sentence = N_("Điểm từ 0 đến 100, nhiều nhất hai số lẻ. Ví dụ: 86,5")


class ScoreTooLow(DomainError):
    """So many stars need a higher score."""

    sentence = N_("%(stars)s sao cần từ %(least)s điểm. Xem lại điểm hoặc số sao trên giấy.")


class FilingUnfinished(Conflict):
    """Something of the paper is missing, its photo perhaps."""

    sentence = N_("Chưa có ảnh giấy. Chụp giấy rồi gửi.")


class FilingSent(Conflict):
    """What was sent is not changed while somebody looks at it."""

    sentence = N_("Giấy này đã gửi. Muốn sửa thì rút về trước.")


class TooManyFilings(Conflict):
    """Nobody has so many papers on their desk."""

    sentence = N_("Đang có nhiều giấy chưa gửi. Gửi hoặc bỏ bớt rồi thêm giấy mới.")


class TooManyPages(Conflict):
    """A certificate with its decision has a few pages."""

    sentence = N_("Mỗi giấy nhiều nhất %(most)s trang. Bỏ bớt trang rồi thêm.")


class FiledTwice(Conflict):
    """The same certificate of the same shop."""

    sentence = N_("Giấy này đã có rồi: cùng số, cùng ngày, cùng món. Mở giấy cũ để xem.")


class FiledByAnother(Conflict):
    """One certificate has one holder."""

    sentence = N_("Giấy này đã đứng tên nơi bán khác. Một giấy chỉ của một chủ thể; nếu có nhầm lẫn, anh chị gọi chợ.")


class NotExtendable(DomainError):
    """The rules know no extension, or not so long a one; `day` is the last that can be."""

    sentence = N_("Gia hạn nhiều nhất đến %(day)s. Xem lại ngày trên văn bản gia hạn.")


class ExtensionTooShort(DomainError):
    """An extension ends later than what it extends."""

    sentence = N_("Ngày gia hạn phải sau ngày hết hạn đang có, %(day)s.")


class GroundMissing(DomainError):
    """What is withdrawn says why, in words that everybody reads."""

    sentence = N_("Chọn lý do và viết một câu. Ai xem giấy cũng đọc được câu này.")
