"""Which drawing shows which goods: grounds go by seller and motifs by product, so that neighbours differ."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from marketplace.art.ground import paint_ground, set_table
from marketplace.art.kinds import KINDS, ON_A_TABLE
from marketplace.art.print import Print
from marketplace.art.scene import scene

PICTURES: dict[str, tuple[str, dict[str, Any]]] = {
    "mat-ong-ban-dao": ("honey", {"ground": "sen", "motif": "sun"}),
    "mat-ong-green-life": ("honey", {"ground": "la", "motif": "rays", "jar": "hex", "cloth": "", "bees": 2}),
    "mat-ong-thanh-an": ("honey", {"ground": "son", "motif": "hills", "jar": "tall", "cloth": "", "amber": "#c97a10"}),
    "mat-ong-phuong-di": (
        "honey",
        {"ground": "cham", "motif": "rays", "jar": "hex", "cloth": "hoe", "amber": "#e59a1c"},
    ),
    "hop-qua-mat-ong": ("gift", {"ground": "hoe", "motif": "sun"}),
    "chuoi-viba": ("banana", {"ground": "cham", "motif": "tray"}),
    "che-song-boi": ("tea", {"ground": "diep", "motif": "hills"}),
    "che-phu-thanh": ("tea", {"ground": "hoe", "motif": "field", "pack": "cham"}),
    "gao-st25": ("rice", {"ground": "la", "motif": "field"}),
    "mien-tan-viet-a": ("noodle", {"ground": "la", "motif": "tray"}),
    "ga-lac-son": ("chicken", {"ground": "diep", "motif": "sun"}),
    "ga-lac-thuy": ("chicken", {"ground": "sen", "motif": "hills", "body": "dat", "tail": ("la", "cham", "hoe")}),
    "ga-mau-tinh-theo-can": ("chicken", {"ground": "cham", "motif": "field", "body": "hoe", "tail": ("dat", "la")}),
    "trung-ngoc-han": ("egg", {"ground": "cham", "motif": "sun"}),
    "trung-thao-duoc": ("egg", {"ground": "la", "motif": "sun", "herb": True}),
    "cam-lac-thuy": ("orange", {"ground": "la", "motif": "tray"}),
    "na-lac-thuy": ("custard", {"ground": "sen", "motif": "tray"}),
    "ot-phu-luong": ("chili", {"ground": "hoe", "motif": "sun"}),
    "hat-doi-chi-dao": ("seeds", {"ground": "diep", "motif": "rays"}),
    "muoi-hat-doi": ("seeds", {"ground": "sen", "motif": "field", "salt": True, "bowl": "son"}),
    "lap-xuong-tam-hoa": ("sausage", {"ground": "diep", "motif": "hills"}),
    "gio-ban-muong": ("sausage", {"ground": "hoe", "motif": "tray", "form": "leaf"}),
    "mang-chua-lac-son": ("bamboo", {"ground": "diep", "motif": "hills"}),
    "bot-nghe-lac-son": ("turmeric", {"ground": "cham", "motif": "tray"}),
    "mat-ong-khoan-du": ("honey", {"ground": "diep", "motif": "hills", "jar": "tall", "cloth": "", "amber": "#d6951f"}),
    "mat-ong-lac-sy": ("honey", {"ground": "hoe", "motif": "hills", "cloth": "la", "amber": "#b8690f"}),
    "mat-ong-mu-cang-chai": ("honey", {"ground": "la", "motif": "field", "cloth": "cham", "amber": "#e3a13a"}),
    "mat-ong-hoa-vai": ("honey", {"ground": "sen", "motif": "rays", "jar": "hex", "cloth": "sen", "amber": "#e8b455"}),
    "hat-doi-thach-yen": ("seeds", {"ground": "la", "motif": "hills", "bowl": "son", "seed": "#6b3a20"}),
    "ga-huong-nhuong": ("chicken", {"ground": "la", "motif": "rays", "body": "son", "tail": ("cham", "hoe", "la")}),
    "chuoi-phu-cuong": ("banana", {"ground": "sen", "motif": "hills"}),
    "cam-cao-phong": ("orange", {"ground": "cham", "motif": "rays", "peel": "#e8861c", "pale": "#f6b445"}),
    "mien-hung-dao": ("noodle", {"ground": "hoe", "motif": "field", "band": "la"}),
    "mien-da-bac": ("noodle", {"ground": "diep", "motif": "tray", "band": "cham", "strand": "#efe2c4"}),
    "mien-tai-hoan": ("noodle", {"ground": "cham", "motif": "rays", "band": "hoe", "strand": "#f8f0d8"}),
    "mien-binh-lieu": ("noodle", {"ground": "sen", "motif": "tray", "band": "dat", "strand": "#eadbb8"}),
    "che-pa-co": ("tea", {"ground": "diep", "motif": "rays", "pack": "cham"}),
    "che-my-tan": ("tea", {"ground": "sen", "motif": "sun", "pack": "la"}),
    "tra-dinh-hao-dat": ("tea", {"ground": "la", "motif": "field", "pack": "son"}),
    "che-suoi-giang": ("tea", {"ground": "hoe", "motif": "hills", "pack": "la"}),
    "gao-nep-khau-nua-lech": ("rice", {"ground": "sen", "motif": "hills", "sack": "dat", "grain": "#f7ecd6"}),
    "nuoc-mam-le-gia": ("fish_sauce", {"ground": "cham", "motif": "hills"}),
    "ruou-cam-ha-phong": ("wine", {"ground": "la", "motif": "sun"}),
    "tinh-dau-sa-ban-dao": ("oil", {"ground": "sen", "motif": "rays"}),
    "ca-phe-ara-tay": ("coffee", {"ground": "sen", "motif": "hills"}),
    "ot-phu-luong-ngam": ("pickle", {"ground": "hoe", "motif": "field"}),
    "ruoc-ca-lang": ("fish_floss", {"ground": "diep", "motif": "field"}),
    "tra-chanh-dao-ha-phong": ("citrus_jar", {"ground": "la", "motif": "rays"}),
    "nhan-son-thuy": ("longan", {"ground": "hoe", "motif": "tray"}),
    "vai-thieu-thanh-ha": ("lychee", {"ground": "diep", "motif": "tray"}),
    "buoi-tan-lac": ("pomelo", {"ground": "cham", "motif": "sun"}),
    "thanh-long-thanh-ha": ("dragon_fruit", {"ground": "la", "motif": "sun"}),
    "bo-kho-huy-vu": ("dried_meat", {"ground": "sen", "motif": "tray"}),
    "thit-hun-khoi-tam-hoa": ("smoked_meat", {"ground": "diep", "motif": "hills"}),
    "chan-gio-ban-muong": ("pork_hock", {"ground": "hoe", "motif": "tray"}),
    "ga-u-muoi-ban-muong": ("salted_chicken", {"ground": "hoe", "motif": "sun"}),
    "cha-oc-lac-son": ("snail_sausage", {"ground": "sen", "motif": "field"}),
    "banh-trang-tan-nhien": ("rice_paper", {"ground": "son", "motif": "tray"}),
    "mi-gao-hung-lo": ("rice_noodle", {"ground": "cham", "motif": "field"}),
    "khan-tho-cam-luc-nghiep-thanh": ("scarf", {"ground": "diep", "motif": "sun"}),
    "vit-co-xanh-lac-son": ("duck", {"ground": "cham", "motif": "hills"}),
    "thit-de-lac-thuy": ("goat", {"ground": "la", "motif": "hills"}),
    "tra-hoa-vang-ba-che": ("camellia", {"ground": "cham", "motif": "rays", "pack": "la"}),
    "gui": ("gui", {"ground": "hoe", "motif": "rays"}),
}

ROUND = (
    "mat-ong-ban-dao",
    "cam-lac-thuy",
    "che-song-boi",
    "gao-st25",
    "hat-doi-chi-dao",
    "lap-xuong-tam-hoa",
    "ga-lac-thuy",
    "hop-qua-mat-ong",
    "ca-phe-ara-tay",
    "ruou-cam-ha-phong",
    "ruoc-ca-lang",
    "mang-chua-lac-son",
    "tinh-dau-sa-ban-dao",
    "khan-tho-cam-luc-nghiep-thanh",
)
"""The pictures of the families of goods, in their order; shown in small circles, eight to a row."""
ROW = 8


def draw(kind: str, seed: str, /, *, ground: str, motif: str, **options: object) -> str:
    """A square picture as SVG. The same arguments always give the same picture.

    `ground` is a pigment, `motif` one of sun, rays, hills, tray, field; `options` belong to the kind.
    """
    body = _printed(kind, seed, ground=ground, motif=motif, options=options)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">{body}</svg>'


def all_pictures() -> dict[str, str]:
    """Every picture of the shop: its name and its SVG."""
    goods = {name: draw(kind, name, **options) for name, (kind, options) in PICTURES.items()}
    rows = [ROUND[first : first + ROW] for first in range(0, len(ROUND), ROW)]
    families = {f"nhom-hang-{number}": _row(names) for number, names in enumerate(rows, 1)}
    return goods | families | {"canh-nui": scene(), "canh-nui-rong": scene(wide=True)}


def _printed(kind: str, seed: str, *, ground: str, motif: str, options: dict[str, Any], brushed: bool = True) -> str:
    sheet = Print(f"{kind}:{seed}")
    paint_ground(sheet, ground, motif, brushed=brushed)
    if kind in ON_A_TABLE:
        set_table(sheet, ground)
    KINDS[kind](sheet, **options)
    return sheet.body()


def _row(names: Sequence[str]) -> str:
    """Pictures in one file, so that a browser asks once for all; an address that ends in #name shows that one."""
    cells = []
    for x, name in zip(range(0, 400 * ROW, 400), names, strict=False):
        kind, options = PICTURES[name]
        rest = {key: value for key, value in options.items() if key not in {"ground", "motif"}}
        body = _printed(kind, name, ground=options["ground"], motif=options["motif"], options=rest, brushed=False)
        cells.append(f'<view id="{name}" viewBox="{x} 0 400 400"/><svg x="{x}" width="400" height="400">{body}</svg>')
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {400 * len(cells)} 400">{"".join(cells)}</svg>'


def write_all(folder: Path) -> None:
    """Draw every picture into `folder` as <name>.svg."""
    for name, svg in all_pictures().items():
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
