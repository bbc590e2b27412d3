"""Write marketplace/places/data/*.json from the MIT-licensed package vietnamadminunits 1.0.4.

    pip install vietnamadminunits==1.0.4 && python scripts/build_places.py

The package is needed for this script only. The output is sorted and the same on every run, so that a change of the
source shows as a readable difference.
"""

import json
import sqlite3
import sys
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from marketplace.text import nfc, sort_key  # noqa: E402

DATA = ROOT / "marketplace" / "places" / "data"
COUNTS = {"provinces": 34, "communes": 3321, "Phường": 709, "Xã": 2599, "Đặc khu": 13, "former provinces": 63}

# Resolutions 30/2026/QH16 (Đồng Nai, 30 April), 36/2026/QH16 (Quảng Ninh, 1 September) and 39/2026/QH16 (Bắc Ninh,
# 20 September) made three provinces cities; codes and names stay.
CITIES_OF_2026 = {"75", "22", "24"}
WARDS_OF_2026 = {
    # 237/NQ-UBTVQH16: Tân Khai, Lộc Ninh, Đồng Phú, Tân Phú, Trị An, Trảng Bom, Dầu Giây, Long Thành, Xuân Lộc,
    # Nhơn Trạch
    *("25357", "25270", "25363", "26116", "26170", "26248", "26326", "26368", "26425", "26485"),
    # 388/NQ-UBTVQH16: Bố Hạ, Lạng Giang, Kép, Lục Nam, Hiệp Hòa, Yên Phong, Phù Lãng, Chi Lăng, Tiên Du, Gia Bình,
    # Nhân Thắng, Lương Tài
    *("07294", "07375", "07399", "07444", "07840", "09193", "09292", "09313", "09319", "09454", "09475", "09496"),
}

# Three delivery zones of our own: the merged provinces span the statistical regions (Phú Thọ lies in three).
REGIONS = {
    "north": "01 04 08 11 12 14 15 19 20 22 24 25 31 33 37",
    "central": "38 40 42 44 46 48 51 52 56 66 68",
    "south": "75 79 80 82 86 91 92 96",
}

Row = sqlite3.Row


def main() -> None:
    """Read the package's files, apply the changes of 2026, check the totals, write both data files."""
    source = source_folder()
    database = sqlite3.connect(source / "dataset.db")
    database.row_factory = sqlite3.Row
    converter = json.loads((source / "converter_2025.json").read_text(encoding="utf-8"))
    communes = database.execute("SELECT * FROM admin_units").fetchall()
    former = database.execute("SELECT * FROM admin_units_legacy").fetchall()
    units = {"provinces": provinces(communes, former, converter), "communes": present_communes(communes)}
    olds = former_communes(former, successors(communes, converter))
    check(units, olds)
    write(DATA / "units.json", units)
    write(DATA / "former.json", olds)


def source_folder() -> Path:
    """Where the package keeps its data; it is not imported, because that takes shapely, geopy and a second."""
    found = find_spec("vietnamadminunits")
    if found is None or found.origin is None:
        sys.exit("vietnamadminunits is missing: pip install vietnamadminunits==1.0.4")
    return Path(found.origin).parent / "data"


def provinces(communes: list[Row], former: list[Row], converter: dict) -> list[list]:
    """[code, kind, name, region, names of the provinces it was merged from] in Vietnamese order."""
    old_names = {row["provinceKey"]: nfc(row["provinceShort"]) for row in former}
    found = {row["provinceCode"]: row for row in communes}.values()
    rows = [
        [
            row["provinceCode"],
            "Thành phố" if row["provinceCode"] in CITIES_OF_2026 else nfc(row["province"]).split(" " + name)[0],
            name,
            next(region for region, codes in REGIONS.items() if row["provinceCode"] in codes.split()),
            sorted((old_names[key] for key in converter["DICT_PROVINCE"][row["provinceKey"]]), key=sort_key),
        ]
        for row in found
        for name in [nfc(row["provinceShort"])]
    ]
    return sorted(rows, key=lambda row: sort_key(row[2]))


def present_communes(communes: list[Row]) -> list[list[str]]:
    """[code, kind, name, province code], each province in Vietnamese order."""
    rows = sorted(communes, key=lambda row: (row["provinceCode"], sort_key(row["wardShort"]), row["wardCode"]))
    return [[row["wardCode"], kind(row), nfc(row["wardShort"]), row["provinceCode"]] for row in rows]


def kind(row: Row) -> str:
    """Phường, Xã or Đặc khu, as it stands after the resolutions of 2026."""
    return "Phường" if row["wardCode"] in WARDS_OF_2026 else nfc(row["wardType"])


def successors(communes: list[Row], converter: dict) -> dict[str, list[str]]:
    """Key of a former commune to the codes of its present ones, the one that got most of it first."""
    codes = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in communes}
    found: dict[str, list[str]] = defaultdict(list)
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            for old in olds:
                found[old].append(codes[province, ward])
    for province, olds in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, wards in olds.items():
            wards.sort(key=lambda ward: not ward["isDefaultNewWard"])
            found[old] += [codes[province, ward["newWardKey"]] for ward in wards]
    return found


def former_communes(former: list[Row], successors: dict[str, list[str]]) -> dict[str, dict[str, dict[str, str]]]:
    """Former province to district to commune to present codes ("04960", or "00004 00008" when it was divided).

    Five island districts had no communes: their commune name is empty.
    """
    tree: dict[str, dict[str, dict[str, str]]] = {}
    for row in sorted(former, key=lambda row: [sort_key(row[part] or "") for part in ("province", "district", "ward")]):
        key = f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"
        district = tree.setdefault(nfc(row["province"]), {}).setdefault(nfc(row["district"]), {})
        district[nfc(row["ward"] or "")] = " ".join(successors[key])
    return tree


def check(units: dict, olds: dict) -> None:
    """Stop when a total is not the official one: a wrong code would send parcels astray."""
    kinds = [row[1] for row in units["communes"]]
    codes = {row[0] for row in units["communes"]}
    counts = {"provinces": len(units["provinces"]), "communes": len(codes), "former provinces": len(olds)}
    counts |= {name: kinds.count(name) for name in set(kinds)}
    if counts != COUNTS:
        sys.exit(f"the totals changed: {counts}, expected {COUNTS}")


def write(path: Path, content: object) -> None:
    """One row per line, so that a difference can be read."""
    path.write_text(layout(content, levels=2) + "\n", encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")


def layout(value: object, levels: int) -> str:
    """JSON whose outer levels are broken into lines and whose inner ones are compact."""
    if levels and isinstance(value, dict):
        return "{\n" + ",\n".join(f"{layout(k, 0)}:{layout(v, levels - 1)}" for k, v in value.items()) + "\n}"
    if levels and isinstance(value, list):
        return "[\n" + ",\n".join(layout(row, levels - 1) for row in value) + "\n]"
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    main()
