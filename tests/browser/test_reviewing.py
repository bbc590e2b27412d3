"""A review from the purchase to the product page, the shop's reply, and what an operator does with it."""

import re

import pytest
from playwright.sync_api import FilePayload, expect

from tests import photographs
from tests.browser.conftest import Window, mostly
from tests.browser.walk import ACCOUNTANT, BUYER, OPERATOR, Person

ORANGES = "/p/cam-cao-phong"
PHOTO: FilePayload = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photographs.jpeg()}


@mostly("phone")
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_buyer_writes_a_reader_complains_and_an_operator_decides(window: Window, screen: str, scripts: bool) -> None:
    said = f"Cam ngọt, thùng không quả nào dập. {screen} {scripts}"
    buyer = Person(window(scripts=scripts), scripts=scripts)
    write(buyer, said)
    reader = Person(window(scripts=scripts), scripts=scripts)
    if not scripts:
        reader.sign_in(ACCOUNTANT)  # a guest's network has complained of this review before
    reader.page.goto(ORANGES)
    reader.page.get_by_role("link", name=re.compile("Xem (cả )?.*đánh giá")).first.click()
    review = reader.main.get_by_role("article").filter(has_text=said)
    expect(review).to_contain_text("Hà N.")
    review.get_by_role("button", name=re.compile("Hữu ích")).click()
    expect(reader.main.get_by_role("article").filter(has_text=said)).to_contain_text("người thấy hữu ích")
    reader.main.get_by_role("article").filter(has_text=said).get_by_role("link", name=re.compile("Báo")).click()
    reader.press("Gửi lời báo")
    expect(reader.main.get_by_role("alert")).to_contain_text("Chọn một trong các mục có sẵn.")
    reader.main.get_by_label("Lý do khác").check()
    reader.press("Gửi lời báo")
    expect(reader.page.get_by_role("status")).to_contain_text("Đã báo.")
    operator = Person(window(scripts=scripts), scripts=scripts)
    hide(operator, said)
    reader.page.goto(ORANGES)
    expect(reader.main).not_to_contain_text(said)
    operator.page.goto("/van-hanh/danh-gia?xem=da-an")
    operator.main.get_by_role("link", name=re.compile(re.escape(said[:30]))).first.click()
    operator.press("Hiện lại")
    reader.page.reload()
    expect(reader.main).to_contain_text(said)


def write(buyer: Person, said: str) -> None:
    """Three headings, words and a photo; a form without all three comes back. Later on the review is changed."""
    buyer.sign_in(BUYER)
    buyer.page.goto("/tai-khoan/don")
    buyer.page.get_by_role("link", name=re.compile("ánh giá: Cam Cao Phong")).click()
    score(buyer, "Chất lượng", "5")
    if buyer.main.get_by_role("button", name="Gửi đánh giá").count():
        buyer.press("Gửi đánh giá")
        expect(buyer.main.get_by_role("alert")).to_contain_text("Đúng như mô tả: chọn một trong năm mức.")
        buyer.field("Chọn ảnh món hàng").set_input_files([PHOTO])
    for heading in ("Hình thức, đóng gói", "Đúng như mô tả"):
        score(buyer, heading, "4")
    buyer.fill("Lời nhận xét", said)
    buyer.main.get_by_role("button", name=re.compile("(Gửi|Lưu) đánh giá")).click()
    expect(buyer.page.get_by_role("status")).to_contain_text("Đã ghi đánh giá.")


def score(buyer: Person, heading: str, points: str) -> None:
    group = buyer.main.get_by_role("group", name=heading)
    group.locator("label", has_text=points).click()
    expect(group.get_by_role("radio", name=re.compile(points))).to_be_checked()


def hide(operator: Person, said: str) -> None:
    """Open the complaint with Enter and hide the review with a reason."""
    operator.sign_in(OPERATOR)
    operator.page.goto("/van-hanh/danh-gia")
    operator.main.get_by_role("link", name=re.compile(re.escape(said[:30]))).first.press("Enter")
    operator.main.get_by_text("Ẩn nội dung này").click()
    operator.press("Ẩn đi")
    expect(operator.main.get_by_role("alert")).to_contain_text("Viết lý do ẩn")
    operator.fill("Lý do ẩn", "Lời thử của bản trình diễn")
    operator.press("Ẩn đi")
    expect(operator.page.get_by_role("status")).to_contain_text("Đã ẩn.")
