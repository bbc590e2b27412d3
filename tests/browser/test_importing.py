"""Goods come from a spreadsheet: sent, its columns named, a wrong cell mended, taken over, and all of it taken back."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from marketplace import spreadsheets
from tests.browser.conftest import Window, mostly
from tests.browser.walk import OWNER_OF_GREEN_LIFE, Person

AT = "/ban-hang/nhap-hang"
HEADING = ("Hàng của tôi", "Cỡ gói", "Giá bán", "Số còn", "Nhóm hàng")
LONGAN, GINGER = "Món mẫu gửi bảng: mật hoa nhãn", "Món mẫu gửi bảng: trà gừng"
ROWS = ((LONGAN, "Chai 500 ml", "140k", 30, "Mật ong"), (GINGER, "Hộp 200 g", "95", 12, "Chè"))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A workbook whose first heading says nothing to the shop, with a price that is a thousand times too low."""
    path = tmp_path / "hang-cua-toi.xlsx"
    path.write_bytes(spreadsheets.write_xlsx([("Hàng", HEADING, ROWS)]))
    return path


class Importer(Person):
    """The owner of the shop with a table."""

    def send(self, table: Path) -> None:
        self.page.goto(AT)
        self.main.locator("input[type=file][name=table]").set_input_files(table)
        self.press("Gửi bảng để soát")

    def waits_for(self, heading: str) -> None:
        """A worker is at it: the page shows what came of it by itself, or when it is asked."""
        title = self.main.get_by_role("heading", level=1)
        if self.scripts:
            expect(title).to_have_text(self.words(heading), timeout=30_000)
            return
        for _look in range(60):
            if title.inner_text() == self.words(heading):
                return
            self.page.reload()
        raise AssertionError(f"{heading} never came, but {title.inner_text()}")

    def names_the_column(self) -> None:
        """Headings are those of the table, in whatever language the page is."""
        expect(self.main.get_by_label(HEADING[1])).to_have_value("pack_vi")
        self.main.get_by_label(HEADING[0]).select_option("name_vi")
        self.press("Soát bảng")

    def mends(self) -> None:
        """One of two rows is good; the other one says why it is not, and what was probably meant."""
        row = self.main.get_by_role("row").filter(has_text=GINGER)
        expect(row.get_by_role("textbox")).to_have_value("95")
        expect(self.main.get_by_role("row").filter(has_text=LONGAN)).to_have_count(0)
        row.get_by_role("textbox").fill("chín lăm")
        row.get_by_role("button").filter(has_text=re.compile(self.words("Lưu dòng %(number)s") % {"number": 3})).click()
        expect(row.get_by_role("textbox")).to_have_value("chín lăm")
        expect(row).to_contain_text("“chín lăm”")
        row.get_by_role("textbox").fill("95k")
        row.get_by_role("button").first.click()
        self.sees_message(self.words("Dòng %(number)s đạt rồi.") % {"number": 3})

    def sees_message(self, sentence: str) -> None:
        expect(self.page.get_by_text(sentence)).to_be_visible()

    def draft_names(self) -> str:
        self.page.goto("/ban-hang/dang-mon")
        return self.main.inner_text()


def takes_over_and_back(person: Importer, table: Path) -> None:
    person.sign_in(OWNER_OF_GREEN_LIFE)
    person.send(table)
    person.waits_for("Cột nào là gì?")
    person.names_the_column()
    person.waits_for("Soát bảng trước khi nhận")
    person.mends()
    address = person.page.url
    assert LONGAN not in person.draft_names()
    person.page.goto(address)
    person.main.locator("form[action$='/nhan'] button").click()
    undo = person.main.get_by_role("button", name=person.words("Rút lại cả bảng"))
    for _look in range(60):
        if undo.count():
            break
        person.page.wait_for_timeout(500)
        person.page.goto(address.partition("?")[0])
    names = person.draft_names()
    assert LONGAN in names
    assert GINGER in names
    person.page.goto(address.partition("?")[0])
    undo.click()
    person.waits_for("Đã rút lại bảng")
    assert LONGAN not in person.draft_names()
    person.page.goto(address.partition("?")[0])
    person.press("Xóa bảng này")
    person.sees_message(person.words("Đã xóa bảng. Món đã nhận không đổi."))


@mostly("phone")
@pytest.mark.parametrize("locale", ["vi-VN", "en-GB"])
def test_a_table_becomes_drafts_once_its_wrong_cell_is_mended_and_can_be_taken_back(
    window: Window, table: Path, locale: str
) -> None:
    takes_over_and_back(Importer(window(locale), locale), table)


@mostly("desk")
def test_the_same_goes_without_scripts(window: Window, table: Path) -> None:
    takes_over_and_back(Importer(window(scripts=False), scripts=False), table)
