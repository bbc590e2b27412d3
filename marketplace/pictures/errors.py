"""What can be wrong with a picture, said to the person who sent it."""

from typing import ClassVar

from marketplace.errors import DomainError, NotFound
from marketplace.text import N_


class PictureTooBig(DomainError):
    """More bytes than the shop reads."""

    status: ClassVar[int] = 413
    sentence = N_("Ảnh nặng quá. Mỗi ảnh tối đa 12 MB; gửi bản nhỏ hơn.")


class NotAPicture(DomainError):
    """Anything but a picture, whatever its name says."""

    sentence = N_("Tệp này không phải ảnh chụp. Gửi ảnh JPEG, PNG, WebP hoặc AVIF.")


class DrawingRefused(DomainError):
    """SVG: a document that can carry programs."""

    sentence = N_("Hình vẽ SVG không gửi được. Gửi ảnh chụp JPEG, PNG, WebP hoặc AVIF.")


class HeicRefused(DomainError):
    """The iPhone's own format, which few browsers can show."""

    sentence = N_(
        "Ảnh HEIC của iPhone chưa đọc được. Vào Cài đặt, Camera, Định dạng, chọn Tương thích nhất rồi chụp lại."
    )


class TooManyPixels(DomainError):
    """A picture that would fill the memory once it is unpacked."""

    sentence = N_("Ảnh có quá nhiều điểm ảnh (%(width)s × %(height)s). Tối đa 25 triệu điểm; thu nhỏ rồi gửi lại.")


class TooFewPixels(DomainError):
    """A picture that would look blurred on every page."""

    sentence = N_("Ảnh nhỏ quá (%(width)s × %(height)s). Cạnh ngắn cần ít nhất 400 điểm; gửi ảnh gốc từ máy.")


class PictureIncomplete(DomainError):
    """The file ends too early: the upload or the copy before it broke off."""

    sentence = N_("Ảnh bị đứt giữa chừng. Gửi lại từ ảnh gốc trong máy.")


class Undecodable(DomainError):
    """It looked like a picture and could not be unpacked."""

    sentence = N_("Ảnh này mở không được, có thể đã hỏng. Chụp lại hoặc gửi ảnh khác.")


class TooMuchWork(DomainError):
    """A small file can ask for minutes of work, such as a JPEG that draws itself over a hundred times."""

    sentence = N_("Ảnh này quá nặng để mở dù tệp nhỏ. Mở trên máy, lưu lại thành JPEG rồi gửi bản mới.")


class StoreAway(DomainError):
    """The store of the pictures takes nothing at the moment."""

    status: ClassVar[int] = 503
    sentence = N_("Kho ảnh đang bận, ảnh chưa được giữ. Thử lại sau ít phút.")


class PictureNotFound(NotFound):
    """No such picture, or it belongs to somebody else."""

    sentence = N_("Ảnh này không còn.")
