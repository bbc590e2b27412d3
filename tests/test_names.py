import unicodedata

import pytest

from marketplace.names import NameIllegible, NotAPersonsName, check_legible, check_person

LEGIBLE = ["HTX Green Life", "Đặc sản 4★ Đà Bắc", "Mật ong 500 ml (lọ)", "น้ำผึ้ง", "蜂蜜", "Ea H'leo"]
ILLEGIBLE = ["\u3164", "Mật\u2800ong", "Mật\u2062ong", "!!!", "", "M\u0335\u0321\u0322\u0489ật", "a\u20dd"]
PEOPLE = [
    "Đinh Thị Mẫu",
    "Nguyễn Văn A",
    "H'Hen Niê",
    "Anne-Marie O’Neill",
    "J.R. Smith",
    "Y Bhiu Niê-Kdăm",
    "Ng. T. Lan",
]
NO_PEOPLE = [
    "evil.example",
    "Xem https://evil",
    "Lan 0900000123",
    "a@b",
    "Lan!",
    "Lan, trúng thưởng",
    "Lan ☎",
    "x" * 61,
]


@pytest.mark.parametrize("name", [*LEGIBLE, *PEOPLE])
def test_what_can_be_read_is_a_name_in_either_form(name: str) -> None:
    check_legible(name)
    check_legible(unicodedata.normalize("NFD", name))


@pytest.mark.parametrize("name", ILLEGIBLE)
def test_what_is_invisible_or_piled_up_is_none(name: str) -> None:
    for check in (check_legible, check_person):
        with pytest.raises(NameIllegible):
            check(name)


@pytest.mark.parametrize("name", PEOPLE)
def test_people_are_called_by_letters(name: str) -> None:
    check_person(name)


@pytest.mark.parametrize("name", NO_PEOPLE)
def test_a_persons_name_holds_no_message(name: str) -> None:
    with pytest.raises(NotAPersonsName):
        check_person(name)
