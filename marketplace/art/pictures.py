"""Which drawing shows which goods. Grounds go by seller, motifs by product, so that a shelf is calm and neighbours differ."""

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
    "mat-ong-phuong-di": ("honey", {"ground": "cham", "motif": "rays", "jar": "hex", "cloth": "hoe", "amber": "#e59a1c"}),
    "hop-qua-mat-ong": ("gift", {"ground": "hoe", "motif": "sun"}),
    "chuoi-viba": ("banana", {"ground": "cham", "motif": "tray"}),
    "che-song-boi": ("tea", {"ground": "diep", "motif": "hills"}),
    "che-phu-thanh": ("tea", {"ground": "hoe", "motif": "field", "pack": "cham"}),
    "gao-st25": ("rice", {"ground": "la", "motif": "field"}),
    "mien-tan-viet-a": ("noodle", {"ground": "la", "motif": "tray"}),
    "ga-lac-son": ("chicken", {"ground": "diep", "motif": "sun"}),
    "ga-lac-thuy": ("chicken", {"ground": "sen", "motif": "hills", "body": "dat", "tail": ("la", "cham", "hoe")}),
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
    "gui": ("gui", {"ground": "hoe", "motif": "rays"}),
}


def draw(kind: str, seed: str, *, ground: str, motif: str, **options: object) -> str:
    """A square picture as SVG. The same arguments always give the same picture.

    `ground` is a pigment, `motif` one of sun, rays, hills, tray, field; `options` belong to the kind.
    """
    sheet = Print(f"{kind}:{seed}")
    paint_ground(sheet, ground, motif)
    if kind in ON_A_TABLE:
        set_table(sheet, ground)
    KINDS[kind](sheet, **options)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">{sheet.body()}</svg>'


def all_pictures() -> dict[str, str]:
    """Every picture of the shop: its name and its SVG."""
    goods = {name: draw(kind, name, **options) for name, (kind, options) in PICTURES.items()}
    return goods | {"canh-nui": scene(), "canh-nui-rong": scene(wide=True)}


def write_all(folder: Path) -> None:
    """Draw every picture into `folder` as <name>.svg."""
    for name, svg in all_pictures().items():
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
