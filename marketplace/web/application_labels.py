"""What an application to sell is asked in, for applicants and for the operators who look at it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from marketplace.approvals.applications import Stage
from marketplace.sellers.questions import ApplicantKind, Question, Task
from marketplace.text import N_
from marketplace.web.labels import Label


@dataclass(frozen=True)
class Asked:
    """A question: what its answer is called in a list, how it is asked, and one sentence of help."""

    name: str
    title: str
    hint: str


@dataclass(frozen=True)
class Work:
    """A task: its name, what it is about, and how it is offered as the next one."""

    name: str
    detail: str
    lead: str


@dataclass(frozen=True)
class Applicant:
    """A kind of seller and what it has to have at hand."""

    name: str
    needs: str


TASKS: Final[Mapping[Task, Work]] = {
    Task.SELLER: Work(N_("Ai bán"), N_("Hợp tác xã, tổ, hộ hay doanh nghiệp"), N_("Cho biết ai bán")),
    Task.PAPERS: Work(N_("Giấy tờ"), N_("Chụp bằng điện thoại là được"), N_("Chụp giấy tờ")),
    Task.PLACE: Work(N_("Nơi lấy hàng"), N_("Bưu tá đến đây và gọi số này"), N_("Cho biết nơi lấy hàng")),
    Task.ACCOUNT: Work(
        N_("Tài khoản nhận tiền"), N_("Chủ tài khoản trùng tên người bán"), N_("Ghi tài khoản nhận tiền")
    ),
    Task.PRODUCT: Work(N_("Món đầu tiên"), N_("Một ảnh, một giá là đủ để bắt đầu"), N_("Đăng món đầu tiên")),
}
MINUTES: Final[Mapping[Task, int]] = {
    Task.SELLER: 2,
    Task.PAPERS: 4,
    Task.PLACE: 3,
    Task.ACCOUNT: 2,
    Task.PRODUCT: 4,
}
"""How long a task takes somebody who has everything at hand."""
QUESTIONS: Final[Mapping[Question, Asked]] = {
    Question.HELPER: Asked(
        N_("Người làm hồ sơ giúp"),
        N_("Anh chị làm ở hội nào?"),
        N_("Tên anh chị và tên hội nằm trong hồ sơ, hộ đọc được. Ví dụ: Hội Nông dân xã Hợp Tiến"),
    ),
    Question.KIND: Asked(N_("Người bán là"), N_("Ai bán hàng?"), N_("Chọn đúng như trên giấy đăng ký.")),
    Question.NAME: Asked(
        N_("Tên gian hàng"), N_("Tên trên giấy là gì?"), N_("Khách thấy tên này. Ví dụ: HTX Mẫu Suối Trong")
    ),
    Question.REPRESENTATIVE: Asked(
        N_("Người đại diện"), N_("Ai đứng tên đại diện?"), N_("Họ và tên như trên căn cước. Ví dụ: Đinh Thị Mẫu")
    ),
    Question.REGISTRATION: Asked(
        N_("Giấy đăng ký"),
        N_("Chụp giấy đăng ký"),
        N_("Giấy đăng ký hợp tác xã, doanh nghiệp, hộ kinh doanh, hoặc hợp đồng hợp tác của tổ."),
    ),
    Question.TAX_CODE: Asked(
        N_("Mã số thuế"),
        N_("Mã số thuế là gì?"),
        N_("10 chữ số. Chi nhánh thì 13 chữ số. Gõ liền hay cách đều được."),
    ),
    Question.PERSONAL_NUMBER: Asked(
        N_("Số định danh"),
        N_("Số định danh của người đại diện?"),
        N_("12 chữ số trên căn cước. Số được khóa kín: sau khi lưu chỉ hiện 3 số cuối."),
    ),
    Question.TAX_PAPER: Asked(
        N_("Giấy có mã số thuế"),
        N_("Chụp tờ có mã số thuế"),
        N_("Mã số in ngay trên giấy đăng ký thì chụp lại trang ấy."),
    ),
    Question.IDENTITY: Asked(
        N_("Căn cước"),
        N_("Chụp mặt trước căn cước"),
        N_("Của người đại diện. Chỉ anh chị và người duyệt hồ sơ xem được."),
    ),
    Question.COMMUNE: Asked(
        N_("Xã, phường"),
        N_("Lấy hàng ở xã, phường nào?"),
        N_("Gõ tên mới hay địa chỉ cũ đều được. Ví dụ: Hợp Tiến, Kim Bôi, Hòa Bình"),
    ),
    Question.ADDRESS: Asked(
        N_("Địa chỉ"),
        N_("Chỗ lấy hàng ở đâu trong xã?"),
        N_("Số nhà, thôn, xóm. Ví dụ: Xóm 3, nhà văn hóa"),
    ),
    Question.PHONE: Asked(
        N_("Điện thoại"),
        N_("Bưu tá gọi số nào?"),
        N_("Số đang dùng, có người nghe máy. Ví dụ: 0912 345 678"),
    ),
    Question.BANK: Asked(N_("Ngân hàng"), N_("Tài khoản ở ngân hàng nào?"), N_("Tiền bán hàng chuyển về đây.")),
    Question.ACCOUNT: Asked(
        N_("Số tài khoản"),
        N_("Số tài khoản là gì?"),
        N_("Trên thẻ hoặc ứng dụng ngân hàng. Sau khi lưu chỉ hiện 4 số cuối."),
    ),
    Question.HOLDER: Asked(
        N_("Chủ tài khoản"),
        N_("Tên chủ tài khoản?"),
        N_("Như ngân hàng ghi, chữ hoa không dấu. Ví dụ: HTX MAU SUOI TRONG"),
    ),
    Question.PHOTO: Asked(
        N_("Ảnh món"), N_("Chụp món muốn bán trước"), N_("Chụp nơi sáng, cả gói hàng trong khung hình.")
    ),
    Question.PRODUCT_NAME: Asked(N_("Tên món"), N_("Món này tên gì?"), N_("Ví dụ: Mật ong rừng hoa dẻ")),
    Question.CATEGORY: Asked(N_("Nhóm hàng"), N_("Món này thuộc nhóm nào?"), N_("Khách tìm theo nhóm này.")),
    Question.PACK: Asked(
        N_("Một gói bán"), N_("Một gói bán là bao nhiêu?"), N_("Một cỡ là đủ, thêm cỡ khác sau. Ví dụ: Hũ 500 ml")
    ),
    Question.WEIGHT: Asked(
        N_("Nặng khi gửi"),
        N_("Gói xong nặng bao nhiêu gam?"),
        N_("Cân cả hũ, hộp, chèn lót, để tính đúng phí gửi."),
    ),
    Question.PRICE: Asked(N_("Giá một gói"), N_("Bán giá bao nhiêu?"), N_("Viết 165.000 hoặc 165k đều được.")),
}
APPLICANTS: Final[Mapping[ApplicantKind, Applicant]] = {
    ApplicantKind.COOPERATIVE: Applicant(N_("Hợp tác xã (HTX)"), N_("Cần giấy đăng ký và mã số thuế 10 chữ số")),
    ApplicantKind.COOP_UNION: Applicant(N_("Liên hiệp các hợp tác xã"), N_("Cần giấy đăng ký và mã số thuế 10 chữ số")),
    ApplicantKind.COOP_GROUP: Applicant(
        N_("Tổ hợp tác của nông dân"), N_("Cần hợp đồng hợp tác, căn cước của tổ trưởng")
    ),
    ApplicantKind.HOUSEHOLD_BUSINESS: Applicant(N_("Hộ có giấy kinh doanh"), N_("Cần giấy đăng ký hộ và căn cước")),
    ApplicantKind.INDIVIDUAL_FARMER: Applicant(N_("Hộ nông dân, cá nhân"), N_("Chỉ cần căn cước")),
    ApplicantKind.ENTERPRISE: Applicant(N_("Công ty, doanh nghiệp"), N_("Cần giấy đăng ký và mã số thuế 10 chữ số")),
    ApplicantKind.BRANCH: Applicant(N_("Chi nhánh"), N_("Cần giấy đăng ký chi nhánh và mã số 13 chữ số")),
}
STAGES: Final[Mapping[Stage, Label]] = {
    Stage.DRAFT: Label(N_("Đang mở gian hàng"), "a"),
    Stage.WAITING: Label(N_("Hồ sơ chờ xem"), "b"),
    Stage.SENT_BACK: Label(N_("Có chỗ cần sửa"), "x"),
    Stage.OPEN: Label(N_("Gian hàng đã mở"), "g"),
}
