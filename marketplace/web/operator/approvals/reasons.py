"""Ready reasons for sending something back: six for a kind at most, each on a key from 1 on.

`name` is what the operator ticks, `letter` the sentence that the seller reads, `fields` what is then to be mended.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from marketplace.text import N_
from marketplace.web.locale import gettext, speaking


@dataclass(frozen=True)
class Reason:
    """One reason; `word` names it in a form."""

    word: str
    name: str
    letter: str
    fields: tuple[str, ...] = ()


BLURRED: Final = Reason(
    "anh-mo",
    N_("Ảnh mờ, lóa"),
    N_("Ảnh giấy còn mờ hoặc lóa. Nhờ anh chị chụp lại ở chỗ sáng, thấy đủ bốn góc tờ giấy."),
)
MISSING: Final = Reason(
    "thieu", N_("Thiếu giấy, thiếu trang"), N_("Còn thiếu giấy hoặc thiếu trang. Nhờ anh chị chụp đủ các trang.")
)
CLAIM: Final = Reason(
    "chua-benh",
    N_("Hứa chữa bệnh"),
    N_("Lời viết hứa chữa bệnh, luật quảng cáo không cho. Nhờ anh chị bỏ câu ấy, tả mùi vị và cách làm là đủ."),
)
OF_SELLERS: Final = (
    BLURRED,
    MISSING,
    Reason(
        "ma-so",
        N_("Mã số thuế sai"),
        N_("Mã số thuế chưa đúng với giấy đăng ký. Nhờ anh chị xem lại từng số."),
        ("ma-so-thue", "so-dinh-danh"),
    ),
    Reason(
        "ten",
        N_("Tên không khớp giấy"),
        N_("Tên gian hàng chưa giống tên trên giấy đăng ký. Nhờ anh chị ghi đúng như giấy."),
        ("ten",),
    ),
    Reason(
        "loai",
        N_("Chọn nhầm loại nơi bán"),
        N_("Loại nơi bán chưa đúng với giấy. Nhờ anh chị chọn lại."),
        ("loai",),
    ),
    Reason(
        "dia-chi",
        N_("Địa chỉ chưa rõ"),
        N_("Địa chỉ chưa đủ để bưu tá tìm đến. Nhờ anh chị ghi thêm thôn, xóm và số nhà nếu có."),
        ("dia-chi", "xa"),
    ),
)
OF_ACCOUNTS: Final = (
    Reason(
        "chu-khac-ten",
        N_("Chủ tài khoản khác tên"),
        N_("Chủ tài khoản khác tên người bán. Nhờ anh chị ghi tài khoản đứng tên người bán."),
        ("chu-tai-khoan", "so-tai-khoan"),
    ),
    Reason(
        "so-sai",
        N_("Số tài khoản không có"),
        N_("Ngân hàng không tìm thấy số tài khoản này. Nhờ anh chị xem lại từng số."),
        ("so-tai-khoan",),
    ),
    Reason(
        "ngan-hang",
        N_("Nhầm ngân hàng"),
        N_("Tài khoản này không ở ngân hàng đã chọn. Nhờ anh chị chọn lại ngân hàng."),
        ("ngan-hang",),
    ),
)
OF_STORIES: Final = (
    Reason(
        "lien-he",
        N_("Có số điện thoại, e-mail"),
        N_("Lời kể có số điện thoại hoặc e-mail. Nhờ anh chị bỏ đi, người mua hỏi trong chợ được."),
        ("story_vi",),
    ),
    Reason(CLAIM.word, CLAIM.name, CLAIM.letter, ("story_vi",)),
    Reason(
        "sao",
        N_("Nói sao không có giấy"),
        N_("Lời kể nói số sao OCOP. Sao đi theo giấy còn hạn, nhờ anh chị bỏ số sao trong lời kể."),
        ("story_vi",),
    ),
    Reason(
        "loi-nguoi-khac",
        N_("Lời người khác chưa xin phép"),
        N_("Lời kể dẫn lời một người. Nhờ anh chị hỏi người ấy đồng ý rồi ghi rõ tên."),
        ("story_vi",),
    ),
    Reason(
        "so-sai",
        N_("Số liệu chưa rõ từ đâu"),
        N_("Có số liệu chưa rõ từ đâu. Nhờ anh chị ghi năm và nguồn, hoặc bỏ số ấy."),
        ("facts", "story_vi"),
    ),
    Reason(
        "kho-doc",
        N_("Khó đọc, lỗi gõ"),
        N_("Lời kể còn lỗi gõ hoặc khó đọc. Nhờ anh chị đọc lại một lượt."),
        ("story_vi",),
    ),
)
OF_LISTINGS: Final = (
    Reason(
        "anh-mon",
        N_("Ảnh mờ hoặc không phải món này"),
        N_("Ảnh còn mờ hoặc chưa phải món này. Nhờ anh chị chụp lại món ở chỗ sáng, thấy rõ nhãn."),
        ("photos",),
    ),
    Reason(CLAIM.word, CLAIM.name, CLAIM.letter, ("description_vi", "summary_vi")),
    Reason(
        "nhom",
        N_("Chọn nhầm nhóm"),
        N_("Món đang ở nhầm nhóm. Nhờ anh chị chọn lại nhóm hàng và bộ sản phẩm."),
        ("category", "ocop_set"),
    ),
    Reason(
        "thieu-nhan",
        N_("Thiếu thông tin trên nhãn"),
        N_("Còn thiếu thành phần, cách bảo quản hoặc lưu ý như trên nhãn. Nhờ anh chị ghi thêm."),
        ("ingredients_vi", "storage_vi", "warning_vi"),
    ),
    Reason(
        "goi-gia",
        N_("Cỡ gói hoặc giá chưa khớp"),
        N_("Cỡ gói, lượng hoặc giá chưa khớp nhau. Nhờ anh chị xem lại từng cỡ."),
        ("packs",),
    ),
    Reason(
        "ten-mon",
        N_("Tên không khớp món"),
        N_("Tên chưa nói đúng món này. Nhờ anh chị ghi tên như trên nhãn."),
        ("name_vi",),
    ),
)
OF_PRICES: Final = (
    Reason(
        "go-nham",
        N_("Có lẽ gõ nhầm"),
        N_("Giá mới cao hơn hẳn giá cũ, có lẽ gõ thừa một số. Nhờ anh chị xem lại."),
        ("price_vnd", "packs"),
    ),
    Reason(
        "cho-biet-vi-sao",
        N_("Chưa rõ vì sao tăng"),
        N_("Giá tăng nhiều trong một lần. Nhờ anh chị viết vì sao, ví dụ mất mùa hay đổi cỡ gói."),
        ("price_vnd", "packs"),
    ),
)
OF_CERTIFICATES: Final = (
    BLURRED,
    MISSING,
    Reason(
        "so-ngay",
        N_("Số, ngày khác giấy"),
        N_("Số hoặc ngày gõ chưa giống giấy. Nhờ anh chị so lại từng số."),
        ("number", "issued_on", "expires_on"),
    ),
    Reason(
        "chu-the",
        N_("Chủ thể không khớp"),
        N_("Chủ thể trên giấy không phải nơi bán này. Nhờ anh chị xem lại tên, hoặc gửi giấy cho phép dùng."),
        ("holder",),
    ),
    Reason(
        "mon-khac",
        N_("Giấy của món khác"),
        N_("Giấy ghi sản phẩm khác với món đã chọn. Nhờ anh chị chọn đúng món."),
        ("product", "scope"),
    ),
    Reason(
        "khong-trong-so",
        N_("Không thấy trong sổ của tỉnh"),
        N_("Chưa thấy quyết định này trong danh sách của tỉnh. Nhờ anh chị chụp thêm trang quyết định có tên món."),
        ("number",),
    ),
)
OF_OTHERS: Final = (
    BLURRED,
    MISSING,
    Reason("khac-giay", N_("Gõ khác giấy"), N_("Có mục gõ khác giấy. Nhờ anh chị xem lại từng mục với giấy.")),
    Reason("ten", N_("Tên không khớp"), N_("Tên chưa khớp với giấy hoặc với món hàng. Nhờ anh chị xem lại tên.")),
    CLAIM,
    Reason("chua-ro", N_("Chưa rõ"), N_("Có chỗ chưa rõ. Nhờ anh chị viết thêm để người mua hiểu.")),
)


def ticked(reasons: Iterable[Reason], words: Iterable[str]) -> list[Reason]:
    """The reasons of these words, in the order of the keys."""
    chosen = set(words)
    return [reason for reason in reasons if reason.word in chosen]


def letters(reasons: Iterable[Reason], locale: str | None) -> dict[str, str]:
    """The sentence of each reason by its word, in the language of whoever reads the letter."""
    with speaking(locale or "vi"):
        return {reason.word: gettext(reason.letter) for reason in reasons}
