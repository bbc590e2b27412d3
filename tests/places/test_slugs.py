import pytest

from marketplace import places
from marketplace.places import PlaceNotFound


def lines(province: str, commune: str) -> list[str]:
    return [match.commune.line() for match in places.communes_at(province, commune)]


@pytest.mark.parametrize("name", ["phu-tho", "hoa-binh", "vinh-phuc", "Phú Thọ", "tinh-hoa-binh"])
def test_a_province_is_found_by_its_present_and_former_names(name: str) -> None:
    assert places.province_at(name).short_name == "Phú Thọ"


@pytest.mark.parametrize("name", ["", "x", "phu", "\x00", "a" * 5_000])
def test_what_was_never_a_province_is_not_found(name: str) -> None:
    with pytest.raises(PlaceNotFound):
        places.province_at(name)


def test_every_commune_has_an_address_of_its_own() -> None:
    for province in places.provinces():
        for commune in places.communes_in(province.code):
            found = places.communes_at(places.province_slug(province), places.commune_slug(commune))
            assert [match.commune for match in found] == [commune]


def test_a_present_commune_goes_before_the_former_district_of_the_same_name() -> None:
    assert lines("phu-tho", "kim-boi") == ["Xã Kim Bôi, Phú Thọ"]


def test_below_a_former_province_a_former_district_means_all_that_it_became() -> None:
    found = lines("hoa-binh", "kim-boi")
    assert "Xã Mường Động, Phú Thọ" in found
    assert len(found) == 5


@pytest.mark.parametrize("province", ["phu-tho", "hoa-binh"])
def test_a_former_commune_leads_to_the_one_of_today(province: str) -> None:
    assert lines(province, "hop-tien") == ["Xã Mường Động, Phú Thọ"]


def test_names_that_differ_only_in_accents_are_a_choice() -> None:
    assert lines("thai-nguyen", "van-lang") == ["Xã Văn Lang, Thái Nguyên", "Xã Văn Lăng, Thái Nguyên"]


def test_a_commune_of_another_province_is_not_found() -> None:
    with pytest.raises(PlaceNotFound):
        places.communes_at("ha-noi", "muong-dong")


def test_a_commune_knows_what_went_into_it() -> None:
    commune = places.communes_at("phu-tho", "muong-dong")[0].commune
    assert "Xã Hợp Tiến, Huyện Kim Bôi, Tỉnh Hòa Bình" in places.former_communes(commune)
    assert places.former_name(commune, "hop-tien") == "Xã Hợp Tiến, Huyện Kim Bôi, Tỉnh Hòa Bình"
    assert places.former_name(commune, "ba-dinh") == ""


def test_a_province_knows_its_former_ones_but_for_itself() -> None:
    phu_tho = places.province_at("phu-tho")
    assert places.former_province(phu_tho, "hoa-binh") == "Hòa Bình"
    assert places.former_province(phu_tho, "phu-tho") == ""


def test_hue_is_found_by_the_name_it_had_as_a_province() -> None:
    hue = places.province_at("thua-thien-hue")
    assert (hue.short_name, places.former_province(hue, "thua-thien-hue")) == ("Huế", "Thừa Thiên Huế")
    assert "Phường Phong Điền, Huế" in lines("thua-thien-hue", "phong-dien")
