import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace import places


def names(query: str, province_code: str | None = None, limit: int = 20) -> list[str]:
    return [match.commune.line() for match in places.search(query, province_code, limit)]


@pytest.mark.parametrize("query", ["Phường Ba Đình", "phuong ba dinh", "BA ĐÌNH, Hà Nội", "ba din ha noi"])
def test_accents_kinds_and_unfinished_words_do_not_matter(query: str) -> None:
    assert names(query)[0] == "Phường Ba Đình, Hà Nội"


def test_whole_names_come_before_beginnings() -> None:
    assert names("Đại Đồng")[0].startswith("Xã Đại Đồng, ")
    assert names("Lạc", "25")[0].startswith("Xã Lạc ")
    assert names("Kim Bôi")[0] == "Xã Kim Bôi, Phú Thọ"


def test_the_spelling_with_the_same_accents_comes_first() -> None:
    assert all(" Tân Thành," in name for name in names("Tân Thành", limit=5))
    assert names("Tân Thanh", limit=1)[0].startswith("Xã Tân Thanh,")


def test_without_accents_the_larger_place_comes_first() -> None:
    assert names("ba dinh")[0] == "Phường Ba Đình, Hà Nội"
    assert names("tan phu", limit=2) == ["Phường Tân Phú, Đồng Nai", "Phường Tân Phú, Hồ Chí Minh"]


def test_the_exact_name_with_its_accents_comes_before_a_larger_place() -> None:
    assert names("Tân Thạnh", limit=1)[0].startswith("Xã Tân Thạnh,")


def test_letters_that_only_look_right_find_the_same_place() -> None:
    assert names("Ðà Bắc") == names("Đà Bắc") != []
    assert places.find_by_old_address("xã Tân Minh, huyện Ðà Bắc") == places.find_by_old_address("Tân Minh, Đà Bắc")


def test_a_former_commune_finds_its_present_one_and_says_so() -> None:
    [match] = places.search("Hợp Tiến, Kim Bôi")
    assert match.commune.name == "Xã Mường Động"
    assert match.formerly == "Xã Hợp Tiến, Huyện Kim Bôi, Tỉnh Hòa Bình"


def test_a_former_district_finds_everything_it_became() -> None:
    found = names("Lương Sơn, Hòa Bình")
    assert found[:3] == ["Xã Lương Sơn, Phú Thọ", "Xã Cao Dương, Phú Thọ", "Xã Liên Sơn, Phú Thọ"]


def test_the_search_can_be_kept_to_one_province() -> None:
    assert names("Lương Sơn", "38") == ["Xã Lương Sơn, Thanh Hóa"]
    assert all(name.endswith("Phú Thọ") for name in names("tan", "25"))


def test_each_commune_is_listed_once_and_no_more_than_asked() -> None:
    codes = [match.commune.code for match in places.search("an", limit=50)]
    assert len(codes) == len(set(codes)) == 50


@pytest.mark.parametrize("query", ["", "  ", "!?", "zzz", "北京", "mật ong"])
def test_what_is_no_place_finds_nothing(query: str) -> None:
    assert names(query) == []


@given(st.text(max_size=60))
def test_no_query_breaks_the_search(query: str) -> None:
    assert len(places.search(query, limit=5)) <= 5
