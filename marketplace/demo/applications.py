"""Applications to sell, at each stage that a page shows: one begun, one waiting, one sent back. None of it is real."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final

from marketplace import approvals, pictures
from marketplace.accounts.models import User
from marketplace.approvals import ApprovalKind
from marketplace.approvals.applications import send
from marketplace.art import raster
from marketplace.sellers import applications
from marketplace.sellers.application_models import SellerApplication
from marketplace.sellers.questions import PAPERS, Question, asked_of

WHO: Final[Mapping[str, Any]] = {
    Question.KIND: "cooperative",
    Question.NAME: "HTX Mẫu Khe Xanh (dữ liệu minh họa)",
    Question.REPRESENTATIVE: "Đinh Thị Mẫu",
    Question.TAX_CODE: "9900000023",
    Question.COMMUNE: "05014",
    Question.ADDRESS: "Xóm Mẫu 3, nhà văn hóa",
}
MONEY: Final[Mapping[str, Any]] = {Question.BANK: "970405", Question.HOLDER: "HTX MAU KHE XANH"}
GOODS: Final[Mapping[str, Any]] = {
    Question.PRODUCT_NAME: "Mật ong mẫu Khe Xanh",
    Question.CATEGORY: "mat-ong",
    Question.WEIGHT: 850,
    Question.PRICE: 165_000,
}
OF_GROUP: Final[Mapping[str, Any]] = {
    Question.KIND: "coop_group",
    Question.NAME: "THT Mẫu Đồi Sim (dữ liệu minh họa)",
    Question.REPRESENTATIVE: "Bùi Văn Mẫu",
    Question.HOLDER: "BUI VAN MAU",
    Question.PRODUCT_NAME: "Trà sim mẫu Đồi Sim",
}
NOTE: Final = "Ảnh bị lóa ở góc phải, không đọc được ngày cấp. Để tờ giấy chỗ râm rồi chụp thẳng từ trên xuống giúp."
ACCOUNT, PHONE, NUMBER = "0000000000012", "+84900000010", "099185000001"


def add_applications(applicant: User, operator: User) -> None:
    """All three are of one person, so that one sign-in shows every page."""
    _begun(applicant)
    _sent(applicant, {**WHO, **MONEY, **GOODS})
    group = _sent(applicant, {**WHO, **MONEY, **GOODS, **OF_GROUP})
    if group.seller and (asked := approvals.find_waiting(ApprovalKind.SELLER, group.seller.slug)):
        approvals.send_back(asked, by=operator, to_mend=[Question.REGISTRATION], note=NOTE)


def _begun(applicant: User) -> None:
    who: Mapping[str, Any] = {
        Question.KIND: "individual_farmer",
        Question.NAME: "Hộ Mẫu Nương Ngô",
        Question.REPRESENTATIVE: "Hà Mẫu",
    }
    application = _told(applicant, who)
    applications.answer_personal_number(application, NUMBER)


def _sent(applicant: User, answers: Mapping[str, Any]) -> SellerApplication:
    application = _told(applicant, answers)
    applications.answer(application, Question.PACK, "Hũ 500 ml", content_amount=500, content_unit="ml")
    applications.answer_phone(application, PHONE, is_confirmed=False)
    applications.answer_account(application, ACCOUNT)
    asked = asked_of(application)
    if Question.PERSONAL_NUMBER in asked:
        applications.answer_personal_number(application, NUMBER)
    for question in PAPERS.keys() & set(asked):
        applications.put_paper(application, question, _received(raster.sample_paper()), by=applicant)
    applications.put_photo(application, _received(raster.png("mat-ong-green-life")), by=applicant)
    send(application, by=applicant)
    return application


def _told(applicant: User, answers: Mapping[str, Any]) -> SellerApplication:
    application = applications.start(applicant)
    for name, value in answers.items():
        applications.answer(application, Question(name), value)
    return application


def _received(photo: bytes) -> pictures.Received:
    return pictures.receive(BytesIO(photo))
