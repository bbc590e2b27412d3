import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace import places


def codes(address: str) -> list[str]:
    return [match.commune.code for match in places.find_by_old_address(address)]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("Liên Sơn, Lương Sơn, Hòa Bình", "04960"),
        ("Hòa Sơn, Lương Sơn", "04924"),
        ("Xóm 3, xã Hợp Tiến, huyện Kim Bôi, tỉnh Hòa Bình", "05014"),
        ("hung son kim boi", "04990"),
        ("Mỹ Thành, Lạc Sơn", "05290"),
        ("Chí Đạo, Lạc Sơn, Hoà Bình", "05323"),
        ("Hương Nhượng, Lạc Sơn", "05266"),
        ("Phú Thành, Lạc Thuỷ", "05395"),
        ("Thống Nhất, Lạc Thủy", "05425"),
        ("phường Thống Nhất, TP Hòa Bình", "04828"),
        ("Minh Tâm, Nguyên Bình, Cao Bằng", "01747"),
        ("Ia Kênh, Pleiku, Gia Lai", "23611"),
    ],
)
def test_the_producers_of_the_shop_are_found_by_the_address_on_their_certificates(address: str, code: str) -> None:
    assert codes(address) == [code]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("12 Lê Lợi, P. Bến Nghé, Q.1, TP HCM", "Phường Sài Gòn"),
        ("p.5 q.3 tphcm", "Phường Bàn Cờ"),
        ("P05, Quận 3, TP Hồ Chí Minh", "Phường Bàn Cờ"),
        ("phường Phúc Xá, quận Ba Đình, HN", "Phường Hồng Hà"),
        ("TT Lương Sơn, H. Lương Sơn", "Xã Lương Sơn"),
        ("Côn Đảo, Bà Rịa - Vũng Tàu", "Đặc khu Côn Đảo"),
    ],
)
def test_everyday_abbreviations_are_understood(address: str, name: str) -> None:
    assert [match.commune.name for match in places.find_by_old_address(address)] == [name]


def test_an_old_commune_with_the_new_province_is_understood() -> None:
    assert codes("Hùng Sơn, Kim Bôi, Phú Thọ") == ["04990"]


def test_a_divided_commune_gives_all_its_parts_the_main_one_first() -> None:
    found = [match.commune.short_name for match in places.find_by_old_address("Long Tuyền, Bình Thủy, Cần Thơ")]
    assert found == ["Long Tuyền", "An Bình"]


def test_without_a_commune_everything_the_district_became_is_offered() -> None:
    found = [match.commune.short_name for match in places.find_by_old_address("Lương Sơn, Hòa Bình")]
    assert found == ["Cao Dương", "Liên Sơn", "Lương Sơn"]


def test_the_proposal_names_the_old_unit_it_comes_from() -> None:
    [match] = places.find_by_old_address("Hợp Tiến, Kim Bôi")
    assert match.formerly == "Xã Hợp Tiến, Huyện Kim Bôi, Tỉnh Hòa Bình"


@pytest.mark.parametrize("address", ["", "   ", "zzz", "số 5", "\0", "🍯"])
def test_what_is_no_address_gives_no_proposal(address: str) -> None:
    assert codes(address) == []


@given(st.text(max_size=400))
def test_no_text_breaks_the_reader(address: str) -> None:
    assert len(codes(address)) <= 8
