import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CSS = ROOT / "static" / "css"
TEMPLATES = ROOT / "templates"
COMPONENT = re.compile(r"components/(\w+)\.html")
LAYOUT = re.compile(r"layouts/(\w+)\.html")
IMPORT = re.compile(r'@import "([^"]+)" layer\((\w+)\);')
SURFACES = ("storefront", "seller", "operator", "trace")
BESIDE = {"storefront": ("purchase",)}
"""Sheets that a surface loads beside its own; tests/house says which of its pages do without."""


def used_by(template: Path, seen: set[Path]) -> set[str]:
    """The components a template draws, with those that these draw in their turn and those of its layouts."""
    if template in seen:
        return set()
    seen.add(template)
    text = template.read_text(encoding="utf-8")
    names = set(COMPONENT.findall(text))
    parts = [TEMPLATES / "components" / f"{name}.html" for name in names]
    parts += [TEMPLATES / "layouts" / f"{name}.html" for name in LAYOUT.findall(text)]
    return names.union(*(used_by(part, seen) for part in parts))


def surface_of(template: Path) -> str:
    named = [part for part in template.relative_to(TEMPLATES).parts if part in ("seller", "operator", "trace")]
    return named[0] if named else "storefront"


def pages(surface: str) -> list[Path]:
    found = [page for page in TEMPLATES.rglob("*.html") if page.parent.name not in ("components", "layouts")]
    return [page for page in found if surface_of(page) == surface and "dev" not in page.parts]


@pytest.mark.parametrize("surface", SURFACES)
def test_a_surface_carries_the_style_of_every_component_its_pages_draw(surface: str) -> None:
    sheets = [CSS / f"{name}.css" for name in (surface, *BESIDE.get(surface, ()))]
    carried = {Path(file).stem for sheet in sheets for file, _ in IMPORT.findall(sheet.read_text(encoding="utf-8"))}
    styled = {file.stem for file in (CSS / "components").glob("*.css")}
    drawn: set[str] = set()
    for page in pages(surface):
        drawn |= used_by(page, set())
    assert (drawn & styled) - carried == set()


def test_a_style_sheet_bears_the_name_of_its_component() -> None:
    components = {file.stem for file in (TEMPLATES / "components").glob("*.html")}
    assert {file.stem for file in (CSS / "components").glob("*.css")} - components == set()


@pytest.mark.parametrize("surface", SURFACES)
def test_every_imported_style_sheet_exists_and_lies_in_its_layer(surface: str) -> None:
    for file, layer in IMPORT.findall((CSS / f"{surface}.css").read_text(encoding="utf-8")):
        assert (CSS / file).is_file()
        assert layer == {"components": "components", "surfaces": "surfaces"}.get(Path(file).parts[0], Path(file).stem)


def test_every_icon_that_a_page_asks_for_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'id="i-([a-z]+)"', (ROOT / "static" / "icons.svg").read_text(encoding="utf-8")))
    asked: set[str] = set()
    for page in TEMPLATES.rglob("*.html"):
        asked |= set(re.findall(r"""(?:\bicon\(|icon_name=)["']([a-z]+)["']""", page.read_text(encoding="utf-8")))
    assert asked - sprite == set()
