"""The last of the way of the money, in both languages: a carrier hands over the cash of a parcel, a run goes out."""

from csv import DictReader
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, expect

from marketplace.payouts.bank_files import shapes
from tests.browser.conftest import Window
from tests.browser.runs import button, closed, digits
from tests.browser.test_accessibility import Axe, faults
from tests.browser.walk import OPERATOR, OWNER_OF_GREEN_LIFE, Person
from tests.running import PATIENCE

TREASURER, BIRD_OWNER = "0900 000 012", "0900 000 011"
LOCALES = ("vi-VN", "en-GB")
CARRIER, HELD = "Vietnam Post", "/van-hanh/tien-mat/giu?hang=Vietnam%20Post"
SHOPS = {"vi-VN": "HTX Green Life", "en-GB": "Green Life Cooperative"}
TITLES = {what: title for title, what in shapes()["generic"].columns}


def sheet(name: str, text: str) -> FilePayload:
    return FilePayload(name=name, mimeType="text/csv", buffer=text.encode())


@pytest.mark.parametrize("screen", ["desk"])
@pytest.mark.parametrize("locale", LOCALES)
def test_cash_that_a_carrier_hands_over_is_matched_and_the_seller_sees_it(window: Window, locale: str) -> None:
    operator, seller = Person(window(locale), locale), Person(window(locale), locale)
    operator.sign_in(OPERATOR)
    seller.sign_in(OWNER_OF_GREEN_LIFE)
    operator.page.goto(HELD)
    [number, amount, *_rest] = (
        operator.main.get_by_role("row").filter(has_text=SHOPS[locale]).first.all_inner_texts()[0].split("\t")
    )
    seller.page.goto("/ban-hang/tien")
    seller.sees("Tiền mặt của đơn chưa về chợ")
    expect(seller.main).to_contain_text(number)
    operator.page.goto("/van-hanh/tien-mat/bang")
    table = f"Mã đơn;Tiền thu hộ\n{number};{digits(amount)}\n"
    operator.main.locator("input[type=file]").set_input_files(sheet(f"buu-dien-{locale}.csv", table))
    operator.field("Đơn vị chuyển").select_option(CARRIER)
    operator.press("Nạp bảng")
    operator.sees("Đúng tiền")
    operator.page.goto(HELD)
    expect(operator.main).not_to_contain_text(number)
    seller.page.reload()
    expect(seller.main).not_to_contain_text(number)


@pytest.mark.parametrize("screen", ["desk"])
@pytest.mark.parametrize("locale", LOCALES)
def test_a_run_is_approved_by_a_second_person_sent_and_seen_by_the_seller(
    window: Window, axe: Axe, locale: str
) -> None:
    first, second = Person(window(locale), locale), Person(window(locale), locale)
    first.sign_in(TREASURER)
    second.sign_in(OPERATOR)
    amount = closed(first)
    second.page.goto(first.page.url)
    expect(bank_file(second)).to_have_count(0)  # before two have agreed
    pressed(second, "Duyệt chuyển %(amount)s")
    first.page.reload()
    rows = told(first)
    pressed(first, "Đã gửi ngân hàng %(amount)s")
    first.sees("Ngân hàng đang chuyển")
    if locale == "vi-VN":
        tell_by_statement(second, rows)
    else:
        first.press("Mọi khoản còn lại đã về")
    first.page.reload()
    first.sees("Xong")
    seller = Person(window(locale), locale)
    seller.sign_in(BIRD_OWNER)
    seller.page.goto("/ban-hang/tien")
    row = seller.main.get_by_role("listitem").filter(has_text=amount).first
    expect(row).to_contain_text(seller.words("Đã về tài khoản"))
    row.get_by_role("link").click()
    seller.sees("Đã về tài khoản")
    assert faults(seller.page, axe) == []


def pressed(person: Person, sentence: str) -> None:
    button(person, sentence).click()


def bank_file(person: Person) -> Locator:
    return person.main.get_by_role("link", name=shapes()["generic"].name, exact=True)


def told(person: Person) -> list[dict[str, str]]:
    """The transfers as the bank's file has them."""
    with person.page.expect_download() as download:
        bank_file(person).click()
    return list(DictReader(StringIO(Path(download.value.path()).read_text("utf-8-sig"))))


def tell_by_statement(person: Person, rows: list[dict[str, str]]) -> None:
    """The bank's statement names every transfer, in capitals as banks do."""
    lines = [
        f"30/11/2026;FT{number};{row[TITLES['memo']].upper()};{row[TITLES['amount']]};"
        for number, row in enumerate(rows)
    ]
    person.page.goto("/van-hanh/doi-soat/sao-ke")
    text = "\n".join(["Ngày giao dịch;Số tham chiếu;Nội dung;Tiền ra;Tiền vào", *lines])
    person.main.locator("input[type=file]").set_input_files(sheet("sao-ke.csv", text))
    person.press("Nạp và khớp")
    arrived = person.main.get_by_text(person.words("Tiền chuyển của các kỳ, đã về nơi nhận"))
    expect(arrived).to_be_visible(timeout=PATIENCE * 1_000)
