import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from marketplace.art import PICTURES, all_pictures, draw
from marketplace.art.ground import MOTIFS
from marketplace.art.kinds import KINDS
from marketplace.art.pigments import PIGMENTS
from marketplace.catalogue.categories import CATEGORIES

ROOT = Path(__file__).parents[2]
ART = ROOT / "static" / "art"
PRODUCTS = ROOT / "marketplace" / "demo" / "data" / "products.toml"
DRAWN = all_pictures()


def test_the_pictures_in_the_shop_are_what_the_program_draws() -> None:
    assert {file.stem: file.read_text(encoding="utf-8") for file in ART.glob("*.svg")} == DRAWN


def test_the_same_words_always_give_the_same_picture() -> None:
    assert draw("honey", "jar", ground="la", motif="rays") == draw("honey", "jar", ground="la", motif="rays")
    assert draw("honey", "jar", ground="la", motif="rays") != draw("honey", "pot", ground="la", motif="rays")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_can_be_drawn_on_every_ground(kind: str) -> None:
    for ground, motif in zip(PIGMENTS, [*MOTIFS, *MOTIFS], strict=False):
        assert ET.fromstring(draw(kind, "any", ground=ground, motif=motif)).tag.endswith("svg")


def test_every_category_has_its_place_in_a_row_of_small_pictures() -> None:
    for rank, category in enumerate(CATEGORIES):
        assert f'<view id="{category.picture}"' in DRAWN[f"nhom-hang-{rank // 8 + 1}"]


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_a_picture_is_light_and_plain(name: str) -> None:
    svg = DRAWN[name]
    assert len(svg) < (12_000 * svg.count("<view ") or 48_000)
    assert not re.search(r"<(filter|linearGradient|radialGradient|text|style|script|image)|nan", svg)


def test_every_kind_has_a_picture() -> None:
    assert {kind for kind, _ in PICTURES.values()} == set(KINDS)


def test_every_product_of_the_demo_shop_has_its_own_picture() -> None:
    pictures = [product["picture"] for product in tomllib.loads(PRODUCTS.read_text(encoding="utf-8"))["product"]]
    assert set(pictures) <= set(PICTURES)
    assert len(set(pictures)) == len(pictures)
