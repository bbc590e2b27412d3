import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from marketplace import places
from marketplace.places.registry import former_units, registry
from marketplace.text import sort_key

DATA = Path(places.__file__).parent / "data"


def test_there_are_34_provinces_and_3321_communes() -> None:
    communes = registry().communes.values()
    assert len(list(places.provinces())) == 34
    assert len(communes) == 3321
    assert Counter(commune.kind for commune in communes) == {"Xã": 2599, "Phường": 709, "Đặc khu": 13}


def test_codes_are_two_and_five_digits() -> None:
    assert all(len(province.code) == 2 and province.code.isdigit() for province in places.provinces())
    assert all(len(code) == 5 and code.isdigit() for code in registry().communes)


def test_all_63_former_provinces_and_10035_former_communes_lead_somewhere() -> None:
    assert len({unit.province for unit in former_units()}) == 63
    assert sum(bool(unit.ward) for unit in former_units()) == 10_035
    assert all(unit.communes for unit in former_units())


def test_names_are_composed_and_clean() -> None:
    for name in ("units.json", "former.json"):
        text = (DATA / name).read_text(encoding="utf-8")
        assert text == unicodedata.normalize("NFC", text)
        assert "  " not in text


def test_the_data_is_modest() -> None:
    assert sum(file.stat().st_size for file in DATA.iterdir()) < 900_000


@pytest.mark.parametrize("code", ["75", "22", "24"])
def test_the_three_provinces_that_became_cities_in_2026_are_cities(code: str) -> None:
    assert places.get_province(code).name.startswith("Thành phố ")


@pytest.mark.parametrize(
    ("code", "name"),
    [("07375", "Phường Lạng Giang"), ("26368", "Phường Long Thành"), ("06970", "Xã Ba Chẽ"), ("05098", None)],
)
def test_single_units_are_as_the_state_lists_them(code: str, name: str | None) -> None:
    commune = places.find_commune(code)
    assert (commune.name if commune else None) == name


def test_english_addresses_keep_the_accents_of_labels_and_maps() -> None:
    assert places.get_commune("00004").english_name == "Ba Đình Ward"
    assert places.get_commune("05014").line("en") == "Mường Động Commune, Phú Thọ"
    assert places.get_commune("05014").line() == "Xã Mường Động, Phú Thọ"
    assert places.get_province("79").english_name == "Hồ Chí Minh City"


def test_every_province_lies_in_one_delivery_region() -> None:
    assert Counter(province.region for province in places.provinces()) == {"north": 15, "central": 11, "south": 8}


def test_lists_are_in_vietnamese_order() -> None:
    names = [province.short_name for province in places.provinces()]
    assert names == sorted(names, key=sort_key)
    communes = [commune.short_name for commune in places.communes_in("25")]
    assert len(communes) == 148
    assert communes == sorted(communes, key=sort_key)


def test_importing_the_package_reads_no_data() -> None:
    code = "from marketplace.places import registry as r; print(r.registry.cache_info().currsize)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.strip() == "0"


@pytest.mark.parametrize(("name", "code"), [("Hòa Bình", "25"), ("tinh bac kan", "19"), ("TP. Hồ Chí Minh", None)])
def test_a_former_province_finds_the_present_one(name: str, code: str | None) -> None:
    province = places.find_province(name)
    assert (province.code if province else None) == code


@pytest.mark.parametrize("code", ["", "99999", "4960", "04960\0", "二"])
def test_an_unknown_code_is_refused_with_a_sentence(code: str) -> None:
    with pytest.raises(places.UnknownPlace, match="trong danh sách"):
        places.get_commune(code)


def test_a_commune_of_another_province_is_refused() -> None:
    assert places.get_commune("04960", province_code="25").short_name == "Liên Sơn"
    with pytest.raises(places.UnknownPlace):
        places.get_commune("04960", province_code="01")


def test_an_unknown_province_has_no_communes() -> None:
    with pytest.raises(places.UnknownPlace):
        places.communes_in("00")
